package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /** How a store is, as this process sees it. */
    enum State {
        /** Not asked yet. */
        NEW,
        UP,
        /** Does not answer, or with errors. */
        AWAY,
        /** Answers, and is not the one it should be: empty, or another's. */
        WRONG
    }

    private final StoreRow row;
    private final BlobStore store;
    private final InstantSource clock;
    private State state = State.NEW;
    private String detail = "";
    private Instant since;
    private Instant nextKnock;
    private Duration pause = KNOCK_FIRST;

    OpenStore(StoreRow row, BlobStore store, InstantSource clock) {
        this.row = row;
        this.store = store;
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
        try {
            return use.of(store);
        } catch (NoSuchFileException answered) {
            throw answered;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    synchronized void failed(IOException e) {
        if (state == State.UP) {
            become(State.AWAY, text(e));
        }
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void become(State next, String why) {
        if (next != state) {
            since = clock.instant();
            pause = KNOCK_FIRST;
            LOG.info("store {} is {} {}", row.name(), next, why);
        }
        state = next;
        detail = why;
        nextKnock = clock.instant().plus(next == State.UP ? KNOCK_MOST.dividedBy(2) : pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(KNOCK_MOST) < 0 ? longer : KNOCK_MOST;
    }

    synchronized boolean usable() {
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
            why = "its store.id is missing: not mounted, emptied, or another place";
        } catch (IOException e) {
            found = State.AWAY;
            why = text(e);
        }
        synchronized (this) {
            boolean back = found == State.UP && state != State.UP;
            become(found, why);
            return back;
        }
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
