package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relais.vault.backup.Restored;
import relais.vault.policy.Restraint;

/** Somebody tries a backup beside the installation that counts, and works in it a little. */
@Timeout(60)
class TrialRestoreStory extends Rebuilds {
    private long heads() {
        return count("SELECT count(*) FROM vault_blob WHERE kind = 4");
    }

    @Test
    void itWritesNothingInProductionsNameUntilItTakesOver() throws Exception {
        long dossier = dossier(type("letters", "L-{n}"), "Toiture", false);
        written();
        long before = heads();
        site.database.useTransaction(
                tx -> Restored.note(tx, UUID.randomUUID(), "20260301T090000Z"));

        put(dossier, "/lettre.txt", "essai");
        clock.advance(Duration.ofHours(1));
        long turn = clock.instant().getEpochSecond() * 1_000_000;
        assertThat(site.vault.manifests().write()).isZero();
        assertThat(heads()).isEqualTo(before);
        assertThat(site.vault.manifests().waiting()).as("not forgotten").isPositive();

        site.database.useTransaction(
                tx -> {
                    Restraint.end(tx, clock.instant());
                    Manifests.markAll(tx);
                });
        written();
        assertThat(count("SELECT count(*) FROM vault_manifest WHERE turn < " + turn))
                .as("the type too, though nobody changed it")
                .isZero();
    }
}
