package relais.vault.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.contact.Contacts;
import relais.vault.dossier.Deeds;
import relais.vault.dossier.Dossier;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.Links;
import relais.vault.dossier.Workflow;
import relais.vault.history.Content;
import relais.vault.history.History;
import relais.vault.retention.DueForErasure;
import relais.vault.retention.LegalHolds;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Shows one dossier with what belongs to it. */
public final class DossierReader {
    private final Deeds deeds;
    private final Dossiers dossiers;
    private final Types types;
    private final Contacts contacts;

    public DossierReader(Deeds deeds, Dossiers dossiers, Types types, Contacts contacts) {
        this.deeds = deeds;
        this.dossiers = dossiers;
        this.types = types;
        this.contacts = contacts;
    }

    /**
     * The dossier as the caller may see it.
     *
     * @param at as it was then; null for now
     */
    Answer answer(Request request, long id, @Nullable Instant at) {
        Optional<Found> found =
                deeds.database().inTransaction(tx -> find(tx, request.caller(), id, at));
        return found.map(dossier -> Answer.ok(view(request.caller(), dossier, at)))
                .orElseGet(Routes::missing);
    }

    /** What the database says. */
    private record Found(
            Dossier dossier,
            Content content,
            TypeDefinition type,
            Level level,
            List<String> ways,
            List<LegalHolds.Hold> holds,
            List<Links.Link> links,
            int documents) {}

    private Optional<Found> find(Handle tx, Caller caller, long id, @Nullable Instant at) {
        Optional<Dossier> found = dossiers.find(tx, caller, id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Dossier dossier = found.get();
        Optional<Content> content =
                at == null ? Optional.of(dossier.content()) : History.at(tx, id, at);
        return content.map(then -> found(tx, caller, dossier, then, at == null));
    }

    private Found found(Handle tx, Caller caller, Dossier dossier, Content content, boolean now) {
        TypeDefinition type = types.find(tx, dossier.typeId()).orElseThrow().definition();
        Level level = deeds.sight().of(tx, caller, dossier.id());
        boolean moves = now && level.allows(Level.WRITE) && !content.trashed();
        return new Found(
                dossier,
                content,
                type,
                level,
                moves
                        ? Workflow.ways(type, content.state(), deeds.sight().groups(tx, caller))
                        : List.of(),
                LegalHolds.standing(tx, dossier.id()),
                new Links(deeds).of(tx, deeds.sight().reach(tx, caller), dossier.id()),
                documents(tx, dossier.id()));
    }

    private static int documents(Handle tx, long id) {
        return tx.createQuery(
                        """
                        SELECT count(*) FROM vault_document
                        WHERE dossier_id = :id AND trashed_at IS NULL
                        """)
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private DossierView view(Caller caller, Found found, @Nullable Instant at) {
        Content content = found.content();
        Dossier dossier = found.dossier();
        Map<Long, String> names =
                content.people().isEmpty()
                        ? Map.of()
                        : contacts.names(caller, content.people().keySet());
        List<DossierView.Person> people =
                content.people().entrySet().stream()
                        .map(
                                one ->
                                        new DossierView.Person(
                                                one.getKey(),
                                                names.getOrDefault(one.getKey(), ""),
                                                one.getValue()))
                        .toList();
        return new DossierView(
                dossier.id(),
                dossier.typeId(),
                dossier.number(),
                content.title(),
                content.fields(),
                content.state(),
                content.confidential(),
                content.tags(),
                people,
                dossier.version(),
                dossier.createdAt(),
                dossier.createdByName(),
                dossier.changedAt(),
                found.level(),
                found.ways(),
                found.holds(),
                found.links(),
                found.documents(),
                content.trashed(),
                dossier.closedAt(),
                DueForErasure.earliest(found.type(), dossier.createdAt(), dossier.closedAt()),
                at);
    }
}
