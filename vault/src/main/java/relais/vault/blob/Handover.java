package relais.vault.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Two threads on one stream: the caller reads and hashes, the other seals and writes. The buffers
 * go round between them, so memory is bounded whatever comes.
 */
final class Handover implements AutoCloseable {
    private static final Filled LAST = new Filled(new byte[0], 0);

    /** Seals and writes; on one thread, in order. */
    @FunctionalInterface
    interface Step {
        void take(byte[] bytes, int length) throws IOException;
    }

    private record Filled(byte[] bytes, int length) {}

    private final BlockingQueue<byte[]> free;
    private final BlockingQueue<Filled> filled;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Step step;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean failed;

    /** Of the other thread, which ends by it once nobody waits. */
    private @Nullable Error error;

    private boolean closed;

    Handover(int buffers, int size, Executor threads, Step step) {
        this.free = new ArrayBlockingQueue<>(buffers);
        this.filled = new ArrayBlockingQueue<>(buffers + 1);
        this.step = step;
        for (int i = 0; i < buffers; i++) {
            free.add(new byte[size]);
        }
        threads.execute(this::run);
    }

    private void run() {
        try {
            for (Filled next = filled.take(); next != LAST; next = filled.take()) {
                if (!failed) {
                    next(next);
                }
                free.add(next.bytes());
            }
            done.complete(null);
        } catch (InterruptedException e) {
            done.completeExceptionally(e);
        } finally {
            ended.countDown();
        }
        if (error != null) {
            throw error;
        }
    }

    private void next(Filled next) {
        try {
            step.take(next.bytes(), next.length());
        } catch (Throwable e) {
            // boundary: the caller learns of it; buffers go on round so that nobody waits
            failed = true;
            done.completeExceptionally(e);
            if (e instanceof Error fatal) {
                error = fatal;
            }
        }
    }

    /** An empty buffer; waits for one. */
    byte[] take() throws IOException {
        if (failed) {
            finish();
        }
        try {
            return free.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    void give(byte[] bytes, int length) {
        filled.add(new Filled(bytes, length));
    }

    /** Waits until all is written. */
    void finish() throws IOException {
        close();
        try {
            done.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw new IOException("the content could not be written", e.getCause());
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while a content was written");
    }

    /**
     * What was given before is still written; then the other thread is gone, and its tools free.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            filled.add(LAST);
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
