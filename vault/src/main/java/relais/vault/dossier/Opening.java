package relais.vault.dossier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Reach;
import relais.vault.access.Sight;
import relais.vault.history.Change;
import relais.vault.history.Content;
import relais.vault.history.History;
import relais.vault.search.SearchText;
import relais.vault.type.DossierType;
import relais.vault.type.FieldValues;
import relais.vault.type.NumberPattern;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** Opens dossiers and numbers them. */
final class Opening {
    /** Numbers already taken by dossiers moved in; beyond this somebody should look. */
    private static final int NUMBERS_TRIED = 10_000;

    private final Dossiers.Platform on;
    private final Types types;
    private final Sight sight;

    Opening(Dossiers.Platform on, Types types, Sight sight) {
        this.on = on;
        this.types = types;
        this.sight = sight;
    }

    Outcome create(Handle tx, Caller caller, Dossiers.NewDossier given) {
        Reach reach = sight.reach(tx, caller);
        Level level = reach.types().getOrDefault(given.type(), Level.NONE);
        Optional<DossierType> found = types.find(tx, given.type());
        if (found.isEmpty() || level == Level.NONE) {
            return new Outcome.Refused(422, "type-unknown", "type", "there is no such type");
        }
        if (!level.allows(Level.WRITE)) {
            return Outcome.notPermitted();
        }
        if (found.get().archivedAt() != null) {
            return new Outcome.Refused(
                    422, "type-archived", "type", "no new dossiers of this type are opened");
        }
        TypeDefinition type = found.get().definition();
        FieldValues values = FieldValues.check(type, given.fields(), Map.of());
        Outcome wrong = DossierCheck.wrong(given.title(), given.tags(), values);
        if (wrong != null) {
            return wrong;
        }
        Content content =
                new Content(
                        given.title().strip(),
                        type.initial(),
                        given.confidential(),
                        false,
                        DossierCheck.tidy(given.tags()),
                        values.fitting(),
                        Map.of());
        return open(tx, caller, given.type(), type, content);
    }

    private Outcome open(
            Handle tx, Caller caller, long typeId, TypeDefinition type, Content content) {
        Instant now = on.clock().instant().truncatedTo(ChronoUnit.MICROS);
        NumberPattern pattern = NumberPattern.of(type.number()).orElseThrow();
        int year = now.atOffset(ZoneOffset.UTC).getYear();
        for (int tried = 0; tried < NUMBERS_TRIED; tried++) {
            long n = NumberSeries.next(tx, typeId, pattern.series(year));
            Dossier dossier =
                    new Dossier(
                            0,
                            typeId,
                            pattern.number(year, n),
                            content,
                            1,
                            now,
                            caller.userId(),
                            caller.name(),
                            now,
                            type.closed(content.state()) ? now : null);
            Optional<Long> id = DossierTable.insert(tx, dossier);
            if (id.isPresent()) {
                History.add(tx, caller, id.get(), now, "created", Change.from(content));
                SearchText.putDossier(tx, id.get(), type);
                on.live().changed(tx, "dossier:" + id.get());
                on.live().changed(tx, "dossiers");
                on.audit()
                        .record(
                                tx,
                                caller,
                                "dossier.create",
                                "dossier:" + id.get(),
                                Map.of("number", dossier.number()));
                return new Outcome.Ok(id.get());
            }
        }
        return new Outcome.Refused(
                422, "numbers-taken", null, "the numbers of this series are taken already");
    }
}
