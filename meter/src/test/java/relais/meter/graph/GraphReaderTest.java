package relais.meter.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static relais.meter.graph.Measured.at;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.host.HostGraph;

class GraphReaderTest {
    private static final double UNKNOWN = Double.NaN;

    @TempDir static Path folder;
    private static Measured measured;

    @BeforeAll
    static void open() throws IOException {
        measured = new Measured(folder);
    }

    @AfterAll
    static void close() throws IOException {
        measured.close();
    }

    @BeforeEach
    void takeANewHost(TestInfo test) {
        measured.on(test.getDisplayName());
    }

    private GraphData read(HostGraph graph, long fromSeconds, long toSeconds, int points) {
        return new GraphReader(measured.stores())
                .read(graph, at(fromSeconds), at(toSeconds), points);
    }

    private double[] averages(HostGraph graph, long toSeconds) {
        return read(graph, 0, toSeconds, 2_000).fields().getFirst().average();
    }

    @Test
    void aGaugeIsShownAsItWasMeasured() {
        measured.keepEach(10, 3, 1, 4, 1, 5);
        GraphData data = read(measured.graph("GAUGE"), 0, 50, 100);
        assertThat(data.step()).as("not finer than it was measured").isEqualTo(10_000);
        assertThat(data.times()).containsExactly(at(0), at(10), at(20), at(30), at(40));
        assertThat(data.fields().getFirst().average()).containsExactly(3, 1, 4, 1, 5);
    }

    @Test
    void aLongerStepKeepsThePeaks() {
        measured.keepEach(10, 3, 1, 4, 1, 5, 9);
        GraphData data = read(measured.graph("GAUGE"), 0, 60, 2);
        FieldData field = data.fields().getFirst();
        assertThat(data.step()).isEqualTo(30_000);
        assertThat(field.average()).containsExactly(8 / 3.0, 5);
        assertThat(field.min()).containsExactly(1, 1);
        assertThat(field.max()).containsExactly(4, 9);
    }

    @Test
    void aCounterIsShownPerSecond() {
        measured.keepEach(10, 100, 200, 200, 500);
        assertThat(averages(measured.graph("COUNTER"), 40)).containsExactly(10, 0, 30, UNKNOWN);
    }

    @Test
    void aCounterWrapsAt32Bits() {
        double full = Math.pow(2, 32);
        measured.keepEach(10, full - 200, full - 100, 50, 150);
        assertThat(averages(measured.graph("COUNTER"), 30)).containsExactly(10, 15, 10);
    }

    @Test
    void aCounterWrapsAt64Bits() {
        double full = Math.pow(2, 64);
        measured.keepEach(10, full - 204_800, full - 102_400, 0, 102_400);
        assertThat(averages(measured.graph("COUNTER"), 30)).containsExactly(10_240, 10_240, 10_240);
    }

    @Test
    void aCounterThatBeganAnewIsNoNeedle() {
        measured.keepEach(10, 3_000_000_000.0, 3_000_001_000.0, 20, 1_020);
        assertThat(averages(measured.graph("COUNTER"), 30)).containsExactly(100, UNKNOWN, 100);
    }

    @Test
    void aDeriveMayFallUnlessItsAuthorSaysItCannot() {
        measured.keepEach(10, 100, 200, 50, 150);
        assertThat(averages(measured.graph("DERIVE"), 30)).containsExactly(10, -15, 10);
        HostGraph grows = measured.graph(Map.of(), Map.of("type", "DERIVE", "min", "0"));
        assertThat(averages(grows, 30)).containsExactly(10, UNKNOWN, 10);
    }

    @Test
    void anAbsoluteCountsSinceTheReadingBefore() {
        measured.keepEach(10, 100, 200, 50);
        assertThat(averages(measured.graph("ABSOLUTE"), 20)).containsExactly(20, 5);
    }

    @Test
    void ratesAreToldInTheGraphsOwnPeriod() {
        measured.keepEach(10, 100, 200);
        HostGraph graph =
                measured.graph(Map.of("graph_period", "minute"), Map.of("type", "DERIVE"));
        assertThat(averages(graph, 10)).containsExactly(600);
    }

    @Test
    void whatCannotBeIsUnknown() {
        measured.keepEach(10, 5, 500, 7, -3, 6);
        HostGraph graph = measured.graph(Map.of(), Map.of("min", "0", "max", "100"));
        double[] values = read(graph, 0, 50, 1).fields().getFirst().average();
        assertThat(values).hasSize(1);
        assertThat(values[0]).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GAUGE", "COUNTER"})
    void oneLostSampleIsBridgedAndAHoleStaysAHole(String type) {
        long[] seconds = {0, 10, 20, 40, 50, 60, 100, 110, 120};
        long[] times = new long[seconds.length];
        double[] values = new double[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            times[i] = at(seconds[i]);
            values[i] = type.equals("GAUGE") ? 7 : 7 * seconds[i];
        }
        measured.keep(times, values);
        double[] shown = averages(measured.graph(type), 120);
        double edge = type.equals("GAUGE") ? 7 : UNKNOWN;
        assertThat(shown).containsExactly(7, 7, 7, 7, 7, 7, edge, UNKNOWN, UNKNOWN, UNKNOWN, 7, 7);
    }

    @Test
    void aSlowerRhythmIsNoHole() {
        List<Long> seconds = new ArrayList<>();
        for (long s = 0; s < 1_000; s += 10) {
            seconds.add(s);
        }
        for (long s = 1_000; s <= 4_000; s += 60) {
            seconds.add(s);
        }
        long[] times = seconds.stream().mapToLong(Measured::at).toArray();
        double[] values = seconds.stream().mapToDouble(s -> 5.0 * s).toArray();
        measured.keep(times, values);
        double[] shown = read(measured.graph("DERIVE"), 0, 3_960, 33).fields().getFirst().average();
        for (double value : shown) {
            assertThat(value).isCloseTo(5, within(1e-9));
        }
    }

    @Test
    void thereAreNeverMorePointsThanAskedFor() {
        measured.keepEach(1, new double[20_000]);
        for (int points : new int[] {1, 7, 100, 399, 2_000}) {
            for (long from : new long[] {0, 1, 599, 3_601}) {
                assertThat(read(measured.graph("GAUGE"), from, 20_000, points).times().length)
                        .isBetween(1, points);
            }
        }
    }

    @Test
    void aShiftedGraphTellsTheTimesOfNow() {
        measured.keepEach(10, 1, 2);
        GraphData data = read(measured.graph("GAUGE"), 0, 20, 10);
        assertThat(data.later(5).times()).containsExactly(at(0) + 5, at(10) + 5);
    }

    @Test
    void monthsFromHoursAreWhatTheyAreFromSamples() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int count = 30 * 1_440;
        long[] times = new long[count];
        double[] values = new double[count];
        double counter = 1_000;
        for (int i = 0; i < count; i++) {
            counter += random.nextInt(1_000);
            if (random.nextInt(5_000) == 0) {
                counter = random.nextInt(10);
            }
            times[i] = Measured.NOW - 30 * Steps.DAY + i * 60_000L;
            values[i] = counter;
        }
        measured.keep(times, values);
        measured.compact();
        HostGraph graph = measured.graph(Map.of(), Map.of("type", "DERIVE", "min", "0"));
        long from = times[0];
        double[] exact = average(new GraphReader(measured.stores()), graph, from);
        double[] cheap = average(new GraphReader(measured.stores(), 1_000), graph, from);
        assertThat(cheap).hasSameSizeAs(exact);
        for (int i = 0; i < exact.length; i++) {
            assertThat(cheap[i]).as("step %d", i).isCloseTo(exact[i], within(exact[i] * 0.05));
        }
    }

    private static double[] average(GraphReader reader, HostGraph graph, long from) {
        return reader.read(graph, from, Measured.NOW, 120).fields().getFirst().average();
    }

    @Test
    void aHostsCurveIsItsBusyProcessors() {
        measured.keepEach(60, 0, 3_000, 6_000);
        HostGraph thing = measured.graph("DERIVE");
        HostGraph cpu =
                new HostGraph(
                        2, 1, "alpha", "host/cpu", Map.of("graph_title", "CPU"), thing.fields());
        Sparks sparks = new Sparks(new GraphReader(measured.stores()));
        assertThat(sparks.of(List.of(thing), at(120))).isEmpty();
        assertThat(sparks.of(List.of(thing, cpu), at(120)).orElseThrow().title()).isEqualTo("CPU");
    }
}
