package relais.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import relais.platform.testing.FreePort;
import relais.platform.testing.Peers;

/** Against the real memcached. */
class SharedCacheTest extends CacheContract {
    private static Process server;
    private static Cache cache;

    @BeforeAll
    static void startServer() throws Exception {
        int port = FreePort.find();
        server = memcached(port);
        // The contract tells a hit from a miss: no answer in time must not look like a miss.
        cache =
                new SharedCache(
                        List.of(new SharedCache.Server("127.0.0.1", port)), Duration.ofSeconds(10));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (cache.get("ready").isEmpty() && System.nanoTime() < deadline) {
            cache.put("ready", bytes("yes"), Duration.ofMinutes(1));
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            cache.close();
            server.destroyForcibly();
        }
    }

    @Override
    Cache cache() {
        return cache;
    }

    @Override
    void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis()); // memcached has a clock of its own
    }

    @Test
    void whenTheServerIsAwayItAnswersWithMissesAndWhenItIsBackWithHits() throws Exception {
        int port = FreePort.find();
        Process own = memcached(port);
        try (Cache shared = new SharedCache(List.of(new SharedCache.Server("127.0.0.1", port)))) {
            hits(shared);
            own.destroyForcibly().waitFor();
            long before = System.nanoTime();
            assertThat(shared.get("a")).isEmpty();
            shared.put("a", bytes("one"), Duration.ofMinutes(1));
            shared.forget("a");
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(3));
            own = memcached(port);
            hits(shared);
        } finally {
            own.destroyForcibly();
        }
    }

    private static void hits(Cache shared) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        Optional<byte[]> hit = shared.get("a");
        while (hit.isEmpty() && System.nanoTime() < deadline) {
            shared.put("a", bytes("one"), Duration.ofMinutes(1));
            hit = shared.get("a");
        }
        assertThat(hit).hasValue(bytes("one"));
    }

    private static Process memcached(int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                Peers.require("memcached").toString(),
                                "-u",
                                "nobody",
                                "-l",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port),
                                "-U",
                                "0",
                                "-m",
                                "16")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("memcached did not start");
    }
}
