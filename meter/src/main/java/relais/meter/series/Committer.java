package relais.meter.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import relais.meter.series.files.NotWrittenException;

/**
 * The one thread that writes the log and the head: takes whatever waits, writes it once, forces
 * once, shows it, answers all. While it forces, the next lot gathers.
 */
final class Committer implements Runnable {

    /** Samples that go to the disk together: bounds how long the first waits for the last. */
    private static final int LOT = SampleBatch.MOST;

    /** Appends on their way; further callers wait for a place. */
    private static final int WAITING = 256;

    private final Journal journal;
    private final Head head;
    private final Sealer sealer;
    private final BlockingQueue<Pending> waiting = new ArrayBlockingQueue<>(WAITING);
    private final List<Pending> lot = new ArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon(true).name("series-log").unstarted(this);
    private volatile boolean closing;
    private volatile boolean finished;
    private volatile @Nullable String broken;
    private @Nullable Pending put;

    Committer(Journal journal, Head head, Sealer sealer) {
        this.journal = journal;
        this.head = head;
        this.sealer = sealer;
    }

    void start() {
        thread.start();
    }

    Appended submit(Pending pending) {
        boolean interrupted = false;
        boolean in = false;
        while (!in && broken == null && !closing) {
            try {
                in = waiting.offer(pending, 100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!in) {
            return new Appended.Broken(broken == null ? "the store is closed" : broken);
        }
        if (finished) {
            refuseWaiting();
        }
        return pending.await();
    }

    @Override
    public void run() {
        try {
            while (!closing || !waiting.isEmpty() || put != null) {
                gather();
                if (!lot.isEmpty()) {
                    commit();
                    lot.clear();
                }
            }
        } finally {
            // However this thread ends, nobody may wait for it any longer.
            if (broken == null) {
                broken = closing ? "the store is closed" : "the thread of the log died";
            }
            closing = true;
            answer(new Appended.Broken(broken));
            if (put != null) {
                put.answer(new Appended.Broken(broken));
            }
            finished = true;
            refuseWaiting();
        }
    }

    private void refuseWaiting() {
        for (Pending left; (left = waiting.poll()) != null; ) {
            left.answer(new Appended.Broken(String.valueOf(broken)));
        }
    }

    private void gather() {
        try {
            Pending first = put != null ? put : waiting.poll(1, TimeUnit.SECONDS);
            put = null;
            int samples = 0;
            for (Pending next = first; next != null; next = waiting.poll()) {
                SampleBatch batch = next.batch();
                if (batch == null && !lot.isEmpty()
                        || batch != null && samples > 0 && samples + batch.size() > LOT) {
                    put = next;
                    return;
                }
                lot.add(next);
                if (batch == null) {
                    return;
                }
                samples += batch.size();
            }
        } catch (InterruptedException stopped) {
            closing = true;
        }
    }

    private void commit() {
        Pending first = lot.getFirst();
        if (broken != null) {
            answer(new Appended.Broken(broken));
            return;
        }
        int samples = 0;
        for (Pending pending : lot) {
            SampleBatch batch = pending.batch();
            samples += batch == null ? 0 : batch.size();
        }
        try {
            if (first.batch() == null) {
                handOver(first);
                return;
            }
            if (!head.hasRoom(samples) && !handOver(null)) {
                answer(new Appended.Refused(why()));
                return;
            }
            journal.append(lot.stream().map(Pending::record).toList());
        } catch (NotWrittenException full) {
            answer(new Appended.Refused("the disk took nothing: " + full.getMessage()));
            return;
        } catch (IOException failure) {
            // What a half written record means only recovery can say.
            broken = "the log failed: " + failure.getMessage();
            answer(new Appended.Broken(broken));
            return;
        }
        for (Pending pending : lot) {
            SampleBatch batch = pending.batch();
            if (batch != null) {
                head.append(batch);
                pending.answer(new Appended.Stored(batch.size(), 0, 0));
            }
        }
    }

    /** Gives the head to the sealer; whoever wished it is told when it is done. */
    private boolean handOver(@Nullable Pending wish) {
        if (!sealer.reserve()) {
            if (wish != null) {
                wish.answer(new Appended.Refused(why()));
            }
            return false;
        }
        long log;
        try {
            log = journal.turn();
        } catch (IOException full) {
            sealer.giveUp("a new log could not be begun: " + full.getMessage());
            if (wish != null) {
                wish.answer(new Appended.Refused(why()));
            }
            return false;
        }
        sealer.seal(
                head.handOver(),
                log,
                what -> {
                    if (wish != null) {
                        wish.answer(what);
                    }
                });
        return true;
    }

    private String why() {
        String failure = sealer.failure();
        return failure == null ? "the store is closing" : failure;
    }

    private void answer(Appended same) {
        lot.forEach(pending -> pending.answer(same));
    }

    /** Finishes what waits, then stops. */
    void close() {
        closing = true;
        // So that it does not wait out its pause; when the queue is full it is awake anyway.
        boolean woken = waiting.offer(new Pending(new SampleBatch(0)));
        boolean interrupted = !woken && Thread.interrupted();
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
}
