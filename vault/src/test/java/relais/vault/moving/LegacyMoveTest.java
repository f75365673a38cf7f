package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.testing.TestDatabase;
import relais.vault.access.VaultPermissions;
import relais.vault.moving.demo.LegacySystem;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.EvidencePage;
import relais.vault.moving.evidence.Evidences;
import relais.vault.moving.mapping.Mapping;
import relais.vault.moving.mapping.Mappings;
import relais.vault.type.Types;

/** The generated old system moves in: tables, evidence, dossiers and references. */
class LegacyMoveTest {
    private static final Caller ANA =
            new Caller(
                    1,
                    "Ana",
                    Set.of(VaultPermissions.RECORDS_TYPES, VaultPermissions.RECORDS_ALL),
                    true,
                    Set.of(),
                    Locale.FRENCH);

    @TempDir private Path folder;

    @Test
    void itsDossiersAreThereWithWhatTheySaid() throws Exception {
        LegacySystem.write(folder, 400, 7);
        InstantSource clock = InstantSource.system();
        try (Database database = TestDatabase.fresh("vault")) {
            LiveFeed live = new LiveFeed(database);
            Moving moving = new Moving(database, clock);
            Move move =
                    database.inTransaction(
                            tx ->
                                    moving.moves()
                                            .begin(
                                                    tx,
                                                    "patronus",
                                                    folder.resolve("patronus.sql").toString(),
                                                    ""));
            moving.load(move, at -> {});
            Evidence evidence = database.with(h -> Evidences.of(h, move.id()));
            assertThat(evidence.same()).isTrue();
            assertThat(evidence.tables()).hasSize(8);
            assertThat(EvidencePage.html(evidence, "fr")).contains("Égal, hormis");

            Mappings mappings =
                    new Mappings(
                            database,
                            new Types(database, new Audit(clock), live, clock),
                            clock);
            Mapping mapping = mappings.of(move.id(), move.name());
            System.out.println(Json.text(mapping));
            assertThat(mapping.dossiers()).hasSize(1);
            assertThat(mapping.dossiers().getFirst().number()).isEqualTo("numero");
            assertThat(mapping.dossiers().getFirst().title()).isEqualTo("titre");
            assertThat(mapping.dossiers().getFirst().state()).isEqualTo("etat");
            assertThat(mapping.dossiers().getFirst().encodedTwice()).containsExactly("titre");
            assertThat(mapping.documents().getFirst().path()).isEqualTo("chemin");
            assertThat(mapping.documents().getFirst().prefix())
                    .isEqualTo("\\\\srv-fichiers\\patronus\\");

            Mappings.Made made = mappings.carryOut(ANA, move.id(), move.name());
            assertThat(made).isEqualTo(new Mappings.Made(100, 20, 400));
            assertThat(mappings.carryOut(ANA, move.id(), move.name()))
                    .isEqualTo(new Mappings.Made(0, 0, 0));
            List<String> titles =
                    database.with(
                            h ->
                                    h.createQuery(
                                                    "SELECT number || ' ' || title || ' ' || state || fields FROM vault_dossier ORDER BY id")
                                            .mapTo(String.class)
                                            .list());
            System.out.println(titles.get(12));
            assertThat(titles).noneMatch(t -> t.contains("Ã"));
            live.close();
        }
    }
}
