package relais.meter.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import relais.meter.store.LocalStore;
import relais.meter.store.Stores;

/** Takes in what other programs measured. Thread safe. */
public final class Intake {
    /** Bytes of one remote write before and after compression; Prometheus sends below 1 MB. */
    public static final int MOST_MESSAGE = 32 * 1024 * 1024;

    /** At once; each may hold a cache of names of 50 MB. */
    private static final int AT_ONCE = 4;

    private static final long PATIENCE_SECONDS = 10;

    private final Stores stores;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<Place, Deque<Memory>> free = new HashMap<>();

    /**
     * @param random that cannot be guessed
     */
    public Intake(Stores stores, InstantSource clock, RandomGenerator random) {
        this.stores = stores;
        this.clock = clock;
        this.random = random;
    }

    /** Each names series in its own way. */
    private enum Source {
        REMOTE_WRITE,
        TEXT,
        INFLUX,
        GRAPHITE
    }

    /** Names of one source have numbers of one way. */
    private record Place(Source source, boolean isShort) {}

    /** What is remembered from one body to the next. */
    private record Memory(Way way, SeriesCache cache, long forgettings) {
        /** Numbers of series that were forgotten must not be used again. */
        boolean holds(Optional<LocalStore> alone) {
            return alone.isEmpty() || alone.get().forgettings() == forgettings;
        }
    }

    /** Reads bodies into a delivery. */
    private interface Reading {
        void read(Delivery delivery) throws IOException;
    }

    /**
     * Prometheus' text.
     *
     * @param openMetrics whether times are in seconds
     */
    public Taken text(String owner, InputStream body, boolean openMetrics)
            throws IOException, InterruptedException {
        return lines(Source.TEXT, new PrometheusText(openMetrics), owner, body);
    }

    public Taken influx(String owner, InputStream body, Precision precision)
            throws IOException, InterruptedException {
        return lines(Source.INFLUX, new InfluxLine(precision), owner, body);
    }

    public Taken graphite(String owner, InputStream body) throws IOException, InterruptedException {
        return lines(Source.GRAPHITE, new GraphiteLine(), owner, body);
    }

    private Taken lines(Source source, LineFormat format, String owner, InputStream body)
            throws IOException, InterruptedException {
        long now = clock.millis();
        return take(source, owner, delivery -> new Lines(format, delivery, now).read(body));
    }

    /** Prometheus' remote write: a WriteRequest in a block of Snappy. */
    public Taken remoteWrite(String owner, InputStream body)
            throws IOException, InterruptedException {
        byte[] block = body.readNBytes(MOST_MESSAGE + 1);
        if (block.length > MOST_MESSAGE) {
            return new Taken.Damaged("more than " + MOST_MESSAGE + " bytes");
        }
        return take(
                Source.REMOTE_WRITE,
                owner,
                delivery -> RemoteWrite.read(Snappy.decode(block, MOST_MESSAGE), delivery));
    }

    private Taken take(Source source, String owner, Reading reading)
            throws IOException, InterruptedException {
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return new Taken.Away("too much at once");
        }
        try {
            Optional<LocalStore> alone = stores.alone(owner);
            Place place = new Place(source, alone.isPresent());
            Memory memory = borrow(place, alone);
            Taken taken = delivered(new Delivery(memory.way, memory.cache, owner), reading);
            giveBack(place, memory);
            return taken;
        } finally {
            places.release();
        }
    }

    /** What was read is finished even where reading broke off: its series are in the cache. */
    private static Taken delivered(Delivery delivery, Reading reading) throws IOException {
        try {
            reading.read(delivery);
        } catch (IllegalArgumentException wrong) {
            return delivery.finish() instanceof Taken.Away away
                    ? away
                    : new Taken.Damaged(String.valueOf(wrong.getMessage()));
        } catch (IOException | RuntimeException broken) {
            delivery.finish();
            throw broken;
        }
        return delivery.finish();
    }

    /** The one used last: it knows most. */
    private synchronized Memory borrow(Place place, Optional<LocalStore> alone) {
        Memory memory = free.computeIfAbsent(place, p -> new ArrayDeque<>()).poll();
        if (memory != null && memory.holds(alone)) {
            return memory;
        }
        Way way = alone.isPresent() ? new ShortWay(stores, alone.get()) : new LongWay(stores);
        return new Memory(
                way,
                new SeriesCache(random.nextLong()),
                alone.map(LocalStore::forgettings).orElse(0L));
    }

    /** One that something broke is not given back. */
    private synchronized void giveBack(Place place, Memory memory) {
        free.computeIfAbsent(place, p -> new ArrayDeque<>()).push(memory);
    }
}
