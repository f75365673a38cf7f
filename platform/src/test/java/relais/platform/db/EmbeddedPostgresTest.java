package relais.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.TestDatabase;

class EmbeddedPostgresTest {
    @TempDir Path home;

    @Test
    void whatWasCommittedIsThereAtTheNextStartOnTheSamePort() throws Exception {
        String url;
        try (EmbeddedPostgres server = start()) {
            url = server.address().url();
            run(server, "CREATE TABLE note AS SELECT 'kept'::text AS word");
        }
        long before = System.nanoTime();
        try (EmbeddedPostgres server = start()) {
            System.out.println(
                    "warm start ms: " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
            assertThat(server.address().url()).isEqualTo(url);
            assertThat(ask(server, "SELECT word FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void durabilityIsOnAndTextIsUtf8WithABuiltinLocale() throws Exception {
        try (EmbeddedPostgres server = start()) {
            for (String key : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(ask(server, "SHOW " + key)).as(key).isEqualTo("on");
            }
            assertThat(ask(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(ask(server, "SELECT upper('été à Bururi')")).isEqualTo("ÉTÉ À BURURI");
        }
    }

    @Test
    void nobodyGetsInWithoutThePasswordAndTheFileIsOurs() throws Exception {
        try (EmbeddedPostgres server = start()) {
            DatabaseAddress address = server.address();
            assertThatThrownBy(
                            () ->
                                    DriverManager.getConnection(
                                            address.url(), address.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(home.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aSecondStartOnTheSameFolderIsRefusedWithWords() {
        try (EmbeddedPostgres server = start()) {
            assertThat(server.address().url()).startsWith("jdbc:postgresql://127.0.0.1:");
            assertThatThrownBy(this::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("another Relais is running on " + home);
        }
    }

    @Test
    void aServerLeftBehindByAKilledGuardIsEndedAndItsCommitsRecovered() throws Exception {
        EmbeddedPostgres first = start();
        run(first, "CREATE TABLE note AS SELECT 'kept'::text AS word");
        long server = serverPid();
        CompletableFuture<Integer> ended = first.leave();
        // The guard dies first, so that nothing tells the server to stop.
        ProcessHandle.of(server).orElseThrow().parent().orElseThrow().destroyForcibly();
        ended.get(10, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(server)).isPresent();
        first.close();
        try (EmbeddedPostgres second = start()) {
            assertThat(serverPid()).isNotEqualTo(server);
            assertThat(ask(second, "SELECT word FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void afterAKilledServerTheNextStartWaitsForCrashRecovery() throws Exception {
        EmbeddedPostgres first = start();
        run(first, "CREATE TABLE note AS SELECT 'kept'::text AS word");
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
        CompletableFuture<Integer> ended = first.leave();
        server.destroyForcibly();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isNotZero();
        first.close();
        try (EmbeddedPostgres second = start()) {
            assertThat(ask(second, "SELECT word FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void aServerThatDiesUnderUsIsStartedAgain() throws Exception {
        try (EmbeddedPostgres server = start()) {
            run(server, "CREATE TABLE note AS SELECT 'kept'::text AS word");
            long killed = serverPid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            assertThat(askPatiently(server, "SELECT word FROM note")).isEqualTo("kept");
            assertThat(serverPid()).isNotEqualTo(killed);
        }
    }

    private static String askPatiently(EmbeddedPostgres server, String sql) throws SQLException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return ask(server, sql);
            } catch (SQLException away) {
                if (System.nanoTime() > end) {
                    throw away;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Test
    void aPidFileWhosePidNowBelongsToAnotherProgramDoesNotStopTheStart() throws Exception {
        start().close();
        Files.writeString(
                home.resolve("cluster-18/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home + "\n");
        try (EmbeddedPostgres server = start()) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy() {
        assertThatThrownBy(
                        () ->
                                EmbeddedPostgres.start(
                                        home,
                                        TestDatabase.binaries(),
                                        Map.of("shared_buffers", "'much'")))
                .hasMessageContaining("shared_buffers");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(home, TestDatabase.binaries(), Map.of());
    }

    private long serverPid() throws Exception {
        return Long.parseLong(
                Files.readAllLines(home.resolve("cluster-18/postmaster.pid")).getFirst().strip());
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection c = connect(server);
                var s = c.createStatement()) {
            s.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection c = connect(server);
                var s = c.createStatement();
                var r = s.executeQuery(sql)) {
            r.next();
            return r.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        DatabaseAddress a = server.address();
        return DriverManager.getConnection(a.url(), a.user(), a.password());
    }
}
