package relais.vault.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * A service that says nothing is given up, and not asked again by itself: what is refused or cut
 * costs a moment and is worth another try, what is silent costs all its time each time. Reading has
 * its own bound, the socket's; writing has none there and gets one here.
 */
final class Prompt implements SdkHttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Bytes; a body of this size takes 25 KB/s to be through in the time of an answer. */
    private static final long SMALL = 256 * 1024;

    /** What the system holds of a larger one is still on its way when we only wait. */
    private static final int LONGER = 3;

    private final SdkHttpClient asking;
    private final SdkHttpClient uploading;
    private final Duration silence;

    Prompt(Duration silence) {
        this.silence = silence;
        this.asking = client(silence);
        this.uploading = client(silence.multipliedBy(LONGER));
    }

    private static SdkHttpClient client(Duration silence) {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(silence)
                .build();
    }

    /** Not one of those that the SDK tries again; it keeps only the cause of what it is given. */
    private static SdkClientException silent(Duration after) {
        return SdkClientException.create(
                "silent", new TimeoutException("silent for " + after.toSeconds() + " s"));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        boolean small =
                request.httpRequest()
                        .firstMatchingHeader("Content-Length")
                        .map(length -> Long.parseLong(length) <= SMALL)
                        .orElse(true);
        Duration patience = small ? silence : silence.multipliedBy(LONGER);
        Body body = request.contentStreamProvider().map(Body::new).orElse(null);
        HttpExecuteRequest.Builder watched =
                HttpExecuteRequest.builder()
                        .request(request.httpRequest())
                        .contentStreamProvider(body);
        request.metricCollector().ifPresent(watched::metricCollector);
        ExecutableHttpRequest inner = (small ? asking : uploading).prepareRequest(watched.build());
        return new Asked(inner, body, patience);
    }

    @Override
    public String clientName() {
        return asking.clientName();
    }

    @Override
    public void close() {
        asking.close();
        uploading.close();
    }

    private record Asked(ExecutableHttpRequest inner, @Nullable Body body, Duration patience)
            implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            CountDownLatch ended = new CountDownLatch(1);
            if (body != null) {
                Thread.ofVirtual().name("s3-upload").start(() -> watch(body, ended));
            }
            try {
                return inner.call();
            } catch (SocketTimeoutException e) {
                throw silent(patience);
            } catch (IOException e) {
                if (body != null && body.stalled) {
                    throw silent(patience);
                }
                throw e;
            } finally {
                ended.countDown();
            }
        }

        private void watch(Body body, CountDownLatch ended) {
            try {
                while (!ended.await(patience.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                    if (body.isStalled(patience)) {
                        inner.abort();
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void abort() {
            inner.abort();
        }
    }

    /** What is sent: who writes it takes a piece each time the line took the one before. */
    private static final class Body implements ContentStreamProvider {
        private final ContentStreamProvider content;
        private volatile long moved = System.nanoTime();
        private volatile boolean through;
        private volatile boolean stalled;

        Body(ContentStreamProvider content) {
            this.content = content;
        }

        boolean isStalled(Duration patience) {
            stalled = !through && System.nanoTime() - moved > patience.toNanos();
            return stalled;
        }

        @Override
        public InputStream newStream() {
            moved = System.nanoTime();
            return new FilterInputStream(content.newStream()) {
                @Override
                public int read() throws IOException {
                    return told(super.read());
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    return told(super.read(into, offset, length));
                }

                private int told(int read) {
                    moved = System.nanoTime();
                    through = read < 0;
                    return read;
                }
            };
        }
    }
}
