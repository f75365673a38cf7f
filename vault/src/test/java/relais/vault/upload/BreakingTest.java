package relais.vault.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BreakingTest {
    private final CountDownLatch waiting = new CountDownLatch(1);

    /** Nothing more comes, and nobody says so. */
    private final InputStream silence =
            new InputStream() {
                @Override
                public int read() throws IOException {
                    waiting.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return -1;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException();
                    }
                }
            };

    @Test
    void whoWaitsForALinkThatWasGivenUpKeepsWhatCame() throws Exception {
        Breaking body =
                new Breaking(
                        new SequenceInputStream(
                                new ByteArrayInputStream(new byte[] {1, 2, 3}), silence),
                        10);
        CompletableFuture<byte[]> came = new CompletableFuture<>();
        CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                came.complete(body.next(10).readAllBytes());
                            } catch (IOException e) {
                                came.completeExceptionally(e);
                            }
                            interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
                        });
        waiting.await();
        body.end();
        assertThat(came.get()).containsExactly(1, 2, 3);
        assertThat(body.broken()).isTrue();
        assertThat(interruptedAfterwards.get())
                .as("what is written afterwards is not interrupted")
                .isFalse();
    }

    @Test
    void whatWasGivenUpBeforeItWasReadGivesNothing() throws Exception {
        Breaking body = new Breaking(silence, 10);
        body.end();
        assertThat(body.next(10).readAllBytes()).isEmpty();
        assertThat(body.broken()).isTrue();
        assertThat(body.ended()).isTrue();
    }
}
