package relais.meter.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Registered;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;

/**
 * What one sender brings, on its way: samples of known series are written in large pieces, unknown
 * series wait until some are there, for making a series costs a write to the disk. Not thread safe.
 */
final class Delivery {
    /** The host a series says it is of: only agents write as hosts. */
    static final String EXPORTED_HOST = "exported_host";

    /** Samples of one write: enough that a disk's work is shared by many. */
    private static final int WORTH_WRITING = 50_000;

    private static final long PENDING = -2;
    private static final long REFUSED = -3;

    private final Way way;
    private final SeriesCache cache;
    private final String owner;
    private final Tally tally = new Tally();
    private final List<Definition> unknown = new ArrayList<>();
    private final List<Integer> unknownEntries = new ArrayList<>();
    private long[] waitingTimes = new long[64];
    private double[] waitingValues = new double[64];
    private int[] waitingEntries = new int[64];
    private int waiting;
    private boolean anyRefused;

    /**
     * @param cache of numbers of this way
     * @param owner whose series new ones are
     */
    Delivery(Way way, SeriesCache cache, String owner) {
        this.way = way;
        this.cache = cache;
        this.owner = owner;
    }

    /** A series seen before is an entry of the cache; others are told with {@link #meet}. */
    SeriesCache cache() {
        return cache;
    }

    Tally tally() {
        return tally;
    }

    /** Remembers a series by the bytes that named it. */
    int meet(byte[] text, int from, int to, Map<String, String> labels) {
        Map<String, String> all = labels;
        String host = labels.get(SeriesLabels.HOST);
        if (host != null) {
            all = new TreeMap<>(labels);
            all.remove(SeriesLabels.HOST);
            all.put(EXPORTED_HOST, host);
        }
        if (all.getOrDefault(SeriesLabels.NAME, "").isEmpty()) {
            throw new IllegalArgumentException("a series needs a name");
        }
        unknown.add(new Definition(new Labels(all), owner, 0, SeriesKind.GAUGE));
        int entry = cache.add(text, from, to, PENDING);
        unknownEntries.add(entry);
        return entry;
    }

    void sample(int entry, long time, double value) {
        long number = cache.id(entry);
        if (number >= 0) {
            way.add(number, time, value);
        } else if (number == PENDING) {
            await(entry, time, value);
        } else {
            tally.refuse(1);
        }
    }

    private void await(int entry, long time, double value) {
        if (waiting == waitingTimes.length) {
            waitingTimes = Arrays.copyOf(waitingTimes, waiting * 2);
            waitingValues = Arrays.copyOf(waitingValues, waiting * 2);
            waitingEntries = Arrays.copyOf(waitingEntries, waiting * 2);
        }
        waitingEntries[waiting] = entry;
        waitingTimes[waiting] = time;
        waitingValues[waiting++] = value;
    }

    /** Between pieces of the body: makes the series met, and writes when it is worth it. */
    void settle() {
        if (!unknown.isEmpty()) {
            register(0, unknown.size());
            for (int i = 0; i < waiting; i++) {
                sample(waitingEntries[i], waitingTimes[i], waitingValues[i]);
            }
            unknown.clear();
            unknownEntries.clear();
            waiting = 0;
        }
        if (way.size() >= WORTH_WRITING || cache.isFull()) {
            way.flush(owner, tally);
        }
        if (cache.isFull()) {
            forget();
        }
    }

    private void forget() {
        cache.clear();
        way.forget();
    }

    /** Where the bound does not hold all of them, as many as it holds. */
    private void register(int from, int to) {
        switch (way.register(unknown.subList(from, to))) {
            case Registered.Known known -> {
                for (int i = from; i < to; i++) {
                    cache.id(unknownEntries.get(i), known.ids()[i - from]);
                }
            }
            case Registered.Some some -> {
                for (int i = from; i < to; i++) {
                    long id = some.ids()[i - from];
                    if (id >= 0) {
                        cache.id(unknownEntries.get(i), id);
                    } else {
                        withhold(unknownEntries.get(i));
                    }
                }
                tally.refuse(0, some.reason());
            }
            case Registered.Broken(String reason) -> {
                tally.away(reason);
                unknownEntries.subList(from, to).forEach(this::withhold);
            }
            case Registered.Refused(String reason) -> {
                if (to - from > 1) {
                    register(from, (from + to) >>> 1);
                    register((from + to) >>> 1, to);
                } else {
                    withhold(unknownEntries.get(from));
                    tally.refuse(0, reason);
                }
            }
        }
    }

    private void withhold(int entry) {
        cache.id(entry, REFUSED);
        anyRefused = true;
    }

    /** Writes the rest; all that counts as stored is durable then. */
    Taken finish() {
        settle();
        if (way.size() > 0) {
            way.flush(owner, tally);
        }
        if (anyRefused) {
            // another time there may be room
            forget();
        }
        return tally.taken();
    }
}
