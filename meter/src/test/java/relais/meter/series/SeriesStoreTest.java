package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesStoreTest {

    private static final long NOW = Fixture.NOW;
    private static final long HOUR = 3_600_000;

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();

    @Test
    void aSeriesKeepsItsNumberAndItsMeaning() throws Exception {
        long[] ids;
        try (SeriesStore store = fixture.open(folder)) {
            ids = Fixture.register(store, 25, 1);
            assertThat(Fixture.register(store, 30, 0)).startsWith(ids);
        }
        try (SeriesStore store = fixture.open(folder)) {
            assertThat(Fixture.register(store, 25, 1)).isEqualTo(ids);
            assertThat(store.definition(ids[7])).contains(Fixture.series(7, 1));
            assertThat(store.definition(29)).contains(Fixture.series(29, 0));
        }
    }

    @Test
    void whatCannotBeTakenIsRefusedOrCountedNotSwallowed() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 1)[0];
            SampleBatch batch = new SampleBatch(4);
            batch.add(id, NOW - Duration.ofDays(4).toMillis(), 1);
            batch.add(id, NOW - Duration.ofDays(2).toMillis(), 2);
            batch.add(id, NOW + Duration.ofDays(2).toMillis(), 3);
            assertThat(store.append(batch)).isEqualTo(new Appended.Stored(1, 1, 1));
            batch.clear();
            batch.add(id + 1, NOW, 1);
            assertThat(store.append(batch)).isInstanceOf(Appended.Refused.class);
            store.close();
            batch.clear();
            batch.add(id, NOW, 1);
            assertThat(store.append(batch)).isInstanceOf(Appended.Broken.class);
        }
    }

    @Test
    void rollUpsStayRightWhenRawSamplesGo() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long longKept = Fixture.register(store, 1, 0)[0];
            long shortKept = Fixture.register(store, 2, 1)[1];
            fill(store, longKept);
            fill(store, shortKept);
            Windows fives = store.windows(shortKept, NOW, NOW + HOUR * 24, Duration.ofMinutes(5));
            Windows hours = store.windows(shortKept, NOW, NOW + HOUR * 24, Duration.ofHours(1));
            assertThat(fives.size()).isEqualTo(288);

            fixture.clock.advance(Duration.ofDays(4).plusHours(1));
            liveOn(store, longKept);
            store.maintain();
            assertThat(store.samples(shortKept, 0, Long.MAX_VALUE).size()).isZero();
            assertThat(store.samples(longKept, 0, NOW + 24 * HOUR).size()).isEqualTo(1440);
            same(store, shortKept, fives, Duration.ofMinutes(5));
            same(store, shortKept, hours, Duration.ofHours(1));
            SampleBatch late = new SampleBatch(1);
            late.add(shortKept, NOW, 1e9);
            assertThat(store.append(late)).isEqualTo(new Appended.Stored(0, 1, 0));

            fixture.clock.advance(Duration.ofDays(10));
            liveOn(store, longKept);
            store.maintain();
            same(store, shortKept, hours, Duration.ofHours(1));
            assertThat(store.windows(shortKept, NOW, NOW + HOUR, Duration.ofMinutes(5)).size())
                    .isEqualTo(1);

            fixture.clock.advance(Duration.ofDays(100));
            liveOn(store, longKept);
            store.maintain();
            assertThat(store.windows(shortKept, 0, NOW + HOUR, Duration.ofHours(1)).size())
                    .isZero();
            assertThat(store.state().damage()).isEmpty();
        }
    }

    private void liveOn(SeriesStore store, long id) {
        Fixture.append(store, id, fixture.clock.millis(), 1);
    }

    @Test
    void aClockThatJumpsAheadAgesNothing() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 1)[0];
            fill(store, id);
            store.seal();
            fixture.clock.advance(Duration.ofDays(5000));
            store.maintain();
            assertThat(store.samples(id, 0, Long.MAX_VALUE).size()).isEqualTo(1440);
            SampleBatch batch = new SampleBatch(1);
            batch.add(id, NOW, 5);
            assertThat(store.append(batch)).isEqualTo(new Appended.Stored(1, 0, 0));
        }
    }

    private static void fill(SeriesStore store, long id) {
        SampleBatch batch = new SampleBatch(1440);
        for (int minute = 0; minute < 1440; minute++) {
            batch.add(id, NOW + minute * 60_000L, Math.sin(minute) * 100);
        }
        // The day has only begun: a clock that is a day behind takes these.
        assertThat(store.append(batch)).isEqualTo(new Appended.Stored(1440, 0, 0));
    }

    private static void same(SeriesStore store, long id, Windows expected, Duration step) {
        Windows found = store.windows(id, NOW, NOW + 24 * HOUR, step);
        assertThat(found.times()).containsExactly(expected.times());
        assertThat(found.columns()).isDeepEqualTo(expected.columns());
    }

    @Test
    void theLastOfTwoValuesAtOneTimeStaysWhereverTheFirstLies() throws Exception {
        try (SeriesStore store = fixture.open(folder)) {
            long id = Fixture.register(store, 1, 0)[0];
            for (int round = 0; round < 6; round++) {
                Fixture.append(store, id, NOW, round);
                Fixture.append(store, id, NOW - 1000 * round, 100 + round);
                assertThat(store.samples(id, NOW, NOW + 1).values()[0])
                        .isEqualTo(round == 0 ? 100 : round);
                if (round % 2 == 0) {
                    store.seal();
                } else {
                    store.compact();
                }
            }
            assertThat(store.samples(id, 0, Long.MAX_VALUE).size()).isEqualTo(6);
        }
    }

    @Test
    void aBackupHoldsEverythingAcknowledgedAndOpensElsewhere() throws Exception {
        Path backup = folder.resolve("backup");
        try (SeriesStore store = fixture.open(folder.resolve("store"))) {
            long[] ids = Fixture.register(store, 3, 0);
            fill(store, ids[0]);
            store.compact();
            fill(store, ids[1]);
            store.erase(List.of(ids[1]), NOW, NOW + HOUR);
            Fixture.append(store, ids[2], NOW, 3);
            store.backup(backup);
            Fixture.append(store, ids[2], NOW + 1, 4);
            assertThatThrownBy(() -> store.backup(backup)).hasMessageContaining("not empty");
        }
        try (SeriesStore restored = fixture.open(backup)) {
            assertThat(restored.samples(0, 0, Long.MAX_VALUE).size()).isEqualTo(1440);
            assertThat(restored.samples(1, 0, Long.MAX_VALUE).size()).isEqualTo(1380);
            assertThat(restored.samples(2, 0, Long.MAX_VALUE).size()).isEqualTo(1);
            assertThat(restored.verify()).isEmpty();
            Fixture.append(restored, 2, NOW + 1, 4);
        }
    }

    @Test
    void aFolderIsOpenOnce() throws Exception {
        SeriesStore store = fixture.open(folder);
        assertThatThrownBy(() -> fixture.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("already open");
        store.close();
        fixture.open(folder).close();
    }
}
