package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import relais.platform.secrets.Secrets;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Hold;
import relais.vault.blob.Mending;
import relais.vault.store.FolderStore;
import relais.vault.testing.DocumentSite;

/** A dossier on which somebody works all day does not fill the stores with what it was. */
class BusyDossierStory extends Rebuilds {
    private static final String MANIFESTS = "SELECT count(*) FROM vault_blob WHERE kind = 4";

    @Test
    void whoChangesItEachSecondIsNotFollowedEachSecond() throws Exception {
        long busy = dossier(type("aide", "AID-{year}-{n:4}"), "Toiture", false);
        for (int i = 0; i < 20; i++) {
            put(busy, "/pièce " + i + ".txt", "n° " + i);
        }
        written();
        clock.advance(Duration.ofMinutes(10));
        long before = count(MANIFESTS);
        Instant began = clock.instant();
        while (clock.instant().isBefore(began.plusSeconds(300))) {
            rename(busy, "Toiture " + clock.instant());
            clock.advance(Duration.ofSeconds(1));
            site.vault.manifests().write();
        }
        long made = count(MANIFESTS) - before;
        long bytes =
                count("SELECT coalesce(avg(length), 0)::bigint FROM vault_blob WHERE kind = 4");
        System.out.printf("%d manifests in 5 busy minutes, %d bytes each%n", made, bytes);
        assertThat(made).isBetween(6L, 12L);

        written();
        assertThat(behind(began)).as("at most a minute behind").isLessThanOrEqualTo(365);
        clock.advance(Duration.ofMinutes(10));
        rename(busy, "après une pause");
        clock.advance(Duration.ofSeconds(1));
        site.vault.manifests().write();
        assertThat(site.vault.manifests().waiting()).as("told at once after a pause").isZero();

        clock.advance(Duration.ofDays(8));
        collect();
        assertThat(count("SELECT count(*) FROM vault_blob WHERE kind = 4 AND refs = 0"))
                .as("replaced")
                .isZero();
        assertThat(count("SELECT count(before) FROM vault_manifest WHERE subject = " + busy))
                .as("the one before stays")
                .isEqualTo(1);
        damage("(SELECT head FROM vault_manifest WHERE kind = 0 AND subject = " + busy + ")");
        rebuilt();
        assertThat(site.get(DocumentSite.CHIEF, "/api/dossiers/" + busy).path("title").asText())
                .startsWith("Toiture 2026-");
    }

    @Test
    void ofALargeOneTheManifestBeforeStaysWholeToo() throws Exception {
        long large = dossier(type("aide", "AID-{year}-{n:4}"), "Grand", false);
        put(large, "/modèle.txt", "m");
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                INSERT INTO vault_note (dossier_id, text, at, by_id, by_name)
                                SELECT ?, repeat('Appelé le maire ' || n || '. ', 20), now(), 1, 'x'
                                FROM generate_series(1, 300) n
                                """,
                                large));
        written();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofHours(1));
            site.database.useTransaction(
                    tx -> tx.execute("UPDATE vault_note SET text = text || '!' WHERE id < 10"));
            rename(large, "Grand " + i);
            written();
        }
        clock.advance(Duration.ofDays(40));
        collect();
        damage(
                """
                (SELECT hash FROM vault_manifest_piece
                 WHERE kind = 0 AND subject = %d AND used = 1 LIMIT 1)
                """
                        .formatted(large));
        Report report = rebuilt();
        assertThat(report.refused()).isEmpty();
        assertThat(report.older()).hasSize(1);
        assertThat(count("SELECT count(*) FROM vault_note")).isEqualTo(300);
        assertThat(site.get(DocumentSite.CHIEF, "/api/dossiers/" + large).path("title").asText())
                .isEqualTo("Grand 1");
    }

    private long behind(Instant began) {
        return count(
                "SELECT (extract(epoch FROM to_timestamp(max(turn) / 1000000.0)) - "
                        + began.getEpochSecond()
                        + ")::bigint FROM vault_manifest");
    }

    private void collect() throws Exception {
        new Blobs(
                        new Blobs.Setup(
                                site.database,
                                new FolderStore("local", folder.resolve("files/store")),
                                Secrets.open(folder.resolve("secret.key")),
                                clock,
                                Hold.NONE,
                                Mending.NONE))
                .care(Care.GRACE)
                .collect();
    }
}
