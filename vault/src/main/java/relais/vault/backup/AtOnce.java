package relais.vault.backup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same with each of many, some of them at once: a bucket answers slowly, but to many. */
final class AtOnce implements AutoCloseable {
    /** Each may hold a part of 16 MB of what it sends. */
    private static final int WORKERS = 4;

    private final ExecutorService workers =
            Executors.newFixedThreadPool(WORKERS, Thread.ofVirtual().name("backup-", 0).factory());

    /** What is done with one. */
    interface Deed<T, R> {
        R with(T one) throws IOException;
    }

    /** The outcomes in the order of {@code all}; the first failure ends it. */
    <T, R> List<R> each(List<T> all, Deed<T, R> deed) throws IOException {
        List<Future<R>> begun = new ArrayList<>();
        all.forEach(one -> begun.add(workers.submit(() -> deed.with(one))));
        List<R> done = new ArrayList<>();
        try {
            for (Future<R> one : begun) {
                done.add(one.get());
            }
            return done;
        } catch (ExecutionException e) {
            begun.forEach(one -> one.cancel(true));
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while copying");
        }
    }

    /** After a failure, what was begun is not waited for. */
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
