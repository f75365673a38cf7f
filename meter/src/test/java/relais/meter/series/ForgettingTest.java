package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;

/** Series go whole: from the index, from the disk, from the names; others never notice. */
class ForgettingTest {

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();

    private static Definition of(String owner, int number) {
        return new Definition(
                Labels.of("host", owner, "metric", "m" + number, "only_" + owner, "yes"),
                owner,
                0,
                SeriesKind.GAUGE);
    }

    private static long[] bring(SeriesStore store, String owner, int count) {
        List<Definition> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wanted.add(of(owner, i));
        }
        long[] ids = ((Registered.Known) store.register(wanted)).ids();
        SampleBatch batch = new SampleBatch(1);
        for (int i = 0; i < 10_000; i++) {
            batch.add(ids[i % count], Fixture.NOW - i * 1_000L, Math.sin(i));
        }
        assertThat(store.append(batch)).isEqualTo(new Appended.Stored(10_000, 0, 0));
        return ids;
    }

    private static List<Long> list(long[] ids) {
        return LongStream.of(ids).boxed().toList();
    }

    private static Windows hour() {
        Windows windows = new Windows(0, Merging.HOUR);
        windows.add(Fixture.NOW - Duration.ofDays(1100).toMillis(), 1, 1, 1, 1);
        return windows;
    }

    @Test
    void aHostThatIsForgottenLeavesNothingAndItsPlaceComesBack() throws Exception {
        long[] gone;
        try (SeriesStore store = fixture.open(folder)) {
            long[] stays = bring(store, "stays", 50);
            store.compact();
            long before = store.state().fileBytes();
            gone = bring(store, "goes", 2_000);
            store.appendRolled(new long[] {gone[0]}, List.of(hour()));
            store.compact();
            assertThat(store.state().fileBytes()).isGreaterThan(before * 3 / 2);
            long named = store.state().nameBytes();

            store.forget(list(gone));
            assertThat(store.owned("goes")).isEmpty();
            assertThat(store.select(List.of())).containsExactly(stays);
            assertThat(store.labelNames()).containsExactly("host", "metric", "only_stays");
            assertThat(store.definition(gone[0])).isEmpty();
            SampleBatch late = new SampleBatch(1);
            late.add(gone[0], Fixture.NOW, 1);
            assertThat(store.append(late)).isInstanceOf(Appended.Forgotten.class);
            assertThat(store.appendRolled(new long[] {gone[0]}, List.of(hour())))
                    .isInstanceOf(Appended.Forgotten.class);

            store.maintain();
            assertThat(store.state().fileBytes()).isLessThanOrEqualTo(before);
            assertThat(store.state().nameBytes()).isLessThan(named / 5);
            assertThat(store.state().series()).isEqualTo(50);
            assertThat(store.samples(stays[7], 0, Long.MAX_VALUE).size()).isEqualTo(200);
        }
        try (SeriesStore store = fixture.open(folder)) {
            assertThat(store.owned("goes")).isEmpty();
            long[] anew = bring(store, "goes", 3);
            assertThat(anew).as("numbers are not given again").doesNotContain(gone);
            assertThat(store.samples(anew[0], 0, Long.MAX_VALUE).size()).isEqualTo(3_334);
            assertThat(store.state().series()).isEqualTo(53);
            assertThat(store.verify()).isEmpty();
        }
    }

    @Test
    void whatRetentionHasEmptiedIsNoSeriesAnyMore() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long lives = Fixture.register(store, 1, 0)[0];
            long[] passing = Arrays.copyOfRange(Fixture.register(store, 4, 1), 1, 4);
            for (long id : passing) {
                Fixture.append(store, id, Fixture.NOW, 1);
            }
            for (int day : new int[] {1, 5, 20, 101}) {
                long then = Fixture.NOW + Duration.ofDays(day).toMillis();
                fixture.clock.advance(Duration.ofMillis(then - fixture.clock.millis()));
                Fixture.append(store, lives, fixture.clock.millis(), 1);
                store.maintain();
                assertThat(store.state().series()).as("day %d", day).isEqualTo(day < 101 ? 4 : 1);
            }
            assertThat(store.select(List.of(new Matcher.Equal("metric", "m2")))).isEmpty();
            assertThat(store.samples(lives, 0, Long.MAX_VALUE).size()).isEqualTo(4);
            long again = Fixture.register(store, 2, 1)[1];
            Fixture.append(store, again, fixture.clock.millis(), 1);
            store.maintain();
            assertThat(store.state().series()).isEqualTo(2);
        }
    }

    @Test
    void namesSurviveAnyCopyThatIsLeftOfAnOlderGeneration() throws Exception {
        Path old = folder.resolve("old");
        Path store = folder.resolve("store");
        try (SeriesStore first = fixture.open(store)) {
            bring(first, "stays", 5);
            long[] gone = bring(first, "goes", 1_500);
            Files.copy(store.resolve("names"), old);
            first.forget(list(gone));
            first.maintain();
            bring(first, "later", 5);
        }
        for (String copy : List.of("names", "names.copy")) {
            Files.delete(store.resolve(copy));
            Files.copy(old, store.resolve(copy));
            try (SeriesStore again = fixture.open(store)) {
                assertThat(again.owned("stays")).hasSize(5);
                assertThat(again.owned("later")).hasSize(5);
                assertThat(again.owned("goes")).isEmpty();
                assertThat(store.resolve("names"))
                        .hasSameBinaryContentAs(store.resolve("names.copy"));
            }
        }
    }

    @Test
    void aMillionSeriesOfAMadAgentAreLeftOutWhileTheKnownGoOn() throws Exception {
        int bound = Fixture.LIMITS.seriesPerOwner();
        try (SeriesStore store = fixture.open(folder)) {
            Definition known = of("mad", 0);
            long[] id = ((Registered.Known) store.register(List.of(known))).ids();
            long used = 0;
            long refused = 0;
            for (int lot = 0; lot < 101; lot++) {
                List<Definition> wanted = new ArrayList<>(List.of(known));
                for (int i = 1; i <= 10_000; i++) {
                    wanted.add(of("mad", lot * 10_000 + i));
                }
                Registered.Some some = (Registered.Some) store.register(wanted);
                assertThat(some.ids()[0]).isEqualTo(id[0]);
                assertThat(some.reason()).contains("mad", "5000", "ever new values");
                refused += LongStream.of(some.ids()).filter(one -> one < 0).count();
                Fixture.append(store, some.ids()[0], Fixture.NOW + lot, lot);
                if (lot == 0) {
                    used = used();
                }
            }
            assertThat(refused).isEqualTo(1_010_001 - bound);
            assertThat(used() - used).as("bytes that a million more take").isLessThan(4 << 20);
            assertThat(store.state().series()).isEqualTo(bound);
            Fixture.append(store, Fixture.register(store, 1, 0)[0], Fixture.NOW, 1);
            assertThat(store.samples(id[0], 0, Long.MAX_VALUE).size()).isEqualTo(101);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
