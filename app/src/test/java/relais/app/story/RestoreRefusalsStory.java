package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a restore refuses at the command line, and that it has then changed nothing. */
class RestoreRefusalsStory {
    private static final String FIRST = "20261101T020000Z";
    private static final String SECOND = "20261102T020000Z";
    private static final String PASSPHRASE = "in the safe of the mayor";

    @TempDir Path folder;

    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aPlaceWithoutThatBackupAndAFolderWithAnothersRestoreAreRefused() throws Exception {
        Path place = folder.resolve("place");
        for (String stamp : List.of(FIRST, SECOND)) {
            Files.createDirectories(place.resolve("backups").resolve(stamp));
            Files.createFile(place.resolve("backups").resolve(stamp).resolve("objects"));
        }
        Path unfinished = place.resolve("backups/20261103T020000Z");
        Files.createFile(Files.createDirectories(unfinished).resolve("database"));

        assertThat(refused("new", place, PASSPHRASE, "--at", "20261103T020000Z"))
                .contains("no such backup", FIRST + ", " + SECOND);
        assertThat(files(folder.resolve("new"))).isEmpty();

        Path begun = Files.createDirectories(folder.resolve("begun")).resolve("restoring");
        String note = FIRST + " " + UUID.randomUUID() + "\n";
        Files.writeString(begun, note);
        assertThat(refused("begun", place, PASSPHRASE, "--at", SECOND))
                .contains("a restore of " + FIRST, "was not finished");
        assertThat(begun).hasContent(note);

        Path used = Files.createDirectories(folder.resolve("used"));
        Files.writeString(used.resolve("evidence.key"), "a key");
        assertThat(refused("used", place, PASSPHRASE)).contains("is in use");
        assertThat(files(used)).containsExactly("evidence.key");
    }

    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS)
    void whatIsUsedDoesNotOpenOrIsDamagedIsRefused() throws Exception {
        Path place = folder.resolve("place");
        Path home = folder.resolve("home");
        try (RelaisProcess relais = RelaisProcess.up(home);
                Officer officer = Officer.first(relais)) {
            officer.keep(officer.dossier("Réunion"), "/acte.txt", "un acte");
            try (RelaisProcess backup = command("home", "backup", "--to", place, PASSPHRASE)) {
                assertThat(backup.ends(0)).contains("Backup 2");
            }
            relais.stop();
        }
        assertThat(refused("new", place, "in the safe of the prefect"))
                .contains("the passphrase is another one");
        assertThat(files(folder.resolve("new"))).containsExactly("restoring");

        Path database;
        try (Stream<Path> all = Files.walk(place.resolve("backups"))) {
            database = all.filter(file -> file.endsWith("database")).findFirst().orElseThrow();
        }
        byte[] good = Files.readAllBytes(database);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(database, bad);
        assertThat(refused("new", place, PASSPHRASE)).contains("damaged");
        Files.write(database, good);

        for (String key : List.of("secret.key", "evidence.key", "files/store")) {
            Files.move(home.resolve(key), folder.resolve(key.replace('/', '-')));
        }
        assertThat(refused("home", place, PASSPHRASE)).contains("has users already");
    }

    private String refused(String home, Path place, String passphrase, String... more)
            throws Exception {
        try (RelaisProcess restore = command(home, "restore", "--from", place, passphrase, more)) {
            return restore.ends(1);
        }
    }

    private RelaisProcess command(
            String home, String what, String option, Path place, String passphrase, String... more)
            throws IOException {
        Stream<String> arguments =
                Stream.concat(Stream.of(what, option, place.toString()), Stream.of(more));
        return RelaisProcess.start(
                folder.resolve(home),
                arguments.toList(),
                Map.of(),
                Map.of("RELAIS_BACKUP_PASSPHRASE", passphrase));
    }

    /** What lies in a home, but for what the process said. */
    private static List<String> files(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("output"))
                    .sorted()
                    .toList();
        }
    }
}
