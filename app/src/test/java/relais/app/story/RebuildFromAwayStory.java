package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.TempFolders;
import relais.vault.store.smb.ShareAddress;
import relais.vault.testing.S3Service;
import relais.vault.testing.Samba;

/** The machine is gone with its disk; a store of another machine and the key file are left. */
class RebuildFromAwayStory {
    private static final String TEXT = "Procès-verbal de la réunion\n".repeat(10_000);

    @TempDir Path folder;

    /** A store outside, as the console is told of it. */
    private record Away(String kind, Map<String, ?> settings, String secret) {
        long added(Officer officer) throws Exception {
            return officer.store("away", kind, settings, secret);
        }
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void allOfItComesBackFromTheShare() throws Exception {
        try (Samba samba = new Samba(folder.resolve("samba"))) {
            ShareAddress at = samba.address("relais");
            Map<String, Object> settings =
                    Map.of(
                            "host", "127.0.0.1",
                            "port", samba.port(),
                            "share", "files",
                            "folder", "relais",
                            "user", at.user());
            comesBackFrom(new Away("smb", settings, at.password()));
        }
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void allOfItComesBackFromTheBucket() throws Exception {
        try (S3Service service = new S3Service(folder.resolve("s3"), new Properties())) {
            Map<String, String> settings =
                    Map.of(
                            "endpoint", "http://127.0.0.1:" + service.port(),
                            "bucket", "keep",
                            "folder", "relais",
                            "user", "us");
            comesBackFrom(new Away("s3", settings, "our-secret"));
        }
    }

    private void comesBackFrom(Away away) throws Exception {
        long document = kept(away);
        Path next = Files.createDirectories(folder.resolve("new"));
        Files.copy(folder.resolve("home/secret.key"), next.resolve("secret.key"));
        TempFolders.delete(folder.resolve("home"));
        try (RelaisProcess relais = RelaisProcess.up(next);
                Officer officer = Officer.first(relais)) {
            away.added(officer);
        }
        assertThat(RelaisProcess.run(next, "vault", "rebuild"))
                .contains("Rebuilt 1 types, 1 dossiers, 1 documents in 1 versions");
        try (RelaisProcess relais = RelaisProcess.up(next);
                Officer officer = Officer.back(relais)) {
            assertThat(officer.get("/api/documents/" + document + "/content").body())
                    .isEqualTo(TEXT);
        }
    }

    /** A document that is in the store too, and told of there. */
    private long kept(Away away) throws Exception {
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"));
                Officer officer = Officer.first(relais)) {
            long store = away.added(officer);
            JsonNode stores = officer.get("/api/file-stores").json().path("items");
            long own = 0;
            for (JsonNode one : stores) {
                own = one.path("own").asBoolean() ? one.path("id").asLong() : own;
            }
            officer.keepIn(own, store);
            long document =
                    officer.keep(officer.dossier("Réunion à l’été"), "/procès-verbal.txt", TEXT);
            Path home = folder.resolve("home");
            Soon.holds("manifests are written", () -> RebuildCommandStory.isTold(home));
            RebuildCommandStory.end(relais, home);
            return document;
        }
    }
}
