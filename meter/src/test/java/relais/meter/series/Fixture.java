package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.platform.testing.SettableClock;

/** A store with a clock that stands where the test puts it. */
final class Fixture {

    static final long NOW = 1_790_000_000_000L / Day.MILLIS * Day.MILLIS;
    static final Duration MINUTE = Duration.ofMinutes(1);

    static final Retention LONG =
            new Retention(Duration.ofDays(1000), Duration.ofDays(2000), Duration.ofDays(3000));
    static final Retention SHORT =
            new Retention(Duration.ofDays(3), Duration.ofDays(10), Duration.ofDays(100));
    static final StoreLimits LIMITS = new StoreLimits(10_000, 5_000, List.of(LONG, SHORT));

    final SettableClock clock = new SettableClock(Instant.ofEpochMilli(NOW));

    SeriesStore open(Path folder) throws IOException {
        return SeriesStore.open(folder, LIMITS, clock);
    }

    static Definition series(int number, int retention) {
        return new Definition(
                Labels.of("host", "h" + number / 10, "metric", "m" + number % 10),
                "agent",
                retention,
                SeriesKind.GAUGE);
    }

    static long[] register(SeriesStore store, int count, int retention) {
        List<Definition> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wanted.add(series(i, retention));
        }
        return ((Registered.Known) store.register(wanted)).ids();
    }

    static void append(SeriesStore store, long id, long time, double value) {
        SampleBatch batch = new SampleBatch(1);
        batch.add(id, time, value);
        assertThat(store.append(batch)).isEqualTo(new Appended.Stored(1, 0, 0));
    }
}
