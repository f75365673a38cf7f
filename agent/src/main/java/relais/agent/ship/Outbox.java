package relais.agent.ship;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;
import relais.agent.batch.Batch.Numbered;
import relais.agent.batch.Damaged;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.spool.Appended;
import relais.spool.Entry;
import relais.spool.Spool;
import relais.spool.SpoolLimits;

/**
 * Sheets on the local disk until the centre has acknowledged them. A sheet's sequence is its
 * position in the spool. At the bounds the oldest are given up: a hole a month ago is worth less
 * than the next minute.
 */
public final class Outbox implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

    /** Small files, so that space returns soon after an acknowledgement. */
    private static final int SEGMENT = 4 << 20;

    /** Sheets given up at once when there is no room. */
    private static final int GIVEN_UP = 500;

    /** Rounds of giving up before the disk itself must be full. */
    private static final int ROUNDS = 1_000;

    /** Appends between two looks for sheets that are too old. */
    private static final int BETWEEN_LOOKS = 64;

    /** What a look believes at most that a clock went on since the one before: clocks jump. */
    private static final Duration BELIEVED = Duration.ofDays(1);

    /** Payload of one read: what a lane holds in memory. */
    static final int BATCH_BYTES = 128 << 10;

    private final Spool spool;
    private final long stream;
    private final OutboxBounds bounds;
    private final InstantSource clock;
    private final Progress progress;
    private final long oneFile;
    private Instant believed;
    private boolean losing;
    private long appended;
    private long forgotten;
    private long refused;

    private Outbox(Spool spool, long stream, OutboxBounds bounds, InstantSource clock) {
        this.spool = spool;
        this.oneFile = Math.min(SEGMENT, bounds.maxBytes() / 4);
        this.stream = stream;
        this.bounds = bounds;
        this.clock = clock;
        this.progress = new Progress(spool.acknowledged());
        this.believed = newestKept();
    }

    /**
     * Opens or makes it.
     *
     * @throws IOException when the folder cannot be used or another agent uses it
     */
    public static Outbox open(
            Path folder, OutboxBounds bounds, InstantSource clock, RandomGenerator random)
            throws IOException {
        long stream = StreamName.of(folder, random);
        SpoolLimits limits =
                new SpoolLimits(bounds.maxBytes(), SEGMENT, SheetCodec.LARGEST_ENCODED);
        return new Outbox(Spool.open(folder, limits), stream, bounds, clock);
    }

    /** Whether it is on the disk now; if not, the log says why. Called by one thread. */
    public boolean keep(Sheet sheet) {
        byte[] bytes = SheetCodec.encode(sheet);
        if (++appended % BETWEEN_LOOKS == 0) {
            forgetTheOld();
        }
        for (int round = 0; round < ROUNDS; round++) {
            switch (spool.append(bytes)) {
                case Appended.Stored stored -> {
                    kept();
                    return true;
                }
                case Appended.Full(String reason) -> {
                    // Space comes back by whole files: what is in the last one is given up in vain.
                    if (spool.state().bytes() <= oneFile || !forgetOldest(GIVEN_UP)) {
                        return lost(reason);
                    }
                }
                case Appended.Broken(String reason) -> {
                    return lost(reason);
                }
            }
        }
        return lost("no room could be made");
    }

    private boolean lost(String reason) {
        if (!losing) {
            LOG.log(System.Logger.Level.ERROR, "what is measured now is lost: {0}", reason);
        }
        losing = true;
        synchronized (progress) {
            forgotten++;
        }
        return false;
    }

    private void kept() {
        if (losing) {
            LOG.log(System.Logger.Level.INFO, "there is room again: sheets are kept");
        }
        losing = false;
    }

    /** When the newest sheet was written, by the clock of then. */
    private Instant newestKept() {
        for (Entry entry : spool.read(spool.lastPosition() - 1, 1, BATCH_BYTES)) {
            try {
                return SheetCodec.writtenAt(entry.payload());
            } catch (Damaged unreadable) {
                break;
            }
        }
        return clock.instant();
    }

    /**
     * The time by which sheets are too old. A clock that jumps ahead for a while must not cost what
     * waits: it is believed a day at a look.
     */
    private Instant believed() {
        Instant now = clock.instant();
        Instant most = believed.plus(BELIEVED);
        believed = now.isAfter(most) ? most : now;
        return believed;
    }

    private void forgetTheOld() {
        Instant limit = believed().minus(bounds.maxAge());
        int old = 0;
        for (Entry entry : spool.read(acknowledged(), GIVEN_UP, BATCH_BYTES)) {
            if (!isOlder(entry, limit)) {
                break;
            }
            old++;
        }
        if (old > 0) {
            forgetOldest(old);
        }
    }

    private static boolean isOlder(Entry entry, Instant limit) {
        try {
            return SheetCodec.writtenAt(entry.payload()).isBefore(limit);
        } catch (Damaged unreadable) {
            return true;
        }
    }

    private long acknowledged() {
        synchronized (progress) {
            return progress.settled();
        }
    }

    /** Whether there was any to give up. */
    private boolean forgetOldest(int sheets) {
        long most = Math.min(SheetCodec.LARGEST, bounds.maxBytes() / 16);
        List<Entry> oldest = spool.read(acknowledged(), sheets, most);
        if (oldest.isEmpty()) {
            return false;
        }
        long upTo = oldest.getLast().position();
        synchronized (progress) {
            forgotten += oldest.size();
            progress.forget(upTo);
            spool.acknowledge(progress.settled());
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} sheets up to number {1} are given up: too old, or no room",
                oldest.size(),
                upTo);
        return true;
    }

    /** The next batch of a lane, at most so many sheets; null when it has nothing to do. */
    @Nullable Batch next(Lane lane, int most) {
        long after;
        long upTo;
        synchronized (progress) {
            upTo = spool.lastPosition();
            if (lane == Lane.LIVE) {
                progress.jump(upTo);
                after = progress.live();
            } else {
                Map.Entry<Long, Long> range = progress.oldest();
                if (range == null) {
                    return null;
                }
                after = range.getKey() - 1;
                upTo = range.getValue();
            }
        }
        List<Numbered> sheets = new ArrayList<>();
        for (Entry entry : spool.read(after, most, BATCH_BYTES)) {
            if (entry.position() <= upTo) {
                sheets.add(new Numbered(entry.position(), entry.payload()));
            }
        }
        if (sheets.isEmpty()) {
            // Damage, or a gap: there is nothing to send there.
            done(lane, upTo);
            return null;
        }
        return new Batch(stream, lane, acknowledged() + 1, sheets);
    }

    /** The centre has all of it, or will never. */
    void done(Batch batch, boolean wasRefused) {
        done(batch.lane(), batch.sheets().getLast().sequence());
        if (wasRefused) {
            synchronized (progress) {
                refused += batch.sheets().size();
            }
        }
    }

    private void done(Lane lane, long upTo) {
        synchronized (progress) {
            if (lane == Lane.LIVE) {
                progress.liveDone(upTo);
            } else {
                progress.backlogDone(upTo);
            }
            spool.acknowledge(progress.settled());
        }
    }

    /** Whether something for the live lane is there or comes within that time. */
    boolean awaitLive(Duration atMost) {
        long live;
        synchronized (progress) {
            live = progress.live();
        }
        return spool.awaitBeyond(live, atMost);
    }

    public OutboxState state() {
        synchronized (progress) {
            return new OutboxState(
                    progress.waiting(spool.lastPosition()),
                    spool.state().bytes(),
                    forgotten,
                    refused);
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
