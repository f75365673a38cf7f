package relais.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes files: takes whatever waits, writes it once, forces once, answers
 * all. While it forces, the next batch gathers; so the batch grows with the load.
 */
final class Committer implements Runnable {

    /** Bytes of one batch: bounds the time that the first in it waits for the last. */
    private static final long BATCH = 4 << 20;

    /** Bytes of asynchronous appends in memory; blocking ones are bounded by their threads. */
    private static final long WAITING = 64 << 20;

    /** Quiet time before a mark is written, so that a steady trickle does not pay for marks. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Folder folder;
    private final SpoolLimits limits;
    private final Shelf shelf;
    private final Writer writer;
    private final Bookmark bookmark;
    private final InstantSource clock;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final List<Pending> batch = new ArrayList<>();
    private final Thread thread;
    private volatile boolean parked;
    private volatile boolean closing;
    private volatile boolean finished;
    private volatile boolean tidy;
    private volatile @Nullable String broken;

    Committer(
            Folder folder,
            SpoolLimits limits,
            Shelf shelf,
            Writer writer,
            Bookmark bookmark,
            InstantSource clock) {
        this.folder = folder;
        this.limits = limits;
        this.shelf = shelf;
        this.writer = writer;
        this.bookmark = bookmark;
        this.clock = clock;
        this.thread =
                Thread.ofPlatform()
                        .daemon(true)
                        .name("spool-" + folder.path().getFileName())
                        .unstarted(this);
    }

    void start() {
        thread.start();
    }

    @Nullable String broken() {
        return broken;
    }

    void submit(Pending pending) {
        String why = broken;
        if (why != null || closing) {
            pending.answer(new Appended.Broken(why == null ? "the spool is closed" : why));
            return;
        }
        if (pending.isAsynchronous() && waitingBytes.addAndGet(pending.bytes) > WAITING) {
            waitingBytes.addAndGet(-pending.bytes);
            pending.answer(new Appended.Full("too many appends wait for the disk"));
            return;
        }
        waiting.add(pending);
        wake();
        if (finished) {
            refuseWaiting();
        }
    }

    void acknowledged() {
        tidy = true;
        wake();
    }

    private void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Finishes what waits, then stops. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (tidy) {
                    tidy = false;
                    guarded(this::tidy);
                }
                if (waiting.peek() != null) {
                    commit();
                } else if (closing) {
                    break;
                } else {
                    rest();
                }
            }
            guarded(this::finish);
        } finally {
            // However this thread ends, nobody may wait for it any longer.
            if (broken == null) {
                broken = closing ? "the spool is closed" : "the spool's writer died";
            }
            finished = true;
            batch.forEach(pending -> pending.answer(new Appended.Broken(String.valueOf(broken))));
            refuseWaiting();
            shelf.close();
        }
    }

    private void rest() {
        parked = true;
        if (waiting.peek() == null && !closing && !tidy) {
            if (writer.isUnmarked() && broken == null) {
                LockSupport.parkNanos(QUIET_NANOS);
                if (waiting.peek() == null) {
                    guarded(this::mark);
                }
            } else {
                LockSupport.park(this);
            }
        }
        parked = false;
    }

    private void commit() {
        long bytes = gather();
        if (batch.isEmpty()) {
            return;
        }
        if (!write(bytes)) {
            return;
        }
        try {
            writer.force();
        } catch (IOException failure) {
            breakDown("the disk did not take what was written: " + failure.getMessage());
            return;
        }
        answerBatch(null);
    }

    /** Moves what fits together from the queue to the batch; refuses what exceeds the bound. */
    private long gather() {
        long bytes = 0;
        for (Pending pending; (pending = waiting.peek()) != null; ) {
            boolean alone = batch.isEmpty();
            if (!alone && (bytes + pending.bytes > BATCH || !writer.fits(bytes + pending.bytes))) {
                break;
            }
            waiting.poll();
            if (pending.isAsynchronous()) {
                waitingBytes.addAndGet(-pending.bytes);
            }
            if (broken != null) {
                answer(pending, new Appended.Broken(String.valueOf(broken)));
            } else if (hasRoom(bytes + pending.bytes) || (alone && freeAndHasRoom(pending))) {
                batch.add(pending);
                bytes += pending.bytes;
            } else {
                answer(
                        pending,
                        new Appended.Full("the spool holds its " + limits.maxBytes() + " bytes"));
            }
        }
        return bytes;
    }

    private boolean hasRoom(long bytes) {
        long markAndHeader = SegmentFile.HEADER + Framing.HEADER;
        return shelf.bytes() + bytes + markAndHeader <= limits.maxBytes();
    }

    private boolean freeAndHasRoom(Pending pending) {
        return freeAcknowledged() && hasRoom(pending.bytes);
    }

    /** Whether the batch was written; if not, all in it have been answered. */
    private boolean write(long bytes) {
        for (boolean again = false; ; again = true) {
            try {
                writer.write(batch, bytes, clock.millis());
                return true;
            } catch (IOException failure) {
                if (!undo(failure, bytes)) {
                    return false;
                }
                if (again || !freeAcknowledged()) {
                    answerBatch(new Appended.Full("the disk is full: " + failure.getMessage()));
                    return false;
                }
            }
        }
    }

    private boolean undo(IOException failure, long bytes) {
        try {
            if (folder.isOutOfSpace(failure, bytes)) {
                writer.undo();
                return true;
            }
            breakDown("writing failed: " + failure.getMessage());
        } catch (IOException worse) {
            breakDown("writing failed and could not be undone: " + worse.getMessage());
        }
        return false;
    }

    private void breakDown(String why) {
        broken = why;
        answerBatch(new Appended.Broken(why));
    }

    private void answerBatch(@Nullable Appended same) {
        for (Pending pending : batch) {
            answer(pending, same == null ? new Appended.Stored(pending.lastPosition) : same);
        }
        batch.clear();
    }

    private static void answer(Pending pending, Appended what) {
        try {
            pending.answer(what);
        } catch (RuntimeException callersMistake) {
            // The callback is foreign code on this thread; the others still wait for their answers.
            Thread.UncaughtExceptionHandler handler =
                    Thread.currentThread().getUncaughtExceptionHandler();
            handler.uncaughtException(Thread.currentThread(), callersMistake);
        }
    }

    private void refuseWaiting() {
        for (Pending pending; (pending = waiting.poll()) != null; ) {
            answer(pending, new Appended.Broken(String.valueOf(broken)));
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException failure) {
            breakDown("the disk failed: " + failure.getMessage());
        }
    }

    /** Remembers how far was acknowledged and deletes what is not needed any more. */
    private void tidy() throws IOException {
        try {
            bookmark.write(shelf.acknowledged(), shelf.last(), writer.highest());
        } catch (IOException failure) {
            if (!folder.isOutOfSpace(failure, 0)) {
                throw failure;
            }
            return;
        }
        if (broken != null) {
            return;
        }
        List<Segment> gone = shelf.takeAcknowledged();
        if (!gone.isEmpty()) {
            bookmark.force(shelf.acknowledged(), shelf.last(), writer.highest());
            for (Segment segment : gone) {
                Files.deleteIfExists(segment.file.path());
            }
            folder.force();
        }
    }

    /** Gives back the newest segment's space when all in it is acknowledged. */
    private boolean freeAcknowledged() {
        Segment newest = shelf.newest();
        if (newest == null || newest.end == 0 || shelf.acknowledged() < shelf.last()) {
            return false;
        }
        guarded(
                () -> {
                    bookmark.force(shelf.acknowledged(), shelf.last(), writer.highest());
                    writer.leave();
                    try (FileChannel channel =
                            folder.disk().open(newest.file.path(), StandardOpenOption.WRITE)) {
                        channel.truncate(0);
                        channel.force(true);
                    }
                    shelf.emptied(newest);
                    tidy = true;
                });
        return broken == null;
    }

    private void mark() throws IOException {
        try {
            writer.mark(clock.millis());
        } catch (IOException failure) {
            if (!folder.isOutOfSpace(failure, Framing.HEADER)) {
                throw failure;
            }
            writer.undo();
        }
    }

    private void finish() throws IOException {
        if (broken == null) {
            if (writer.isUnmarked()) {
                mark();
            }
            writer.finish();
            bookmark.force(shelf.acknowledged(), shelf.last(), writer.highest());
        }
        writer.leave();
    }
}
