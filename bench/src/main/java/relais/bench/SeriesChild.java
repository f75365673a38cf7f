package relais.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import relais.meter.series.Appended;
import relais.meter.series.Columns;
import relais.meter.series.Registered;
import relais.meter.series.SampleBatch;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.series.StoreState;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;

/**
 * The process that holds the store, so that it can be killed and started anew. Prints one figure a
 * line. Arguments: fill or ask, folder, hosts.
 */
final class SeriesChild {

    private static final long SEED = 20260101;
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    /** Minutes of the next day that are appended and never sealed before the kill. */
    private static final int AFTER = 20;

    private static final int HOSTS_A_BATCH = 10;
    private static final int WRITERS = 32;

    private final Path folder;
    private final int hosts;
    private final int minutes = 1440;
    private final AtomicLong now = new AtomicLong(START);
    private final long begun = System.nanoTime();

    private SeriesChild(String[] arguments) {
        folder = Path.of(arguments[1]);
        hosts = Integer.parseInt(arguments[2]);
    }

    public static void main(String[] arguments) throws Exception {
        SeriesChild child = new SeriesChild(arguments);
        if (arguments[0].equals("fill")) {
            child.fill();
        } else {
            child.ask();
        }
    }

    private static void say(String key, double value) {
        System.out.printf(Locale.ROOT, "%s %.4f%n", key, value);
    }

    private SeriesStore open() throws IOException {
        return SeriesStore.open(folder, StoreLimits.usual(), () -> Instant.ofEpochMilli(now.get()));
    }

    private void fill() throws Exception {
        SeriesStore store = open();
        long[][] ids = register(store);
        Fleet fleet = new Fleet(SEED, hosts);
        double cpu = cpuSeconds();
        double spent = append(store, ids, fleet, 0, minutes);
        double ingest = cpuSeconds() - cpu - spent;
        now.set(START + 2 * Duration.ofDays(1).toMillis());
        long merging = System.nanoTime();
        store.compact();
        say("merge_seconds", (System.nanoTime() - merging) / 1e9);
        double all = cpuSeconds() - cpu - spent;
        double points = (double) hosts * Fleet.SERIES * minutes;
        say("native_points_per_core_s", points / all);
        say("ingest_points_per_core_s", points / ingest);
        StoreState state = store.state();
        say("raw_bytes_per_point", (state.fileBytes() - state.rollUpBytes()) / points);
        say("bytes_per_point", (state.fileBytes() + state.nameBytes()) / points);
        say("rss_after_day_mb", memory("VmRSS:"));
        now.set(START + Duration.ofDays(1).toMillis());
        append(store, ids, fleet, (int) Duration.ofDays(1).toMinutes(), AFTER);
        say("rss_mb", memory("VmRSS:"));
        say("rss_peak_mb", memory("VmHWM:"));
        say("head_samples", store.state().headSamples());
        System.out.println("filled");
        System.in.read();
    }

    private long[][] register(SeriesStore store) {
        long[][] ids = new long[hosts][];
        for (int host = 0; host < hosts; host++) {
            List<Definition> wanted = new ArrayList<>();
            for (int metric = 0; metric < Fleet.SERIES; metric++) {
                Labels labels = Labels.of("host", Fleet.host(host), "metric", Fleet.metric(metric));
                wanted.add(new Definition(labels, Fleet.host(host), 0, SeriesKind.GAUGE));
            }
            ids[host] = ((Registered.Known) store.register(wanted)).ids();
        }
        return ids;
    }

    /** Returns the processor seconds that making the numbers took. */
    private double append(SeriesStore store, long[][] ids, Fleet fleet, int first, int count)
            throws Exception {
        BlockingQueue<SampleBatch> full = new ArrayBlockingQueue<>(WRITERS);
        BlockingQueue<SampleBatch> empty = new ArrayBlockingQueue<>(2 * WRITERS);
        for (int i = 0; i < 2 * WRITERS; i++) {
            empty.add(new SampleBatch(HOSTS_A_BATCH * Fleet.SERIES));
        }
        SampleBatch end = new SampleBatch(1);
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            writers.add(Thread.ofVirtual().start(() -> write(store, full, empty, end)));
        }
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        double[] values = new double[Fleet.SERIES];
        for (int minute = first; minute < first + count; minute++) {
            long time = START + minute * MINUTE;
            now.set(Math.max(now.get(), time));
            for (int host = 0; host < hosts; ) {
                SampleBatch batch = empty.take();
                batch.clear();
                for (int end2 = Math.min(hosts, host + HOSTS_A_BATCH); host < end2; host++) {
                    fleet.minute(host, values);
                    for (int metric = 0; metric < Fleet.SERIES; metric++) {
                        batch.add(ids[host][metric], time, values[metric]);
                    }
                }
                full.put(batch);
            }
        }
        double spent = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        for (int w = 0; w < WRITERS; w++) {
            full.put(end);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        return spent;
    }

    private static void write(
            SeriesStore store,
            BlockingQueue<SampleBatch> full,
            BlockingQueue<SampleBatch> empty,
            SampleBatch end) {
        try {
            for (SampleBatch batch; (batch = full.take()) != end; ) {
                if (!(store.append(batch) instanceof Appended.Stored)) {
                    throw new IllegalStateException("not stored");
                }
                empty.put(batch);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static double memory(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private void ask() throws Exception {
        now.set(START + Duration.ofDays(1).toMillis() + AFTER * MINUTE);
        SeriesStore store = open();
        long end = START + Duration.ofDays(1).toMillis();
        Columns first = samples(store, 3, "gauge_40", end - 60 * MINUTE, end);
        System.out.println("answer " + first.size());
        say("open_ms", (System.nanoTime() - begun) / 1e6);
        int[] turn = {0};
        say(
                "q_series_hour_ms",
                time(() -> samples(store, turn[0]++, "gauge_40", end - 60 * MINUTE, end)));
        say("q_series_day_ms", time(() -> samples(store, turn[0]++, "counter_07", START, end)));
        say("q_100hosts_day_ms", time(() -> hundred(store, end)));
        say("q_top10_ms", time(() -> top(store, end)));
        say("lost", lost(store, end));
        say("rss_asking_mb", memory("VmRSS:"));
        store.close();
    }

    private Columns samples(SeriesStore store, int host, String metric, long from, long to) {
        long[] id =
                store.select(
                        List.of(
                                new Matcher.Equal("host", Fleet.host(host % hosts)),
                                new Matcher.Equal("metric", metric)));
        return store.samples(id[0], from, to);
    }

    private int hundred(SeriesStore store, long end) {
        int samples = 0;
        for (long id :
                store.select(
                        List.of(
                                new Matcher.Equal("metric", "float_93"),
                                new Matcher.Like("host", "host-00.*")))) {
            samples += store.samples(id, START, end).size();
        }
        return samples;
    }

    private double[] top(SeriesStore store, long end) {
        long[] ids = store.select(List.of(new Matcher.Equal("metric", "gauge_50")));
        double[] averages = new double[ids.length];
        for (int i = 0; i < ids.length; i++) {
            Windows day = store.windows(ids[i], START, end, Duration.ofDays(1));
            averages[i] = day.size() == 0 ? 0 : day.average(0);
        }
        Arrays.sort(averages);
        return Arrays.copyOfRange(averages, Math.max(0, averages.length - 10), averages.length);
    }

    /** The median of many, after warming up. */
    private static double time(Runnable question) {
        long[] nanos = new long[400];
        long until = System.nanoTime() + 3_000_000_000L;
        int done = 0;
        while (done < 600 && (System.nanoTime() < until || done < 20)) {
            long start = System.nanoTime();
            question.run();
            nanos[done++ % nanos.length] = System.nanoTime() - start;
        }
        return Figures.percentile(Arrays.copyOf(nanos, Math.min(done, nanos.length)), 0.5);
    }

    /** Samples that are missing or are not the double that was appended. */
    private double lost(SeriesStore store, long end) {
        long lost = 0;
        Fleet fleet = new Fleet(SEED, hosts);
        double[] values = new double[Fleet.SERIES];
        for (int host = 0; host < hosts; host++) {
            boolean exact = host % 20 == 0;
            long[] ids = store.select(List.of(new Matcher.Equal("host", Fleet.host(host))));
            Columns[] stored = new Columns[ids.length];
            for (int metric = 0; metric < ids.length; metric++) {
                stored[metric] =
                        exact
                                ? store.samples(ids[metric], START, end + AFTER * MINUTE)
                                : new Columns();
                Windows day =
                        store.windows(ids[metric], START, end + AFTER * MINUTE, Duration.ofDays(2));
                lost += minutes + AFTER - day.count(0);
            }
            for (int minute = 0; exact && minute < minutes + AFTER; minute++) {
                fleet.minute(host, values);
                for (int metric = 0; metric < Fleet.SERIES; metric++) {
                    boolean same =
                            Double.doubleToRawLongBits(stored[metric].values()[minute])
                                    == Double.doubleToRawLongBits(values[metric]);
                    lost += same ? 0 : 1;
                }
            }
        }
        return lost;
    }
}
