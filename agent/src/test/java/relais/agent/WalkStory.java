package relais.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.centre.Login;
import relais.agent.cli.AgentMain;

/** One command on a new host: paired, and its graphs are at the centre. */
class WalkStory {

    @TempDir private Path folder;

    @Test
    void aNewHostIsPairedByOneCommandAndDrawsItself() throws Exception {
        try (HttpCentre centre = new HttpCentre()) {
            centre.codes.put("otter-7421", "");
            CountDownLatch stop = new CountDownLatch(1);
            FutureTask<Integer> run = agent(centre, stop, "--code", "otter-7421");
            Soon.until(
                    "the host's graphs",
                    Duration.ofSeconds(10),
                    () ->
                            centre.inside
                                    .graphs
                                    .keySet()
                                    .containsAll(List.of("host/cpu", "host/load", "host/memory")));
            Soon.until(
                    "a second reading of the same series",
                    Duration.ofSeconds(10),
                    () ->
                            centre.inside.readings().stream()
                                            .filter(r -> r.series().field().equals("load15"))
                                            .count()
                                    > 1);
            stop.countDown();
            assertThat(run.get()).isZero();
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("identity"))))
                    .isEqualTo("rw-------");

            CountDownLatch again = new CountDownLatch(1);
            int before = centre.inside.kept().size();
            FutureTask<Integer> restarted = agent(centre, again);
            Soon.until(
                    "sheets after a restart without a code",
                    Duration.ofSeconds(10),
                    () -> centre.inside.kept().size() > before);
            again.countDown();
            assertThat(restarted.get()).isZero();
        }
    }

    @Test
    void aUsedCodeAndAMissingOneAreRefusedInWords() throws Exception {
        try (HttpCentre centre = new HttpCentre()) {
            centre.codes.put("taken", "another key");
            assertThat(agent(centre, new CountDownLatch(1), "--code", "taken").get()).isEqualTo(1);
            assertThat(agent(centre, new CountDownLatch(1)).get()).isEqualTo(1);
            assertThat(AgentMain.run(List.of("--to"), new CountDownLatch(1))).isEqualTo(2);
            assertThat(AgentMain.run(List.of("--to", "ftp://x"), new CountDownLatch(1)))
                    .isEqualTo(2);
        }
    }

    @Test
    void aBrokerWantsItsJarAndAPasswordThatNobodyElseCanRead() throws Exception {
        Path login = Files.writeString(folder.resolve("login"), "agents\nsecret\n");
        Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Login.in(login)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(login, PosixFilePermissions.fromString("rw-------"));
        assertThat(Login.in(login).password()).isEqualTo("secret");
        assertThat(Login.in(login).toString()).doesNotContain("secret");
        List<String> words = List.of("--to", "amqps://mq.example", "--login", login.toString());
        assertThat(AgentMain.run(words, new CountDownLatch(1))).as("without the jar").isEqualTo(2);
    }

    private FutureTask<Integer> agent(HttpCentre centre, CountDownLatch stop, String... more) {
        List<String> words =
                new java.util.ArrayList<>(
                        List.of(
                                "--to",
                                centre.address().toString(),
                                "--folder",
                                folder.toString(),
                                "--name",
                                "well",
                                "--interval",
                                "1"));
        words.addAll(List.of(more));
        FutureTask<Integer> task = new FutureTask<>(() -> AgentMain.run(words, stop));
        Thread.ofVirtual().start(task);
        return task;
    }
}
