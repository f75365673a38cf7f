package relais.vault.store.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FaultyLine;
import relais.vault.testing.S3Service;

/** A bucket behind a bad line. */
@Timeout(120)
class S3FaultsTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    @TempDir Path folder;
    private S3Service service;
    private FaultyLine line;
    private S3Store store;
    private S3Store usual;

    @BeforeEach
    void start() throws Exception {
        service = new S3Service(folder, new Properties());
        line = new FaultyLine(service.port());
        store = new S3Store("bucket", service.bucket(line.port(), "in"), SILENCE);
        usual = new S3Store("bucket", service.bucket(line.port(), "in"));
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        usual.close();
        line.close();
        service.close();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** What is not tried here is given its time: the service may be cold. */
    private void put(String key, byte[] bytes) throws IOException {
        put(usual, key, bytes);
    }

    private static void put(S3Store in, String key, byte[] bytes) throws IOException {
        in.write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    /**
     * Tried once: one connection is made, for what was open is cut and the silent give none back.
     */
    private void givesUp(ThrowingCallable asked) {
        int before = line.taken();
        saysNothing(asked);
        assertThat(line.taken() - before).as("tries").isOne();
    }

    private static void saysNothing(ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("says nothing");
    }

    @Test
    void aServiceThatSaysNothingIsGivenUpAfterOneSilence() throws Exception {
        put("blob/a", bytes(10));
        line.hiccup();
        line.silence();
        givesUp(() -> store.size("blob/a"));
        givesUp(() -> store.read("blob/a", 0, Long.MAX_VALUE));
        givesUp(() -> store.list("blob/", entry -> {}));
        givesUp(() -> store.delete("blob/none"));
        givesUp(() -> put(store, "blob/b", bytes(1_000)));
        line.mend();
        assertThat(usual.size("blob/a")).hasValue(10);
    }

    /** The socket bounds only reading: what is written into a silent line used to hang for ever. */
    @Test
    void aLargeObjectIsNotWrittenIntoASilentLineForEver() throws Exception {
        put("blob/a", bytes(10));
        line.hiccup();
        line.silence();
        givesUp(() -> put(store, "blob/large", bytes(15_000_000)));
        line.mend();
        put("blob/large", bytes(15_000_000));
        assertThat(usual.size("blob/large")).hasValue(15_000_000);
    }

    /** It is never silent; only the bound of all tries together ends it. */
    @Test
    void aServiceThatTricklesItsAnswerIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer trickling =
                server(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            drip(exchange.getResponseBody(), over);
                            exchange.close();
                        });
        Bucket bucket = service.bucket(trickling.getAddress().getPort(), "in");
        try (S3Store asking = new S3Store("trickling", bucket)) {
            saysNothing(() -> asking.list("blob/", entry -> {}));
        } finally {
            over.countDown();
            trickling.stop(0);
        }
    }

    @Test
    void whatIsLongOnItsWayIsNotCut() throws Exception {
        put("blob/first", bytes(10));
        line.slow(1_000_000);
        byte[] bytes = bytes(1_500_000);
        long began = System.nanoTime();
        put(store, "blob/slow", bytes);
        try (InputStream in = store.read("blob/slow", 0, Long.MAX_VALUE)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SILENCE);
    }

    /** Within the tries of one put nobody notices that the service had a bad moment. */
    @Test
    void aBurstOfFailuresThatEndsInTimeIsNotNoticed() throws Exception {
        for (int status : new int[] {500, 503}) {
            AtomicInteger bad = new AtomicInteger();
            AtomicLong kept = new AtomicLong();
            HttpServer moody = server(exchange -> moody(exchange, bad, status, kept));
            try (S3Store over =
                    new S3Store("moody", service.bucket(moody.getAddress().getPort(), "in"))) {
                for (byte[] bytes : new byte[][] {bytes(1_000), bytes(17_000_000)}) {
                    bad.set(3);
                    kept.set(0);
                    over.write("blob/x", new ByteArrayInputStream(bytes), bytes.length);
                    assertThat(bad).hasNonPositiveValue();
                    assertThat(kept).as("bytes taken").hasValue(bytes.length);
                }
            } finally {
                moody.stop(0);
            }
        }
    }

    private static HttpServer server(HttpHandler does) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", does);
        server.start();
        return server;
    }

    private static void moody(HttpExchange exchange, AtomicInteger bad, int status, AtomicLong kept)
            throws IOException {
        exchange.getRequestBody().readAllBytes();
        String query = "" + exchange.getRequestURI().getQuery();
        if (bad.getAndDecrement() > 0) {
            exchange.sendResponseHeaders(status, -1);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            String size = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length");
            kept.addAndGet(Long.parseLong(size));
            exchange.getResponseHeaders().add("ETag", "\"part\"");
            exchange.sendResponseHeaders(200, -1);
        } else {
            bad.set(query.startsWith("uploads") ? 3 : 0); // the next kind of request fails as well
            String said = query.startsWith("uploads") ? BEGUN : "<CompleteMultipartUploadResult/>";
            exchange.sendResponseHeaders(200, said.length());
            exchange.getResponseBody().write(said.getBytes(US_ASCII));
        }
        exchange.close();
    }

    private static final String BEGUN =
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";

    /** Each blank it sends keeps the line from being silent; that used to last for ever. */
    @Test
    void aServiceThatNeverMakesOneObjectOfThePartsIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer never =
                server(
                        exchange -> {
                            exchange.getRequestBody().readAllBytes();
                            String query = "" + exchange.getRequestURI().getQuery();
                            if (exchange.getRequestMethod().equals("PUT")) {
                                exchange.getResponseHeaders().add("ETag", "\"part\"");
                                exchange.sendResponseHeaders(200, -1);
                            } else if (query.startsWith("uploads")) {
                                exchange.sendResponseHeaders(200, BEGUN.length());
                                exchange.getResponseBody().write(BEGUN.getBytes(US_ASCII));
                            } else if (exchange.getRequestMethod().equals("POST")) {
                                exchange.sendResponseHeaders(200, 0);
                                drip(exchange.getResponseBody(), over);
                            } else {
                                exchange.sendResponseHeaders(204, -1);
                            }
                            exchange.close();
                        });
        Duration silence = Duration.ofMillis(300);
        try (S3Store slow =
                new S3Store("never", service.bucket(never.getAddress().getPort(), "in"), silence)) {
            byte[] large = bytes(17_000_000);
            saysNothing(() -> slow.write("blob/x", new ByteArrayInputStream(large), large.length));
        } finally {
            over.countDown();
            never.stop(0);
        }
    }

    private static void drip(OutputStream out, CountDownLatch over) throws IOException {
        try {
            while (!over.await(100, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
