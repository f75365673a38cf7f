package relais.gateway.outgoing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import relais.gateway.message.Outgoing;
import relais.spool.Appended;
import relais.spool.Entry;
import relais.spool.Spool;
import relais.spool.SpoolLimits;

/** A channel's durable memory of what it was handed, what it began and what is done. */
final class Journal implements AutoCloseable {
    /** Prefetch is some seconds' worth; this holds hours of retries beside it. */
    private static final long MOST_BYTES = 256L << 20;

    private static final int SEGMENT_BYTES = 8 << 20;
    private static final int LARGEST_RECORD = 128 * 1024;

    /**
     * Records kept although done with, so that a message the queue hands over again, because its
     * own mark was lost in a crash, is known: many times what is ever on its way at once.
     */
    private static final int REMEMBERED_RECORDS = 40_000;

    private static final int REMEMBERED_IDS = 50_000;
    private static final int READ = 1_000;
    private static final long READ_BYTES = 1 << 20;

    private final Spool spool;
    private final Set<Long> known = new LinkedHashSet<>();
    private final Map<Long, Open> open = new HashMap<>();
    private final TreeMap<Long, Long> openByPosition = new TreeMap<>();

    /** A message not yet done with. */
    private static final class Open {
        final Outgoing message;
        final long position;
        final Map<Integer, Fate> parts = new LinkedHashMap<>();

        Open(Outgoing message, long position) {
            this.message = message;
            this.position = position;
        }
    }

    private enum Fate {
        BEGUN,
        RETURNED,
        DONE
    }

    /**
     * A message found open at start.
     *
     * @param begun parts that may or may not have gone out
     * @param done parts not to be touched again
     */
    record Found(Outgoing message, Set<Integer> begun, Set<Integer> done) {}

    private Journal(Spool spool) {
        this.spool = spool;
    }

    static Journal open(Path folder) throws IOException {
        Spool spool =
                Spool.open(folder, new SpoolLimits(MOST_BYTES, SEGMENT_BYTES, LARGEST_RECORD));
        Journal journal = new Journal(spool);
        journal.readAll();
        return journal;
    }

    private synchronized void readAll() {
        long at = spool.acknowledged();
        List<Entry> batch = spool.read(at, READ, READ_BYTES);
        while (!batch.isEmpty()) {
            for (Entry entry : batch) {
                apply(entry.position(), JournalRecord.read(entry.payload()));
            }
            at = batch.getLast().position();
            batch = spool.read(at, READ, READ_BYTES);
        }
    }

    private void apply(long position, JournalRecord record) {
        switch (record) {
            case JournalRecord.Handed handed -> {
                Outgoing message = handed.message();
                remember(message.messageId());
                open.put(message.messageId(), new Open(message, position));
                openByPosition.put(position, message.messageId());
            }
            case JournalRecord.Begun mark -> mark(mark.messageId(), mark.part(), Fate.BEGUN);
            case JournalRecord.Returned mark -> mark(mark.messageId(), mark.part(), Fate.RETURNED);
            case JournalRecord.Done mark -> finish(mark.messageId(), mark.part(), mark.of());
        }
    }

    /** What was open when the journal was opened, in the order of handing over. */
    synchronized List<Found> found() {
        List<Found> found = new ArrayList<>();
        for (Long id : openByPosition.values()) {
            Open one = open.get(id);
            if (one != null) {
                found.add(new Found(one.message, with(one, Fate.BEGUN), with(one, Fate.DONE)));
            }
        }
        return found;
    }

    private static Set<Integer> with(Open one, Fate fate) {
        Set<Integer> parts = new LinkedHashSet<>();
        one.parts.forEach(
                (part, its) -> {
                    if (its == fate) {
                        parts.add(part);
                    }
                });
        return parts;
    }

    /**
     * Takes messages over, all of them or none: those that were not known yet, once they are on the
     * disk.
     */
    Handover hand(List<Outgoing> messages) {
        List<Outgoing> fresh = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        synchronized (this) {
            Set<Long> inThis = new LinkedHashSet<>();
            for (Outgoing message : messages) {
                if (!known.contains(message.messageId()) && inThis.add(message.messageId())) {
                    fresh.add(message);
                    records.add(JournalRecord.write(new JournalRecord.Handed(message)));
                }
            }
        }
        if (fresh.isEmpty()) {
            return new Handover.Taken(fresh);
        }
        return switch (spool.appendAll(records)) {
            case Appended.Stored(long last) -> {
                synchronized (this) {
                    long position = last - fresh.size() + 1;
                    for (Outgoing message : fresh) {
                        apply(position++, new JournalRecord.Handed(message));
                    }
                }
                yield new Handover.Taken(fresh);
            }
            case Appended.Full(String reason) -> new Handover.NotTaken(reason);
            case Appended.Broken(String reason) -> new Handover.NotTaken(reason);
        };
    }

    /** What became of {@link #hand}. */
    sealed interface Handover {
        record Taken(List<Outgoing> fresh) implements Handover {}

        record NotTaken(String reason) implements Handover {}
    }

    /** Marks parts as begun that may be, and returns when that is on the disk. */
    void doubt(List<JournalRecord.Begun> parts) throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        List<byte[]> records = new ArrayList<>(parts.size());
        parts.forEach(part -> records.add(JournalRecord.write(part)));
        if (!(spool.appendAll(records) instanceof Appended.Stored)) {
            throw new IOException("the journal takes nothing");
        }
        synchronized (this) {
            parts.forEach(part -> mark(part.messageId(), part.part(), Fate.BEGUN));
        }
    }

    /** Writes the mark and calls back when it is on the disk, or cannot be. */
    void begin(long messageId, int part, int of, Consumer<Appended> done) {
        synchronized (this) {
            mark(messageId, part, Fate.BEGUN);
        }
        spool.append(JournalRecord.write(new JournalRecord.Begun(messageId, part, of)), done);
    }

    void giveBack(long messageId, int part, int of) {
        synchronized (this) {
            mark(messageId, part, Fate.RETURNED);
        }
        append(new JournalRecord.Returned(messageId, part, of));
    }

    /** True when this was the last part of its message. */
    boolean done(long messageId, int part, int of) {
        append(new JournalRecord.Done(messageId, part, of));
        synchronized (this) {
            return finish(messageId, part, of);
        }
    }

    private void append(JournalRecord record) {
        // A mark that is lost makes the part uncertain after a crash, which is the truth then.
        spool.append(JournalRecord.write(record), appended -> {});
    }

    private void mark(long messageId, int part, Fate fate) {
        Open one = open.get(messageId);
        if (one != null) {
            one.parts.put(part, fate);
        }
    }

    private boolean finish(long messageId, int part, int of) {
        Open one = open.get(messageId);
        if (one == null) {
            return false;
        }
        one.parts.put(part, Fate.DONE);
        long finished = one.parts.values().stream().filter(fate -> fate == Fate.DONE).count();
        if (finished < of) {
            return false;
        }
        open.remove(messageId);
        openByPosition.remove(one.position);
        return true;
    }

    private void remember(long messageId) {
        known.add(messageId);
        if (known.size() > REMEMBERED_IDS) {
            known.remove(known.iterator().next());
        }
    }

    /** Lets go of what is no longer needed; to be called now and then. */
    void tidy() {
        long upTo;
        synchronized (this) {
            long needed = openByPosition.isEmpty() ? Long.MAX_VALUE : openByPosition.firstKey();
            upTo = Math.min(needed - 1, spool.state().lastPosition() - REMEMBERED_RECORDS);
        }
        if (upTo > spool.acknowledged()) {
            spool.acknowledge(upTo);
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
