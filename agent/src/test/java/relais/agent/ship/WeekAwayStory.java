package relais.agent.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.CentreFake;
import relais.agent.batch.Batch;
import relais.agent.batch.Sheet;
import relais.agent.batch.SheetCodec;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;
import relais.platform.testing.SettableClock;

/** The link is cut for a week of simulated time, and comes back. */
class WeekAwayStory {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir private Path folder;
    private final SettableClock clock = new SettableClock(START);
    private final CentreFake centre = new CentreFake();
    private long serial;

    @Test
    void nothingIsLostAndLiveIsNeverOldWhileTheBacklogDrains() throws Exception {
        try (Outbox outbox = outbox(new OutboxBounds(64 << 20, Duration.ofDays(31)))) {
            Shipper shipper = shipper(outbox);
            centre.away = true;
            for (int i = 0; i < 7 * 24 * 12; i++) {
                clock.advance(Duration.ofMinutes(5));
                keep(outbox);
                if (i % 50 == 0) {
                    shipper.stepLive();
                    shipper.stepBacklog();
                }
            }
            long backlog = outbox.state().waiting();
            assertThat(backlog).isEqualTo(7 * 24 * 12);
            centre.away = false;
            Duration oldestLive = Duration.ZERO;
            int rounds = 0;
            // The link carries one backlog batch each ten seconds, and whatever is live.
            while (outbox.state().waiting() > 0 && rounds++ < 500) {
                clock.advance(Duration.ofSeconds(10));
                keep(outbox);
                while (shipper.stepLive() != null) {
                    Duration age = Duration.between(newestAtCentre(), clock.instant());
                    oldestLive = age.compareTo(oldestLive) > 0 ? age : oldestLive;
                }
                shipper.stepBacklog();
            }
            assertThat(outbox.state().waiting()).isZero();
            assertThat(rounds).as("the backlog took its time").isGreaterThan(5);
            assertThat(oldestLive).isLessThan(Duration.ofSeconds(30));
            assertThat(serials()).hasSize((int) serial);
            assertThat(centre.duplicates).isZero();
            assertThat(centre.arrived.getFirst().lane()).isEqualTo(Batch.Lane.LIVE);
        }
    }

    @Test
    void beyondTheSizeTheOldestAreGivenUpAndTheRestArrives() throws Exception {
        try (Outbox outbox = outbox(new OutboxBounds(64 << 10, Duration.ofDays(31)))) {
            Shipper shipper = shipper(outbox);
            centre.away = true;
            for (int i = 0; i < 1_500; i++) {
                clock.advance(Duration.ofMinutes(1));
                keep(outbox);
            }
            OutboxState full = outbox.state();
            assertThat(full.bytes()).isLessThanOrEqualTo(64 << 10);
            assertThat(full.forgotten()).isPositive();
            assertThat(full.waiting() + full.forgotten()).isEqualTo(serial);
            centre.away = false;
            drain(shipper);
            Set<Long> arrived = serials();
            assertThat(arrived).hasSize((int) full.waiting());
            assertThat(arrived)
                    .as("the newest are there")
                    .contains(serial, serial - 1, full.forgotten() + 1);
            assertThat(centre.arrived.getFirst().oldest()).isEqualTo(full.forgotten() + 1);
        }
    }

    @Test
    void beyondTheAgeTheOldestAreGivenUp() throws Exception {
        try (Outbox outbox = outbox(new OutboxBounds(64 << 20, Duration.ofDays(1)))) {
            centre.away = true;
            for (int i = 0; i < 3 * 24 * 12; i++) {
                clock.advance(Duration.ofMinutes(5));
                keep(outbox);
            }
            assertThat(outbox.state().waiting()).isBetween(24 * 12L - 1, 24 * 12L + 70);
        }
    }

    @Test
    void whatWaitedSurvivesARestartAndKeepsItsNumbers() throws Exception {
        centre.away = true;
        try (Outbox outbox = outbox(OutboxBounds.usual())) {
            for (int i = 0; i < 100; i++) {
                keep(outbox);
            }
            shipper(outbox).stepLive();
        }
        centre.away = false;
        try (Outbox outbox = outbox(OutboxBounds.usual())) {
            keep(outbox);
            drain(shipper(outbox));
            assertThat(serials()).hasSize(101);
        }
    }

    @Test
    void theOneSheetThatIsRefusedIsFoundAndTheOthersArrive() throws Exception {
        centre.refusedSequences.add(37L);
        centre.refusedSequences.add(100L);
        try (Outbox outbox = outbox(OutboxBounds.usual())) {
            for (int i = 0; i < 100; i++) {
                keep(outbox);
            }
            drain(shipper(outbox));
            assertThat(outbox.state().refused()).isEqualTo(2);
            assertThat(serials()).hasSize(98).doesNotContain(37L, 100L);
        }
    }

    @Test
    void aStrangerKeepsEverythingAndAsksEachMinute() throws Exception {
        centre.stranger = true;
        try (Outbox outbox = outbox(OutboxBounds.usual())) {
            keep(outbox);
            assertThat(shipper(outbox).stepLive()).isEqualTo(Duration.ofSeconds(60));
            assertThat(outbox.state().waiting()).isEqualTo(1);
        }
    }

    @Test
    void awayIsAskedLessAndLessOftenButWithinFifteenSeconds() throws Exception {
        centre.away = true;
        try (Outbox outbox = outbox(OutboxBounds.usual())) {
            keep(outbox);
            Shipper shipper = shipper(outbox);
            assertThat(shipper.stepLive())
                    .isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
            for (int i = 0; i < 80; i++) {
                assertThat(shipper.stepLive())
                        .isBetween(Duration.ofMillis(250), Duration.ofSeconds(15));
            }
        }
    }

    private void drain(Shipper shipper) {
        for (int i = 0; i < 1_000; i++) {
            if (shipper.stepLive() == null && shipper.stepBacklog() == null) {
                return;
            }
        }
        throw new AssertionError("it never ends");
    }

    private Outbox outbox(OutboxBounds bounds) throws Exception {
        return Outbox.open(folder.resolve("spool"), bounds, clock, new Random(1));
    }

    private Shipper shipper(Outbox outbox) {
        return new Shipper(outbox, centre, () -> {}, clock, new Random(2));
    }

    private void keep(Outbox outbox) {
        Reading reading =
                new Reading(
                        clock.instant(), new SeriesName("host/x", "serial"), Value.of(++serial));
        assertThat(outbox.keep(new Sheet(clock.instant(), List.of(), List.of(reading)))).isTrue();
    }

    private Set<Long> serials() {
        Set<Long> serials = new HashSet<>();
        for (Reading reading : centre.readings()) {
            assertThat(serials.add((long) ((Value.Known) reading.value()).number())).isTrue();
        }
        return serials;
    }

    private Instant newestAtCentre() throws Exception {
        var newest = centre.arrived.getLast().sheets().getLast();
        return SheetCodec.writtenAt(newest.sheet());
    }
}
