package relais.meter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;
import relais.meter.store.Store;
import relais.meter.store.StoreAway;
import relais.meter.store.StoreCard;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;
import relais.platform.testing.SmallDisk;
import relais.platform.testing.TestDatabase;

/** An installation grows: a second process keeps series too, one of them fails, hosts move. */
class StoresStory {
    private static final long NOW = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(Instant.ofEpochMilli(NOW));
    private final Database database = TestDatabase.fresh("meter");
    private final List<StoreNode> nodes = new ArrayList<>();

    private StoreNode node(String name, int copies) throws IOException {
        StoreNode made = new StoreNode(name, copies, folder, clock, database);
        nodes.add(made);
        return made;
    }

    @AfterEach
    void close() {
        nodes.forEach(StoreNode::stop);
        database.close();
    }

    private static Line line(String host, long from, int count) {
        long[] times = new long[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = from + i * 10_000L;
            values[i] = i;
        }
        return new Line(
                new Definition(
                        Labels.of("__name__", "load", "host", host),
                        SeriesLabels.owner(host),
                        0,
                        SeriesKind.GAUGE),
                times,
                values);
    }

    private static void keeps(StoreNode node, Line line) {
        assertThat(node.stores.write(List.of(line)))
                .isEqualTo(new Kept.Stored(line.times().length, 0, 0));
    }

    private static int samples(StoreNode node, String host) {
        return node
                .stores
                .samples(List.of(new Matcher.Equal("host", host)), 0, Long.MAX_VALUE)
                .stream()
                .mapToInt(found -> found.of().size())
                .sum();
    }

    private static boolean isRead(StoreNode node, String host, int count) {
        try {
            return samples(node, host) == count;
        } catch (StoreAway notYet) {
            return false;
        }
    }

    private static int owned(StoreNode node, String host) {
        return node
                .stores
                .own()
                .orElseThrow()
                .owned(SeriesLabels.owner(host), 0, Long.MAX_VALUE, 0, 1_000)
                .stream()
                .mapToInt(found -> found.of().size())
                .sum();
    }

    /** Both of the stores' beats need real time; the clock of samples stands meanwhile. */
    private void until(String what, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            clock.advance(Duration.ofMillis(100));
            if (System.nanoTime() > end) {
                throw new AssertionError("never so: " + what);
            }
            Thread.sleep(50);
        }
    }

    private static Optional<StoreCard> card(StoreNode seenBy, StoreNode of) {
        return seenBy.stores.list().stream().filter(c -> c.id().equals(of.id)).findFirst();
    }

    private void knowEachOther(StoreNode one, StoreNode other) throws Exception {
        until(
                "each reaches the other",
                () ->
                        card(one, other).map(StoreCard::answers).orElse(false)
                                && card(other, one).map(StoreCard::answers).orElse(false));
    }

    @Test
    void aNewStoreTakesItsShareOfNewHostsAndAllIsReadFromAnywhere() throws Exception {
        StoreNode first = node("first", 1);
        keeps(first, line("alpha", NOW - 600_000, 60));
        StoreNode second = node("second", 1);
        knowEachOther(first, second);
        keeps(first, line("beta", NOW - 600_000, 60));
        keeps(first, line("alpha", NOW, 5));

        assertThat(owned(first, "alpha")).isEqualTo(65);
        assertThat(owned(second, "beta")).as("placed where fewest are").isEqualTo(60);
        for (StoreNode node : List.of(first, second)) {
            assertThat(samples(node, "alpha")).isEqualTo(65);
            assertThat(samples(node, "beta")).isEqualTo(60);
            assertThat(node.stores.labelValues("host", List.of())).containsExactly("alpha", "beta");
            assertThat(node.stores.select(List.of(new Matcher.Like("host", ".*")))).hasSize(2);
        }
        assertThatThrownBy(
                        () -> second.stores.samples(List.of(new Matcher.Like("host", "(")), 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withTwoCopiesOneStoreMayBeLostAndLearnsLaterWhatItMissed() throws Exception {
        StoreNode first = node("first", 2);
        StoreNode second = node("second", 2);
        knowEachOther(first, second);
        keeps(first, line("alpha", NOW - 600_000, 30));
        assertThat(owned(second, "alpha")).isEqualTo(30);

        second.stop();
        keeps(first, line("alpha", NOW - 300_000, 30));
        assertThat(samples(first, "alpha")).as("reads survive the loss of one").isEqualTo(60);
        assertThat(first.stores.away()).containsExactly("second");
        assertThat(first.stores.areWhole()).isTrue();

        second.start();
        until("what it missed is there", () -> owned(second, "alpha") == 60);
        until("nothing is owed", () -> card(first, second).orElseThrow().lacking() == 0);
        Found<Windows> hour =
                first.stores
                        .windows(
                                List.of(new Matcher.Equal("host", "alpha")),
                                NOW - 3_600_000,
                                NOW,
                                Duration.ofHours(1))
                        .getFirst();
        assertThat(hour.of().count(0)).as("copies do not count twice").isEqualTo(60);
    }

    @Test
    void aHostWhoseOnlyStoreIsAwayIsNotShownAsSilent() throws Exception {
        StoreNode first = node("first", 1);
        keeps(first, line("alpha", NOW - 600_000, 30));
        StoreNode second = node("second", 1);
        knowEachOther(first, second);
        first.stop();
        assertThatThrownBy(() -> samples(second, "alpha"))
                .isInstanceOf(StoreAway.class)
                .hasMessageContaining("first");
        assertThat(second.stores.write(List.of(line("alpha", NOW, 1))))
                .isInstanceOf(Kept.Away.class);
        assertThat(second.stores.areWhole()).isFalse();
        first.start();
        until("it is read again", () -> isRead(second, "alpha", 30));
    }

    /** It keeps what it has, and says so when asked. */
    @Test
    void aStoreWhoseDiskIsFullIsReadWithoutAPause() throws Exception {
        Path home = Files.createDirectories(folder.resolve("first"));
        try (AutoCloseable disk = SmallDisk.mounted(home, 8)) {
            StoreNode first = node("first", 1);
            keeps(first, line("alpha", NOW - 600_000, 30));
            StoreNode second = node("second", 1);
            knowEachOther(first, second);
            SmallDisk.fill(home.resolve("filler"));
            assertThat(second.stores.write(List.of(line("alpha", NOW - 100_000, 5_000))))
                    .isInstanceOf(Kept.Later.class)
                    .extracting(Object::toString)
                    .asString()
                    .contains("first", "No space left");
            assertThat(second.stores.areWhole()).isTrue();
            assertThat(samples(second, "alpha")).isEqualTo(30);
            SmallDisk.free(home.resolve("filler"));
            until(
                    "it takes it",
                    () ->
                            second.stores.write(List.of(line("alpha", NOW, 10)))
                                    instanceof Kept.Stored);
            nodes.forEach(StoreNode::stop);
            nodes.clear();
        }
    }

    @Test
    void aHostMovesWithItsHistory() throws Exception {
        StoreNode first = node("first", 1);
        for (int day = 0; day < 5; day++) {
            keeps(first, line("alpha", NOW - Duration.ofDays(day).toMillis(), 100));
        }
        StoreNode second = node("second", 1);
        knowEachOther(first, second);
        first.stores.move(SeriesLabels.owner("alpha"), List.of(second.id));
        until("its history is there", () -> owned(second, "alpha") == 500);
        keeps(second, line("alpha", NOW + 2_000_000, 10));
        database.useTransaction(
                tx ->
                        tx.execute(
                                "update meter_placement set changed_at = now() - interval '1 minute'"));
        until("the old place is given up", () -> owned(first, "alpha") == 0);
        assertThat(samples(first, "alpha")).isEqualTo(510);
        assertThat(second.stores.placesOf(SeriesLabels.owner("alpha"))).containsExactly(second.id);
        Columns all =
                second.stores
                        .samples(List.of(new Matcher.Equal("host", "alpha")), 0, Long.MAX_VALUE)
                        .getFirst()
                        .of();
        assertThat(all.times()).as("in order").startsWith(NOW - Duration.ofDays(4).toMillis());
    }

    private static RolledLine rolled(String host, Duration step, long from, int count) {
        Windows windows = new Windows(0, step.toMillis());
        for (int i = 0; i < count; i++) {
            windows.add(from + i * step.toMillis(), 5, 10 + i, 1, 3);
        }
        return new RolledLine(line(host, NOW, 0).definition(), windows);
    }

    /** All hours that a store of its own has of the host: their count, and what they counted. */
    private static String hours(Store store) {
        long begin = NOW - Duration.ofDays(1_000).toMillis();
        Windows all =
                store
                        .windows(
                                List.of(new Matcher.Equal("host", "alpha")),
                                begin / 3_600_000 * 3_600_000,
                                NOW + 3_600_000,
                                Duration.ofHours(1))
                        .stream()
                        .map(Found::of)
                        .findFirst()
                        .orElseGet(() -> new Windows(0, 1));
        long counted = 0;
        for (int i = 0; i < all.size(); i++) {
            counted += all.count(i);
        }
        return all.size() + " hours of " + counted;
    }

    private static void bringHistory(StoreNode node) {
        long old = NOW - Duration.ofDays(900).toMillis();
        long lately = NOW - Duration.ofDays(30).toMillis();
        RolledLine hours = rolled("alpha", Duration.ofHours(1), old, 2_000);
        RolledLine fives = rolled("alpha", Duration.ofMinutes(5), lately, 24 * 12);
        assertThat(node.stores.writeRolled(List.of(hours, fives)))
                .isEqualTo(new Kept.Stored(2_000 + 24 * 12, 0, 0));
        keeps(node, line("alpha", NOW - Duration.ofDays(20).toMillis(), 600));
        keeps(node, line("alpha", NOW - Duration.ofDays(2).toMillis(), 3));
    }

    @Test
    void rollUpsThatAreOlderThanSamplesMoveWithTheirHost() throws Exception {
        StoreNode first = node("first", 1);
        bringHistory(first);
        assertThat(hours(first.stores.own().orElseThrow())).isEqualTo("2027 hours of 12043");
        StoreNode second = node("second", 1);
        knowEachOther(first, second);
        first.stores.move(SeriesLabels.owner("alpha"), List.of(second.id));
        Store target = second.stores.own().orElseThrow();
        until("its history is there", () -> hours(target).equals("2027 hours of 12043"));
        database.useTransaction(
                tx ->
                        tx.execute(
                                "update meter_placement set changed_at = now() - interval '1 minute'"));
        until("the old place is given up", () -> owned(first, "alpha") == 0);
        assertThat(hours(first.stores.own().orElseThrow())).isEqualTo("0 hours of 0");
        assertThat(hours(target)).isEqualTo("2027 hours of 12043");
    }

    @Test
    void aSecondCopyIsGivenTheRollUpsToo() throws Exception {
        StoreNode first = node("first", 2);
        bringHistory(first);
        StoreNode second = node("second", 2);
        knowEachOther(first, second);
        keeps(first, line("alpha", NOW - Duration.ofDays(2).toMillis(), 3));
        Store copy = second.stores.own().orElseThrow();
        until("the copy is whole", () -> hours(copy).equals("2027 hours of 12043"));

        second.stop();
        RolledLine more =
                rolled("alpha", Duration.ofHours(1), NOW - Duration.ofDays(400).toMillis(), 10);
        assertThat(first.stores.writeRolled(List.of(more))).isEqualTo(new Kept.Stored(10, 0, 0));
        second.start();
        Store again = second.stores.own().orElseThrow();
        until("what it missed is there", () -> hours(again).equals("2037 hours of 12093"));
        until("nothing is owed", () -> card(first, second).orElseThrow().lacking() == 0);
    }

    @Test
    void aHostThatIsDeletedLeavesAStoreThatWasAwayToo() throws Exception {
        StoreNode first = node("first", 2);
        StoreNode second = node("second", 2);
        knowEachOther(first, second);
        keeps(first, line("alpha", NOW - 600_000, 30));
        second.stop();
        first.stores.forget(SeriesLabels.owner("alpha"));
        assertThat(owned(first, "alpha")).isZero();
        second.start();
        assertThat(owned(second, "alpha")).isEqualTo(30);
        database.useTransaction(
                tx ->
                        tx.execute(
                                "update meter_placement set changed_at = now() - interval '1 minute'"));
        until("it has left", () -> owned(second, "alpha") == 0);
        Line anew = line("alpha", NOW, 3);
        until("taken anew", () -> first.stores.write(List.of(anew)) instanceof Kept.Stored);
        assertThat(samples(second, "alpha")).as("a new one of that name").isEqualTo(3);
    }

    @Test
    void strangersAreNotAnswered() throws Exception {
        StoreNode first = node("first", 1);
        Secrets strange = Secrets.open(folder.resolve("strange.key"));
        try (RemoteStore stranger = new RemoteStore(first.server.address(), strange, clock)) {
            assertThatThrownBy(stranger::labelNames)
                    .isInstanceOf(StoreAway.class)
                    .hasMessageContaining("401");
        }
    }
}
