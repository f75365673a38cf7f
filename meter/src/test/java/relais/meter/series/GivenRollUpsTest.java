package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll-ups that come from elsewhere stand where there are no raw samples. */
class GivenRollUpsTest {

    private static final long FIVE = Merging.FIVE_MINUTES;
    private static final long HOUR = Merging.HOUR;
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOURS = Duration.ofHours(1);

    /** Three years before now: raw samples of the class are gone, roll-ups are not. */
    private static final long LONG_AGO = Fixture.NOW - Duration.ofDays(1100).toMillis();

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();

    private static Windows rolled(long step, long from, int count, long each) {
        Windows windows = new Windows(0, step);
        for (int i = 0; i < count; i++) {
            windows.add(from + i * step, each, each * 10.0 + i, i, 20 + i);
        }
        return windows;
    }

    private static void give(SeriesStore store, long id, Windows windows) {
        assertThat(store.appendRolled(new long[] {id}, List.of(windows)))
                .isEqualTo(new Appended.Stored(windows.size(), 0, 0));
    }

    @Test
    void historyOfAnotherProgramIsReadAtAnyStepAndStays() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 0)[0];
            give(store, id, rolled(HOUR, LONG_AGO, 24_000, 12));
            give(store, id, rolled(FIVE, Fixture.NOW - 12 * HOUR, 144, 1));
        }
        for (int round = 0; round < 2; round++) {
            try (SeriesStore store = fixture.open(folder)) {
                Windows hours = store.windows(0, LONG_AGO, Fixture.NOW, HOURS);
                assertThat(hours.size()).isEqualTo(24_012);
                assertThat(hours.sum(23_999)).isEqualTo(120 + 23_999);
                assertThat(hours.min(7)).isEqualTo(7);
                assertThat(hours.max(7)).isEqualTo(27);
                assertThat(hours.count(24_011)).as("an hour of 5 minutes").isEqualTo(12);
                Windows day = store.windows(0, LONG_AGO, LONG_AGO + 24 * HOUR, Duration.ofDays(1));
                assertThat(day.count(0)).isEqualTo(24 * 12);
                assertThat(store.windows(0, LONG_AGO, LONG_AGO + HOUR, FIVE_MINUTES).count(0))
                        .as("all that is left of the hour")
                        .isEqualTo(12);
                assertThat(store.rolled(0, LONG_AGO, Fixture.NOW, HOURS).size()).isEqualTo(24_000);
                store.compact();
                assertThat(store.verify()).isEmpty();
            }
        }
    }

    @Test
    void rawSamplesThatComeLaterCountAloneAlsoWhenTheirTimeIsOver() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 1)[0];
            long start = Fixture.NOW - Duration.ofDays(1).toMillis();
            give(store, id, rolled(FIVE, start, 24, 5));
            give(store, id, rolled(HOUR, start, 2, 60));
            Fixture.append(store, id, start + FIVE + 1, 7);
            for (int round = 0; round < 3; round++) {
                Windows fives = store.windows(id, start, start + 2 * HOUR, FIVE_MINUTES);
                assertThat(fives.count(0)).isEqualTo(5);
                assertThat(fives.count(1)).as("raw, round %d", round).isEqualTo(1);
                assertThat(fives.max(1)).isEqualTo(7);
                Windows hours = store.windows(id, start, start + 2 * HOUR, HOURS);
                assertThat(hours.count(0)).as("raw, round %d", round).isEqualTo(1);
                assertThat(hours.count(1)).isEqualTo(60);
                if (round == 0) {
                    assertThat(store.rolled(id, start, start + HOUR, FIVE_MINUTES).size())
                            .isEqualTo(11);
                    store.compact();
                } else {
                    fixture.clock.advance(Duration.ofDays(4));
                    Fixture.append(store, id, fixture.clock.millis(), 1);
                    store.maintain();
                    assertThat(store.samples(id, start, start + HOUR).size()).isZero();
                }
            }
        }
    }

    @Test
    void ofTwoGivenTheOneThatCountsMoreStaysAndErasedOnesGo() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 0)[0];
            give(store, id, rolled(FIVE, LONG_AGO, 10, 5));
            give(store, id, rolled(FIVE, LONG_AGO + FIVE, 5, 3));
            give(store, id, rolled(FIVE, LONG_AGO + 8 * FIVE, 5, 6));
            store.erase(List.of(id), LONG_AGO, LONG_AGO + FIVE);
            long bytes = store.state().fileBytes();
            for (int round = 0; round < 2; round++) {
                Windows all = store.windows(id, LONG_AGO, LONG_AGO + HOUR * 2, FIVE_MINUTES);
                assertThat(all.size()).isEqualTo(12);
                assertThat(all.start(0)).isEqualTo(LONG_AGO + FIVE);
                assertThat(all.count(1)).isEqualTo(5);
                assertThat(all.count(8)).isEqualTo(6);
                store.maintain();
                store.compact();
            }
            assertThat(store.state().files()).isOne();
            assertThat(store.state().fileBytes()).isLessThan(bytes);
        }
    }

    @Test
    void whatIsNotOfItsTimeOrStepIsNotTaken() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 1)[0];
            Fixture.append(store, id, Fixture.NOW, 1);
            long tooOld = Fixture.NOW - Duration.ofDays(11).toMillis();
            assertThat(store.appendRolled(new long[] {id}, List.of(rolled(FIVE, tooOld, 3, 1))))
                    .isEqualTo(new Appended.Stored(0, 3, 0));
            long future = Fixture.NOW + Duration.ofDays(2).toMillis();
            assertThat(
                            store.appendRolled(
                                    new long[] {id, id},
                                    List.of(
                                            rolled(HOUR, future, 1, 1),
                                            rolled(HOUR, tooOld, 4, 1))))
                    .isEqualTo(new Appended.Stored(4, 0, 1));
            assertThat(store.appendRolled(new long[] {9}, List.of(rolled(FIVE, tooOld, 1, 1))))
                    .isInstanceOf(Appended.Refused.class);
            assertThatThrownBy(
                            () ->
                                    store.appendRolled(
                                            new long[] {id},
                                            List.of(rolled(60_000, Fixture.NOW, 1, 1))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Raw values by time, and counts of given windows by start. */
    private record Model(
            NavigableMap<Long, Double> raw, Map<Long, Long> fives, Map<Long, Long> hours) {
        boolean isRaw(long start, long span) {
            return !raw.subMap(start, start + span).isEmpty();
        }
    }

    @Test
    void whateverComesInWhateverOrderTheRuleHolds() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Model model = new Model(new TreeMap<>(), new HashMap<>(), new HashMap<>());
        long start = Fixture.NOW - Duration.ofDays(2).toMillis();
        SeriesStore store = fixture.open(folder);
        long id = Fixture.register(store, 3, 0)[2];
        Fixture.append(store, id, start, 1); // one of which nothing is stored may be forgotten
        model.raw.put(start, 1.0);
        for (int step = 0; step < 400; step++) {
            long time = start + random.nextLong(40 * HOUR);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Fixture.append(store, id, time, 1);
                    model.raw.put(time, 1.0);
                }
                case 3 -> give(store, id, random, model.fives, FIVE, time);
                case 4 -> give(store, id, random, model.hours, HOUR, time);
                case 5 -> store.seal();
                case 6 -> {
                    if (random.nextBoolean()) {
                        store.compact();
                    } else {
                        store.maintain();
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        store.close();
                        store = fixture.open(folder);
                    }
                }
            }
            if (step % 10 == 0) {
                compare(store, id, model, start);
            }
        }
        compare(store, id, model, start);
        store.close();
    }

    private static void give(
            SeriesStore store, long id, Random random, Map<Long, Long> model, long span, long at) {
        long first = at / span * span;
        Windows windows = new Windows(0, span);
        for (int i = 0; i < random.nextInt(1, 20); i++) {
            long count = random.nextLong(1, 100);
            windows.add(first + i * span, count, count, 1, 1);
            model.merge(first + i * span, count, Math::max);
        }
        give(store, id, windows);
    }

    private static void compare(SeriesStore store, long id, Model model, long start) {
        Map<Long, Long> fives = new TreeMap<>();
        Map<Long, Long> hours = new TreeMap<>();
        model.raw.forEach(
                (time, one) -> {
                    fives.merge(time / FIVE * FIVE, 1L, Long::sum);
                    hours.merge(time / HOUR * HOUR, 1L, Long::sum);
                });
        model.fives.forEach(
                (time, count) -> {
                    long hour = time / HOUR * HOUR;
                    if (!model.isRaw(time, FIVE)) {
                        fives.put(time, count);
                    }
                    if (!model.isRaw(hour, HOUR) && !model.hours.containsKey(hour)) {
                        hours.merge(hour, count, Long::sum);
                    }
                });
        model.hours.forEach(
                (hour, count) -> {
                    if (!model.isRaw(hour, HOUR)) {
                        hours.put(hour, count);
                        if (model.fives.keySet().stream().noneMatch(t -> t / HOUR * HOUR == hour)) {
                            fives.put(hour, count);
                        }
                    }
                });
        assertThat(counts(store.windows(id, start, start + 80 * HOUR, FIVE_MINUTES)))
                .isEqualTo(fives);
        assertThat(counts(store.windows(id, start, start + 80 * HOUR, HOURS))).isEqualTo(hours);
    }

    private static Map<Long, Long> counts(Windows windows) {
        Map<Long, Long> counts = new TreeMap<>();
        for (int i = 0; i < windows.size(); i++) {
            counts.put(windows.start(i), windows.count(i));
        }
        return counts;
    }
}
