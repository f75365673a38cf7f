package relais.vault.dav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.Peers;

/** People open dossiers from their file manager, as they did on the old share. */
class DriveStory {
    @TempDir Path folder;
    private Mounted drive;

    @BeforeEach
    void mount() throws Exception {
        drive = new Mounted(folder.resolve("files"));
    }

    @AfterEach
    void close() {
        drive.close();
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void debiansLitmusIsContent() throws Exception {
        Path litmus = Peers.require("litmus");
        Process process =
                new ProcessBuilder(
                                litmus.toString(),
                                "-k",
                                drive.address().toString(),
                                "anyone",
                                Mounted.TOKEN)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        System.out.println(said);
        List<String> failed =
                said.lines().filter(line -> line.contains("FAIL")).map(String::strip).toList();
        assertThat(failed).isEmpty();
        assertThat(said).contains("summary for `locks'", "summary for `props'");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void cadaverBringsAFileFetchesItAndMovesIt() throws Exception {
        Path cadaver = Peers.require("cadaver");
        Path letter = Files.writeString(folder.resolve("lettre été.txt"), "Bonjour à tous\n");
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(
                home.resolve(".netrc"),
                "machine 127.0.0.1 login anyone password " + Mounted.TOKEN + "\n");
        ProcessBuilder builder =
                new ProcessBuilder(cadaver.toString(), drive.address().toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream()
                .write(
                        """
                        mkcol courrier
                        put "%s" "courrier/été 1.txt"
                        move "courrier/été 1.txt" "courrier/été 2.txt"
                        get "courrier/été 2.txt" back.txt
                        ls courrier
                        quit
                        """
                                .formatted(letter.getFileName())
                                .getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(folder.resolve("back.txt")).as(said).hasSameBinaryContentAs(letter);
        assertThat(said).contains("2.txt");
    }

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void davfs2MountsADossierInWhichPeopleWorkAsInAnyFolder() throws Exception {
        String report = "تقرير المدرسة ٢٠٢٦.txt";
        byte[] film = new byte[20_000_000];
        new Random(20_261_123).nextBytes(film);
        try (MountedByDavfs mounted = new MountedByDavfs(drive, folder)) {
            Path cases = Files.createDirectory(mounted.top.resolve("école"));
            Files.writeString(cases.resolve(report), "سلام\n");
            Files.writeString(cases.resolve(report), "سلام عليكم\n");
            Files.write(cases.resolve("film.mp4"), film);
            Files.writeString(cases.resolve("draft.txt"), "not for long");
            Files.writeString(cases.resolve("lost.txt"), "not for long either");
            Files.move(cases.resolve("draft.txt"), mounted.top.resolve("letter.txt"));
            Files.delete(cases.resolve("lost.txt"));
            assertThat(cases.resolve(report)).hasContent("سلام عليكم\n");
            mounted.unmount();
        }
        try (MountedByDavfs again =
                new MountedByDavfs(drive, Files.createDirectory(folder.resolve("again")))) {
            Path cases = again.top.resolve("école");
            assertThat(names(again.top)).containsExactly("letter.txt", "école");
            assertThat(names(cases)).containsExactly("film.mp4", report);
            assertThat(cases.resolve("film.mp4")).hasBinaryContent(film);
            assertThat(cases.resolve(report)).hasContent("سلام عليكم\n");
            assertThat(again.top.resolve("letter.txt")).hasContent("not for long");
            again.unmount();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(one -> one.getFileName().toString())
                    .filter(name -> !name.equals("lost+found"))
                    .sorted()
                    .toList();
        }
    }
}
