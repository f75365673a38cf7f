package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store does what a sorted map of samples would do, whatever happens to its files. */
class StoreModelTest {

    private static final int SERIES = 12;
    private static final long SPAN = 4 * Day.MILLIS;

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();
    private final List<NavigableMap<Long, Double>> model =
            Stream.<NavigableMap<Long, Double>>generate(TreeMap::new).limit(SERIES).toList();
    private SeriesStore store;
    private long[] ids;
    private Random random;

    @Test
    void samplesInAnyOrderAreThereOnceAndRollUpsEqualARecomputation() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        random = new Random(seed);
        store = fixture.open(folder);
        ids = Fixture.register(store, SERIES, 0);
        long until = System.nanoTime() + Long.getLong("relais.seconds", 4) * 1_000_000_000L;
        int steps = 0;
        for (; System.nanoTime() < until || steps < 50; steps++) {
            step();
            if (steps % 4 == 0) {
                compare(random.nextInt(SERIES));
            }
        }
        for (int i = 0; i < SERIES; i++) {
            compare(i);
        }
        assertThat(store.verify()).isEmpty();
        assertThat(store.state().damage()).isEmpty();
        store.close();
    }

    private void step() throws Exception {
        switch (random.nextInt(30)) {
            case 0 -> store.seal();
            case 1 -> store.compact();
            case 2 -> erase();
            case 3 -> {
                store.close();
                store = fixture.open(folder);
            }
            case 4 -> store.maintain();
            default -> append();
        }
    }

    private void append() {
        // One of which nothing is stored may have been forgotten: agents name theirs again too.
        ids = Fixture.register(store, SERIES, 0);
        SampleBatch batch = new SampleBatch(16);
        int series = random.nextInt(SERIES);
        long time = Fixture.NOW - random.nextLong(SPAN);
        time = random.nextBoolean() ? time / 60_000 * 60_000 : time;
        int count = random.nextInt(1, 400);
        for (int i = 0; i < count; i++) {
            double value = value();
            batch.add(ids[series], time, value);
            model.get(series).put(time, value);
            time += random.nextInt(20) == 0 ? random.nextLong(-300_000, 300_000) : 60_000;
            series = random.nextInt(50) == 0 ? random.nextInt(SERIES) : series;
        }
        assertThat(store.append(batch)).isEqualTo(new Appended.Stored(count, 0, 0));
    }

    private double value() {
        return switch (random.nextInt(40)) {
            case 0 -> Double.longBitsToDouble(0x7ff0000000000000L | random.nextLong(1, 99));
            case 1 -> -0.0;
            case 2 -> random.nextGaussian();
            default -> random.nextInt(10_000) / 100.0;
        };
    }

    private void erase() throws Exception {
        int series = random.nextInt(SERIES);
        long from = Fixture.NOW - random.nextLong(SPAN);
        long to = from + random.nextLong(Day.MILLIS);
        store.erase(List.of(ids[series]), from, to);
        model.get(series).subMap(from, to).clear();
    }

    private void compare(int series) {
        long from = Fixture.NOW - random.nextLong(2 * SPAN);
        long to = from + random.nextLong(2 * SPAN);
        Map<Long, Double> expected = model.get(series).subMap(from, to);
        Columns found = store.samples(ids[series], from, to);
        assertThat(Arrays.copyOf(found.times(), found.size()))
                .containsExactly(expected.keySet().stream().mapToLong(t -> t).toArray());
        assertThat(bits(Arrays.copyOf(found.values(), found.size())))
                .containsExactly(bits(expected.values().stream().mapToDouble(v -> v).toArray()));
        compareWindows(series, Duration.ofMinutes(5));
        compareWindows(series, Duration.ofHours(1));
        compareWindows(series, Duration.ofDays(1));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private void compareWindows(int series, Duration step) {
        long from = Day.start(Fixture.NOW - SPAN);
        long to = from + 2 * SPAN;
        Windows found = store.windows(ids[series], from, to, step);
        Windows expected = new Windows(from, step.toMillis());
        model.get(series).subMap(from, to).forEach(expected::add);
        assertThat(found.times()).containsExactly(expected.times());
        for (int column = 0; column < 4; column++) {
            assertThat(bits(found.columns()[column]))
                    .as("column %d of %s", column, step)
                    .containsExactly(bits(expected.columns()[column]));
        }
    }
}
