package relais.vault.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Sight;
import relais.vault.dossier.Content;
import relais.vault.dossier.Dossier;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.History;
import relais.vault.dossier.Workflow;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Shows one dossier with what belongs to it. */
public final class DossierReader {
    private final Database database;
    private final Dossiers dossiers;
    private final Types types;
    private final Sight sight;

    public DossierReader(Database database, Dossiers dossiers, Types types, Sight sight) {
        this.database = database;
        this.dossiers = dossiers;
        this.types = types;
        this.sight = sight;
    }

    /**
     * The dossier as the caller may see it.
     *
     * @param at as it was then; null for now
     */
    Answer answer(Request request, long id, @Nullable Instant at) {
        return database.inTransaction(tx -> view(tx, request.caller(), id, at))
                .map(Answer::ok)
                .orElseGet(Routes::missing);
    }

    private Optional<DossierView> view(Handle tx, Caller caller, long id, @Nullable Instant at) {
        Optional<Dossier> found = dossiers.find(tx, caller, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Dossier dossier = found.get();
        Optional<Content> content =
                at == null ? Optional.of(dossier.content()) : History.at(tx, id, at);
        return content.map(
                then -> DossierView.of(dossier, then, beside(tx, caller, dossier, then, at), at));
    }

    private DossierView.Beside beside(
            Handle tx, Caller caller, Dossier dossier, Content content, @Nullable Instant at) {
        TypeDefinition type = types.find(tx, dossier.typeId()).orElseThrow().definition();
        Level level = sight.of(tx, caller, dossier.id());
        boolean moves = at == null && level.allows(Level.WRITE) && !content.trashed();
        return new DossierView.Beside(
                level,
                moves ? Workflow.ways(type, content.state(), sight.groups(tx, caller)) : List.of(),
                people(content),
                List.of(),
                List.of(),
                0);
    }

    private static List<DossierView.Person> people(Content content) {
        Map<Long, String> people = new TreeMap<>(content.people());
        return people.entrySet().stream()
                .map(person -> new DossierView.Person(person.getKey(), "", person.getValue()))
                .toList();
    }
}
