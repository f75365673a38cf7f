package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FaultyLine;
import relais.platform.testing.TempFolders;
import relais.vault.testing.S3Service;

/**
 * Files lie in a bucket only, the nightly backup goes into another place of it and is killed, the
 * building burns down, and so does the bucket's first place; the rest is enough.
 */
class BucketBackupStory {
    private static final String KEY = "our-secret";
    private static final int FILES = 24;

    @TempDir Path folder;
    private final Map<Long, String> kept = new HashMap<>();

    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS)
    void killedBackupsAndRestoresGoOnAndTheBackupAloneIsEnough() throws Exception {
        try (S3Service service = new S3Service(folder.resolve("s3"), new Properties());
                FaultyLine line = new FaultyLine(service.port())) {
            Path bucket = service.shared();
            try (RelaisProcess relais = RelaisProcess.up(folder.resolve("home"));
                    Officer officer = Officer.first(relais)) {
                keepInBucket(officer, service.port());
                long dossier = officer.dossier("Réunion");
                Random random = new Random(7);
                for (int i = 0; i < FILES; i++) {
                    keep(officer, dossier, "/acte-" + i + ".txt", random);
                }
                Path own = folder.resolve("home/files/store/blob");
                Soon.holds("nothing large lies here", () -> largeIn(own) == 0);

                line.slow(1 << 18);
                try (RelaisProcess killed = backup(line.port())) {
                    Path there = bucket.resolve("safe/objects");
                    Soon.holds("some are copied", () -> largeIn(there) > 3);
                    assertThat(commandLine(killed)).doesNotContain(KEY);
                    killed.kill();
                    assertThat(killed.output()).doesNotContain(KEY).doesNotContain("Backup 2");
                    assertThat(largeIn(there)).isLessThan(FILES);
                }
                line.mend();
                assertThat(says(restore("none", service.port()), 1)).contains("no such backup");
                String made = says(backup(service.port()), 0);
                assertThat(made).contains("Backup 2").doesNotContain(" 0 were there");
                relais.stop();
            }
            TempFolders.delete(bucket.resolve("cold"));
            bringBack(service.port(), line);
        }
    }

    private void bringBack(int port, FaultyLine line) throws Exception {
        line.slow(1 << 18);
        try (RelaisProcess killed = restore("new", line.port())) {
            Path own = folder.resolve("new/files/store/blob");
            killed.says("… files");
            Soon.holds("some are there", () -> largeIn(own) > 3);
            killed.kill();
            assertThat(largeIn(own)).isLessThan(FILES);
        }
        line.mend();
        try (RelaisProcess early = RelaisProcess.up(folder.resolve("new"))) {
            assertThat(early.ends()).isNotZero();
            assertThat(early.output()).contains("was not finished");
        }
        assertThat(says(restore("new", port), 0))
                .contains("the database was there")
                .doesNotContain(" 0 were there");
        try (RelaisProcess relais = RelaisProcess.up(folder.resolve("new"));
                Officer officer = Officer.back(relais)) {
            for (Map.Entry<Long, String> one : kept.entrySet()) {
                assertThat(officer.get("/api/documents/" + one.getKey() + "/content").body())
                        .isEqualTo(one.getValue());
            }
        }
    }

    private static void keepInBucket(Officer officer, int port) throws Exception {
        Map<String, String> bucket =
                Map.of(
                        "endpoint", "http://127.0.0.1:" + port,
                        "bucket", "keep",
                        "folder", "cold",
                        "user", "us");
        officer.keepIn(officer.store("cold", "s3", bucket, KEY));
    }

    private void keep(Officer officer, long dossier, String path, Random random) throws Exception {
        byte[] bytes = new byte[200_000];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        kept.put(officer.keep(dossier, path, text), text);
    }

    private RelaisProcess backup(int port) throws IOException {
        return command("home", List.of("backup", "--to", "s3://keep/safe"), port);
    }

    private RelaisProcess restore(String home, int port) throws IOException {
        return command(home, List.of("restore", "--from", "s3://keep/safe"), port);
    }

    private RelaisProcess command(String home, List<String> what, int port) throws IOException {
        List<String> arguments = new ArrayList<>(what);
        arguments.addAll(List.of("--endpoint", "http://127.0.0.1:" + port));
        return RelaisProcess.start(
                folder.resolve(home),
                arguments,
                Map.of(),
                Map.of(
                        "RELAIS_BACKUP_KEY_ID", "us",
                        "RELAIS_BACKUP_KEY", KEY,
                        "RELAIS_BACKUP_PASSPHRASE", "in the safe of the mayor"));
    }

    private static String says(RelaisProcess command, int status) throws Exception {
        try (command) {
            String said = command.ends(status);
            assertThat(said).doesNotContain(KEY);
            return said;
        }
    }

    private static String commandLine(RelaisProcess process) throws IOException {
        return Files.readString(process.inside(Path.of("/")).resolveSibling("cmdline"));
    }

    private static long largeIn(Path objects) {
        if (!Files.isDirectory(objects)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(file -> file.toFile().length() > 100_000).count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
