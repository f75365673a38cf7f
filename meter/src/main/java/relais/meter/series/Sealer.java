package relais.meter.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Manifest;

/**
 * Turns handed over runs into counted files, one lot at a time, and tries until the disk takes it.
 */
final class Sealer implements AutoCloseable {

    /** A full disk is looked at again after so long. */
    private static final long PAUSE_MILLIS = 1000;

    private final Shelf shelf;
    private final Head head;
    private final Journal journal;
    private final Sealing sealing;
    private final Runnable afterwards;
    private final Semaphore free = new Semaphore(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon(true).name("series-sealer").factory());
    private volatile @Nullable String failure;

    Sealer(Shelf shelf, Head head, Journal journal, Sealing sealing, Runnable afterwards) {
        this.shelf = shelf;
        this.head = head;
        this.journal = journal;
        this.sealing = sealing;
        this.afterwards = afterwards;
    }

    /** Why the last attempt failed; null when it did not. */
    @Nullable String failure() {
        return failure;
    }

    /** Waits until nothing is being sealed; false when that fails. */
    boolean reserve() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (free.tryAcquire(PAUSE_MILLIS / 10, TimeUnit.MILLISECONDS)) {
                        return true;
                    }
                } catch (InterruptedException again) {
                    interrupted = true;
                }
                if (failure != null || closing.getCount() == 0) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** After {@link #reserve}, when there is nothing to seal after all. */
    void giveUp(String why) {
        failure = why;
        free.release();
    }

    /**
     * After {@link #reserve}. Whoever asked for it hears of the first failure and need not wait
     * until a full disk has room.
     */
    void seal(List<Run> runs, long log, Consumer<Appended> done) {
        thread.execute(
                () -> {
                    boolean sealed = attempt(runs, log);
                    done.accept(
                            sealed
                                    ? new Appended.Stored(0, 0, 0)
                                    : new Appended.Refused(String.valueOf(failure)));
                    while (!sealed) {
                        if (isClosing()) {
                            return;
                        }
                        sealed = attempt(runs, log);
                    }
                    free.release();
                    afterwards.run();
                });
    }

    private boolean isClosing() {
        try {
            return closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean attempt(List<Run> runs, long log) {
        try {
            List<FileName> written = sealing.write(runs);
            shelf.change(
                    old -> {
                        List<FileName> files = new ArrayList<>(old.files());
                        files.addAll(written);
                        return new Manifest(old.next(), log, files, old.erasures(), old.rolled());
                    });
            head.sealed();
            failure = null;
            journal.deleteBefore(log);
            return true;
        } catch (IOException failed) {
            failure = "sealing failed: " + failed.getMessage();
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.close();
    }
}
