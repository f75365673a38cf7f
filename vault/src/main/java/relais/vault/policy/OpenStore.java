package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.vault.store.BlobStore;

/**
 * A store in use, and how it is. Each store tries several times by itself: after one failure it is
 * left alone, but for a knock now and then, until it says again that it is itself.
 */
final class OpenStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);
    private static final Duration KNOCK_FIRST = Duration.ofSeconds(2);
    private static final Duration KNOCK_MOST = Duration.ofSeconds(60);
    private static final int MARK_BYTES = 64;

    /** Bytes; a disk that has less does not take the next piece, whatever the system says of it. */
    private static final long LEAST_ROOM = 2L * BlobStore.COPIED_AT_ONCE;

    private static final String NOT_ITSELF =
            "its store.id is missing: not mounted, emptied, or another place";

    /** What SMB servers and S3 services say that are full, or where a quota is. */
    private static final List<String> FULL_WORDS =
            List.of("STATUS_DISK_FULL", "STATUS_QUOTA_EXCEEDED", "QuotaExceeded", " 507 ");

    /** How a store is, as this process sees it. */
    enum State {
        /** Not asked yet. */
        NEW,
        UP,
        /** Gives what it has, and takes nothing more until there is room. */
        FULL,
        /** Does not answer, or with errors. */
        AWAY,
        /** Answers, and is not the one it should be: empty, or another's. */
        WRONG
    }

    private final StoreRow row;
    private final BlobStore store;
    private final @Nullable Path folder;
    private final InstantSource clock;
    private State state = State.NEW;
    private String detail = "";
    private Instant since;
    private Instant nextKnock;
    private Duration pause = KNOCK_FIRST;
    private long roomWanted = LEAST_ROOM;
    private long returns;

    /**
     * @param folder where it is a folder that must say who it is
     */
    OpenStore(StoreRow row, BlobStore store, @Nullable Path folder, InstantSource clock) {
        this.row = row;
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.since = clock.instant();
        this.nextKnock = since;
    }

    long id() {
        return row.id();
    }

    StoreRow row() {
        return row;
    }

    /** For who looks at failures itself. */
    BlobStore store() {
        return store;
    }

    /** Something asked of a store. */
    @FunctionalInterface
    interface Use<T> {
        T of(BlobStore store) throws IOException;
    }

    /** Uses it; what comes of it is remembered. */
    <T> T use(Use<T> use) throws IOException {
        return use(returns(), use);
    }

    /**
     * The same for a part of something longer.
     *
     * @param since {@link #returns} when that was begun
     */
    <T> T use(long since, Use<T> use) throws IOException {
        beItself();
        try {
            return use.of(store);
        } catch (NoSuchFileException answered) {
            throw answered;
        } catch (IOException e) {
            failed(since, e);
            throw e;
        }
    }

    /**
     * How often it came back into use. What was begun before, such as a copy that was given up, may
     * fail minutes after: that says nothing of how it is now.
     */
    synchronized long returns() {
        return returns;
    }

    /**
     * A mount drops without a word: what is left is an empty folder that says of every file that
     * there is none, and takes what it is given. So a folder is looked at before each use.
     */
    void beItself() throws IOException {
        if (folder != null && !AbsentFolder.isMarked(folder)) {
            synchronized (this) {
                if (usable()) {
                    become(State.WRONG, NOT_ITSELF);
                }
            }
            throw new IOException(row.name() + ": " + NOT_ITSELF);
        }
    }

    void failed(IOException e) {
        failed(returns(), e);
    }

    void failed(long since, IOException e) {
        boolean full = isFull(e);
        synchronized (this) {
            if (usable() && since == returns) {
                become(full ? State.FULL : State.AWAY, text(e));
            }
        }
    }

    /** Of folders the room is asked: what the system says is in the language of its user. */
    private boolean isFull(IOException e) {
        if (folder == null) {
            return FULL_WORDS.stream().anyMatch(text(e)::contains);
        }
        return !hasRoom(LEAST_ROOM);
    }

    private boolean hasRoom(long bytes) {
        try {
            return store.freeBytes().orElse(Long.MAX_VALUE) >= bytes;
        } catch (IOException e) {
            return true; // nobody knows: it is tried
        }
    }

    /** Something of this size was not taken: while it is full, less room is not enough. */
    synchronized void lacks(long since, long bytes) {
        if (state == State.FULL && since == returns) {
            roomWanted = Math.max(roomWanted, bytes);
        }
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void become(State next, String why) {
        if (next != state) {
            pause = comesAndGoes(next) ? pause : KNOCK_FIRST;
            since = clock.instant();
            LOG.info("store {} is {} {}", row.name(), next, why);
        }
        if (next == State.UP) {
            roomWanted = LEAST_ROOM;
            returns += state == State.UP ? 0 : 1;
        }
        state = next;
        detail = why;
        boolean answers = next == State.UP || next == State.FULL;
        nextKnock = clock.instant().plus(answers ? KNOCK_MOST.dividedBy(2) : pause);
        Duration longer = pause.multipliedBy(answers ? 1 : 2);
        pause = longer.compareTo(KNOCK_MOST) < 0 ? longer : KNOCK_MOST;
    }

    /** One that answers knocks, and hangs when it is given something, is asked less and less. */
    private boolean comesAndGoes(State next) {
        return switch (state) {
            case AWAY -> next == State.UP;
            case UP -> next == State.AWAY && clock.instant().isBefore(since.plus(KNOCK_MOST));
            case NEW, FULL, WRONG -> false;
        };
    }

    /** Whether it gives what it has. */
    synchronized boolean usable() {
        return state == State.UP || state == State.FULL;
    }

    synchronized boolean isFull() {
        return state == State.FULL;
    }

    /** Whether it takes more. */
    synchronized boolean takes() {
        return state == State.UP;
    }

    synchronized boolean isAnother() {
        return state == State.WRONG;
    }

    synchronized boolean knockIsDue() {
        return !clock.instant().isBefore(nextKnock);
    }

    /** Asks the store who it is; true where it is in use from now on and was not before. */
    boolean knock() {
        State found;
        String why;
        try (InputStream in = store.read(StoreRow.MARK, 0, MARK_BYTES)) {
            String says = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean itself = says.equals(row.mark().toString());
            found = itself ? State.UP : State.WRONG;
            why = itself ? "" : "this is another store: its store.id says so";
        } catch (NoSuchFileException none) {
            found = State.WRONG;
            why = NOT_ITSELF;
        } catch (IOException e) {
            found = State.AWAY;
            why = text(e);
        }
        boolean room = found != State.UP || hasRoom(roomWanted());
        synchronized (this) {
            if (!room && state == State.FULL) {
                become(State.FULL, detail);
                return false;
            }
            boolean back = found == State.UP && state != State.UP;
            become(found, why);
            return back;
        }
    }

    private synchronized long roomWanted() {
        return state == State.FULL ? roomWanted : 0;
    }

    /** State, since when, and why. */
    record Health(State state, Instant since, String detail) {}

    synchronized Health health() {
        return new Health(state, since, detail);
    }

    /** How many bytes more it takes; null where nobody knows. */
    @Nullable Long freeBytes() {
        if (!usable()) {
            return null;
        }
        try {
            var free = use(BlobStore::freeBytes);
            return free.isPresent() ? free.getAsLong() : null;
        } catch (IOException e) {
            return null; // remembered by use()
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
