package relais.gateway.intake;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.message.Topics;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;
import relais.platform.queue.Queue.Positioned;
import relais.spool.Entry;
import relais.spool.Spool;

/** Reads the spool in order, folds records to items, and hands these to the queue. */
final class Forwarder implements AutoCloseable {
    /** One transaction of the queue; more brings nothing, less costs commits. */
    private static final int BATCH = 500;

    private static final long BATCH_BYTES = 1 << 20;

    /**
     * Handed-over records kept in the spool. A provider whose answers were lost in a crash repeats
     * at most its window, and only what is still here is recognised after the restart. They take no
     * more than half the space: what is new goes before what is remembered.
     */
    private static final int REMEMBERED = 5_000;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private final Spool spool;
    private final long fullBytes;
    private final String node;
    private final Queue queue;
    private final InstantSource clock;
    private final Repeats repeats = new Repeats();
    private final Joining joining = new Joining();
    private final ClosingMarks marks;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private final long endAtStart;
    private volatile long read;
    private volatile long messages;
    private volatile long repeated;
    private volatile long incomplete;
    private volatile int open;
    private volatile boolean nearlyFull;
    private volatile @Nullable String trouble;

    /** Beyond {@code fullBytes} nothing more is taken in; the rest is for marks. */
    Forwarder(Spool spool, long fullBytes, String node, Queue queue, InstantSource clock) {
        this.spool = spool;
        this.fullBytes = fullBytes;
        this.node = node;
        this.queue = queue;
        this.clock = clock;
        this.marks = new ClosingMarks(spool);
        this.read = spool.acknowledged();
        this.endAtStart = spool.state().lastPosition();
        this.thread = Thread.ofVirtual().name("intake-forwarder").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    IntakeState state() {
        long waiting = Math.max(0, spool.state().lastPosition() - read);
        return new IntakeState(waiting, messages, repeated, incomplete, open, trouble);
    }

    boolean nearlyFull() {
        return nearlyFull;
    }

    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            forward();
        } catch (RuntimeException e) {
            // Worker loop: a mistake of ours. The messages stay in the spool, and it shows.
            LOG.error("the intake has stopped handing over", e);
            trouble = "stopped: " + e;
        }
    }

    private void forward() {
        Instant nextTick = clock.instant();
        while (stopping.getCount() > 0) {
            spool.awaitBeyond(read, TICK.dividedBy(4));
            List<Entry> batch = next();
            if (!batch.isEmpty() && !handOver(fold(batch))) {
                return;
            }
            acknowledge();
            if (!clock.instant().isBefore(nextTick)) {
                nextTick = clock.instant().plus(TICK);
                tick();
            }
        }
    }

    /** What comes after {@link #read}; nothing while the disk cannot be read, which passes. */
    private List<Entry> next() {
        try {
            return spool.read(read, BATCH, BATCH_BYTES);
        } catch (UncheckedIOException e) {
            if (trouble == null) {
                LOG.warn("messages wait in the spool, which cannot be read: {}", e.getMessage());
            }
            trouble = String.valueOf(e.getMessage());
            stopped(TICK);
            return List.of();
        }
    }

    private record Folded(long upTo, List<Positioned> mo, List<Positioned> reports) {}

    private Folded fold(List<Entry> batch) {
        List<Positioned> mo = new ArrayList<>(batch.size());
        List<Positioned> reports = new ArrayList<>();
        for (Entry entry : batch) {
            long position = entry.position();
            switch (Record.read(entry.payload())) {
                case Record.Message message -> {
                    if (repeats.isRepeat(message.identity())) {
                        repeated++;
                    } else {
                        mo.add(item(position, message.key(), message.body()));
                    }
                }
                case Record.Fragment part -> {
                    if (repeats.isRepeat(part.identity())) {
                        repeated++;
                    } else {
                        Joining.Joined joined = joining.add(position, part);
                        if (joined != null) {
                            marks.add(joined);
                            mo.add(item(position, joined));
                        }
                    }
                }
                case Record.Reported report ->
                        reports.add(item(position, report.key(), report.body()));
                case Record.Closed mark -> {
                    Joining.Joined due = joining.closed(mark);
                    if (due != null) {
                        mo.add(item(position, due));
                    }
                }
            }
        }
        return new Folded(batch.getLast().position(), mo, reports);
    }

    private Positioned item(long position, Joining.Joined joined) {
        if (joined.message().parts() < joined.group().of()) {
            incomplete++;
        }
        return item(position, joined.message().from(), Intake.body(joined.message()));
    }

    private Positioned item(long position, String key, byte[] body) {
        return new Positioned(position, new Item(node + ":" + position, key, body));
    }

    /** Repeats until the queue has it; false when told to stop before. */
    private boolean handOver(Folded folded) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                if (!folded.mo.isEmpty()) {
                    queue.forward(node, folded.upTo, Topics.MO, folded.mo);
                }
                if (!folded.reports.isEmpty()) {
                    queue.forward(node, folded.upTo, Topics.REPORT, folded.reports);
                }
                messages += folded.mo.size();
                read = folded.upTo;
                open = joining.openGroups();
                trouble = null;
                return true;
            } catch (RuntimeException e) {
                // Worker loop: whatever the queue suffers from, the messages stay in the spool.
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                if (trouble == null) {
                    LOG.warn(
                            "messages wait in the spool, the queue does not take them: {}", reason);
                }
                trouble = reason;
            }
            nearlyFull = spool.state().bytes() > fullBytes;
            if (stopped(pause)) {
                return false;
            }
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    private boolean stopped(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void acknowledge() {
        long bytes = spool.state().bytes();
        nearlyFull = bytes > fullBytes;
        long needed = Math.min(joining.firstNeeded(), marks.firstNeeded());
        long remembered = bytes > fullBytes / 2 ? 0 : REMEMBERED;
        long upTo = Math.min(read - remembered, needed - 1);
        if (upTo > spool.acknowledged()) {
            spool.acknowledge(upTo);
        }
    }

    /** Marks groups whose time ran out; only once all marks written before the start were read. */
    private void tick() {
        marks.write();
        if (read < endAtStart) {
            return;
        }
        Instant since = clock.instant().minus(Joining.PATIENCE);
        for (Record.Closed due = joining.overdue(since);
                due != null;
                due = joining.overdue(since)) {
            marks.add(due);
        }
        marks.write();
    }
}
