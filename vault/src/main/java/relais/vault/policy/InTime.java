package relais.vault.policy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Copies objects for people who wait, and who all wait for the same group of small uploads: a store
 * that hangs is given up long before its own time-outs end, and counts as away, so that nobody else
 * waits for it. What it still takes afterwards is found there by who brings the object again; that
 * it fails afterwards is no news of a store that has come back meanwhile.
 *
 * @param patience for a small object
 */
record InTime(Duration patience) {
    /** A store that is slower than 1.6 Mbit/s has no say in when people are answered. */
    private static final long BYTES_A_SECOND = 200 << 10;

    /** Bytes; who brings more waits for more than the store's silence, and nobody for him. */
    private static final long SMALL = 16 << 20;

    /**
     * As {@link Carrying#carry}.
     *
     * @throws IOException also where it takes too long
     */
    void carry(Copies.Known object, OpenStore from, OpenStore to) throws IOException {
        if (object.size() > SMALL) {
            Carrying.carry(object, from, to);
            return;
        }
        long since = to.returns();
        CompletableFuture<Boolean> carried = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("store-" + to.row().name())
                .start(
                        () -> {
                            try {
                                Carrying.carry(object, from, to, since);
                                carried.complete(true);
                            } catch (Throwable failure) {
                                // boundary: who waits for it learns of it
                                carried.completeExceptionally(failure);
                            }
                        });
        Duration most = patience.plusSeconds(object.size() / BYTES_A_SECOND);
        try {
            carried.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            IOException hangs = new IOException("has not taken it in " + most.toSeconds() + " s");
            to.failed(since, hangs);
            throw hangs;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + object.key() + " was copied");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case null -> throw new IllegalStateException(e);
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new IllegalStateException(e);
            }
        }
    }
}
