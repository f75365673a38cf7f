package relais.vault.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.DocumentSite;

/**
 * Everything is to be in our folder and on a share before it counts. The share is away when a
 * document goes to another dossier: the manifest that tells of it there waits in our folder, and
 * our disk is lost before it has come to the share.
 */
@Timeout(180)
class MovedWhileAwayStory extends Rebuilds {
    @TempDir Path mounts;
    private Path share;
    private long roof;
    private long wall;

    @BeforeEach
    void twoStoresAndTwoDossiers() throws Exception {
        share = Files.createDirectory(mounts.resolve("share"));
        Map<String, Object> wanted =
                Map.of(
                        "name", "share",
                        "kind", "folder",
                        "settings", Map.of("folder", share.toRealPath().toString()));
        ok(ask("POST", "/api/file-stores", wanted));
        List<Long> both = List.of(card(true).path("id").asLong(), card(false).path("id").asLong());
        Map<String, Object> rule =
                Map.of(
                        "name", "both",
                        "minAgeDays", 0,
                        "minBytes", 0,
                        "copies", 2,
                        "quorum", 2,
                        "stores", both);
        ok(ask("PUT", "/api/file-store-policies", Map.of("rules", List.of(rule))));
        long aid = type("aide", "AID-{year}-{n:4}");
        roof = dossier(aid, "Toiture", false);
        wall = dossier(aid, "Façade", false);
        put(roof, "/part.txt", "je pars");
        put(roof, "/reste.txt", "je reste");
        written();
        DocumentSite.until("all is in both", () -> onlyInOne() == 0);
    }

    @Test
    void theDossierThatItLeftTellsOfItUntilTheOthersManifestHasComeToTheShare() throws Exception {
        goesAway();
        move();
        changed(wall);
        onlyWritten(wall);
        nobodyBringsCopies();
        isBack();
        changed(roof);
        onlyWritten(roof);
        assertThat(manifestsOnlyInOne()).as("the receiver's waits still").isPositive();

        Report report = rebuiltFromTheShare();

        assertThat(report.refused()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(Seen.content(site, document(wall, "/part.txt"))).isEqualTo("je pars");
        assertThat(Seen.content(site, document(roof, "/reste.txt"))).isEqualTo("je reste");
        assertThat(report.documents()).isEqualTo(2);
    }

    @Test
    void whereBothManifestsOnlyWaitedItIsWhereItWas() throws Exception {
        goesAway();
        move();
        changed(wall);
        changed(roof);
        written();

        rebuiltFromTheShare();

        assertThat(Seen.content(site, document(roof, "/part.txt"))).isEqualTo("je pars");
    }

    @Test
    void onceTheManifestHasComeToTheShareItIsToldOfOnce() throws Exception {
        goesAway();
        move();
        changed(wall);
        written();
        assertThat(moves()).as("while the share is away").isEqualTo(1);
        isBack();
        DocumentSite.until("all is in both", () -> onlyInOne() == 0 && spooled() == 0);
        clock.advance(Duration.ofMinutes(1));
        site.vault.manifests().write();
        assertThat(moves()).isZero();
        assertThat(site.vault.manifests().waiting()).as("the one that it left").isPositive();
        written();

        Report report = rebuiltFromTheShare();

        assertThat(Seen.content(site, document(wall, "/part.txt"))).isEqualTo("je pars");
        assertThat(report.documents()).isEqualTo(2);
    }

    private void goesAway() throws Exception {
        Files.move(share, mounts.resolve("elsewhere"));
    }

    private void isBack() throws Exception {
        Files.move(mounts.resolve("elsewhere"), share);
        clock.advance(Duration.ofMinutes(2));
        DocumentSite.until("it is back", () -> isUp());
    }

    private boolean isUp() {
        try {
            return card(false).path("state").asText().equals("up");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode card(boolean own) throws Exception {
        for (JsonNode one : site.get(DocumentSite.CHIEF, "/api/file-stores").path("items")) {
            if (one.path("own").asBoolean() == own) {
                return one;
            }
        }
        throw new AssertionError("no such store");
    }

    /** There is much to bring, and these have not had their turn. */
    private void nobodyBringsCopies() {
        site.database.useTransaction(
                tx -> tx.execute("UPDATE vault_copy SET due_at = NULL WHERE state = 0"));
    }

    private void move() throws Exception {
        long id = document(roof, "/part.txt").path("id").asLong();
        clock.advance(Duration.ofMinutes(5));
        ok(ask("PUT", "/api/documents/" + id, Map.of("dossier", wall, "folder", "/")));
    }

    private void changed(long dossier) {
        clock.advance(Duration.ofMinutes(5)); // what was written just now rests
        site.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET title = title || ' !' WHERE id = ?",
                                dossier));
    }

    private Report rebuiltFromTheShare() throws Exception {
        Path there = Files.exists(share) ? share : mounts.resolve("elsewhere");
        site.vault.close();
        Path own = folder.resolve("files/store");
        try (Stream<Path> all = Files.walk(own)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
        copy(there, own);
        return rebuilt();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }

    private long moves() {
        return count("SELECT count(*) FROM vault_manifest_left");
    }

    private long spooled() {
        return count("SELECT count(*) FROM vault_placed WHERE spooled");
    }

    private long onlyInOne() {
        return count(
                "SELECT count(*) FROM vault_placed o WHERE 2 > (SELECT count(*) FROM vault_copy c"
                        + " WHERE c.object_id = o.id AND c.state = 1)");
    }

    private long manifestsOnlyInOne() {
        return count(
                "SELECT count(*) FROM vault_manifest m JOIN vault_blob b ON b.hash = m.head"
                        + " JOIN vault_placed o ON o.key LIKE '%' || b.object"
                        + " WHERE o.spooled");
    }
}
