package relais.meter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.testing.MeterSite;

/** What is written to another maker's engine is read from it as it was. */
abstract class OutsideEngineContract {
    @TempDir Path folder;
    private final long now = InstantSource.system().millis() / 1_000 * 1_000;

    /** A running engine. */
    interface Peer extends AutoCloseable {
        URI address();

        @Override
        void close() throws Exception;
    }

    abstract Peer start(Path folder) throws Exception;

    private Line line(String host, SeriesKind kind, int count) {
        long[] times = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = now - (count - i) * 10_000L;
            values[i] = i + 0.1;
        }
        Labels labels = Labels.of("__name__", "load", "host", host, "odd", "a\"b\\c é");
        return new Line(new Definition(labels, "agent " + host, 0, kind), times, values);
    }

    @Test
    void whatIsWrittenIsReadAsItWas() throws Exception {
        try (Peer peer = start(folder);
                OutsideEngine engine = new OutsideEngine(peer.address(), InstantSource.system())) {
            Line alpha = line("alpha", SeriesKind.COUNTER, 60);
            Line beta = line("beta", SeriesKind.GAUGE, 30);
            assertThat(engine.write(List.of(alpha, beta))).isEqualTo(new Kept.Stored(90, 0, 0));
            List<Matcher> ofAlpha = List.of(new Matcher.Equal("host", "alpha"));
            MeterSite.until(
                    "all is there",
                    () ->
                            engine.samples(List.of(), 0, now + 1).stream()
                                            .mapToInt(found -> found.of().size())
                                            .sum()
                                    == 90);
            Found<Columns> read = engine.samples(ofAlpha, now - 300_000, now).getFirst();
            assertThat(read.definition()).isEqualTo(alpha.definition());
            assertThat(read.of().size()).isEqualTo(30);
            assertThat(read.of().times()[0]).isEqualTo(now - 300_000);
            assertThat(read.of().values()[29]).isEqualTo(59.1);
            Windows hour =
                    engine.windows(ofAlpha, now - 3_600_000, now, Duration.ofHours(1))
                            .getFirst()
                            .of();
            assertThat(hour.count(0)).isEqualTo(60);
            assertThat(engine.select(List.of(new Matcher.Like("host", "al.*"))))
                    .containsExactly(alpha.definition());
            assertThat(engine.labelValues("host", List.of())).containsExactly("alpha", "beta");
            assertThat(engine.labelNames()).contains("host", "odd").doesNotContain("relais_owner");
            assertThat(engine.owned("agent beta", 0, now, 0, 10)).hasSize(1);
            assertThat(engine.owned("agent beta", 0, now, 1, 10)).isEmpty();
        }
    }
}
