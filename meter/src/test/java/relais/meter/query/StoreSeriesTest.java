package relais.meter.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.host.SeriesLabels;
import relais.meter.host.Sight;
import relais.meter.promql.value.Hints;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.Series;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Line;
import relais.meter.store.Stores;
import relais.meter.testing.TestStores;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

class StoreSeriesTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final int HOSTS = 600;

    @TempDir Path folder;
    private final Database database = TestDatabase.fresh("meter");
    private Stores stores;

    @BeforeEach
    void open() throws IOException {
        var clock = new SettableClock(Instant.ofEpochMilli(NOW));
        SeriesStore series = SeriesStore.open(folder, StoreLimits.usual(), clock);
        stores = TestStores.of(database, series, clock);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            lines.add(line(SeriesLabels.of(host(i), "host/load", "load", Map.of())));
        }
        lines.add(line(Labels.of("__name__", "host_load", "job", "others")));
        stores.write(lines);
    }

    @AfterEach
    void close() {
        stores.close();
        database.close();
    }

    private static String host(int i) {
        return "host-with-a-long.name.example-" + i;
    }

    private static Line line(Labels labels) {
        return new Line(
                new Definition(labels, "test", 0, SeriesKind.GAUGE),
                new long[] {NOW - 1_000, NOW},
                new double[] {1, 2});
    }

    private Set<String> seen(Sight sight, Matcher... matchers) {
        return new StoreSeries(stores, sight)
                .select(List.of(matchers), NOW, NOW, new Hints(0, 0, "")).stream()
                        .map(one -> one.labels().get("host"))
                        .collect(Collectors.toSet());
    }

    private static final Matcher LOAD = Matcher.equal("__name__", "host_load");

    @Test
    void whoSeesAllSeesAlsoWhatBelongsToNoHost() {
        assertThat(seen(new Sight.All(), LOAD)).hasSize(HOSTS + 1).contains("");
    }

    @Test
    void whoSeesSomeSeesThoseAndNoOthers() {
        Set<String> some =
                IntStream.range(0, HOSTS)
                        .filter(i -> i % 2 == 0)
                        .mapToObj(StoreSeriesTest::host)
                        .collect(Collectors.toSet());
        assertThat(seen(new Sight.Some(some), LOAD)).isEqualTo(some);
        assertThat(seen(new Sight.Some(some), LOAD, Matcher.equal("host", host(1)))).isEmpty();
        assertThat(seen(new Sight.Some(some), Matcher.equal("host", ""))).isEmpty();
        assertThat(seen(new Sight.Some(Set.of()), LOAD)).isEmpty();
        assertThat(seen(new Sight.Some(Set.of("host.with")), LOAD)).isEmpty();
        Matcher any = new Matcher("host", Matcher.Kind.LIKE, ".*|" + host(1));
        assertThat(seen(new Sight.Some(Set.of(host(0))), any)).containsExactly(host(0));
    }

    @Test
    void bothEndsOfATimeAreRead() {
        List<Series> found =
                new StoreSeries(stores, new Sight.Some(Set.of(host(3))))
                        .select(List.of(LOAD), NOW - 1_000, NOW, new Hints(0, 0, ""));
        assertThat(found.getFirst().size()).isEqualTo(2);
    }

    @Test
    void whatWouldNotFitIsRefusedBeforeItIsRead() {
        StoreSeries narrow = new StoreSeries(stores, new Sight.All(), 100);
        assertThatThrownBy(() -> narrow.select(List.of(LOAD), 0, NOW, new Hints(0, 0, "")))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("too many samples");
    }
}
