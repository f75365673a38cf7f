package relais.gateway.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.gateway.testing.Until;
import relais.platform.db.Database;
import relais.platform.testing.TestDatabase;

/** Gateways that want the same channels, on one database. */
class LeasesTest {
    private static final Duration QUICK = Duration.ofMillis(200);

    /** Where a live holder must never be late by two renewals, however busy the machine is. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private final Database database = TestDatabase.fresh("gateway");
    private final List<Leases> open = new ArrayList<>();
    private Duration every = QUICK;

    @AfterEach
    void close() {
        open.forEach(Leases::close);
        database.close();
    }

    private Leases gateway(String node, String folder, String... channels) {
        Leases.Holder holder = new Leases.Holder(node, folder);
        Leases leases = new Leases(database, holder, every, () -> Set.of(channels));
        open.add(leases);
        return leases;
    }

    private Leases started(String node, String... channels) {
        Leases leases = gateway(node, "folder of " + node, channels);
        leases.takeName();
        leases.start(() -> {});
        return leases;
    }

    private void dead(String thing) {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "insert into gateway_lease values (?, 'gone', 'g9', 5, now())",
                                thing));
    }

    private long renewals(String thing) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select coalesce(max(renewals), 0) from gateway_lease
                                        where thing = :thing
                                        """)
                                .bind("thing", thing)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void aChannelIsOneGatewaysAsLongAsItLivesAndTheOthersAtOnceWhenItGoes() throws Exception {
        every = CALM;
        Leases first = started("g1", "mtn", "onatel");
        Leases second = started("g2", "mtn", "lumitel");
        assertThat(first.held()).containsExactlyInAnyOrder("mtn", "onatel");
        assertThat(second.held()).containsExactly("lumitel");
        long before = renewals("mtn");
        Until.holds("it lives for ten renewals", () -> renewals("mtn") > before + 10);
        assertThat(second.held()).containsExactly("lumitel");
        first.close();
        Until.holds("handed on", () -> second.held().equals(Set.of("mtn", "lumitel")));
    }

    @Test
    void aDeadHoldersChannelIsTakenOverOnceAndNotBeforeItsTime() throws Exception {
        dead("mtn");
        long since = System.nanoTime();
        Leases first = started("g1", "mtn");
        Leases second = started("g2", "mtn");
        assertThat(first.held()).isEmpty();
        Until.holds("taken", () -> first.held().size() + second.held().size() > 0);
        Duration waited = Duration.ofNanos(System.nanoTime() - since);
        assertThat(waited).isGreaterThan(QUICK.multipliedBy(2));
        long before = renewals("mtn");
        Until.holds("renewed", () -> renewals("mtn") > before + 5);
        assertThat(first.held().size() + second.held().size()).isEqualTo(1);
    }

    @Test
    void whoStartsAgainInTheSameFolderNeedNotWait() {
        Leases before = gateway("g1", "folder", "mtn");
        before.takeName();
        before.start(() -> {});
        Leases again = gateway("g1", "folder", "mtn");
        again.takeName();
        again.start(() -> {});
        assertThat(again.held()).containsExactly("mtn");
    }

    @Test
    void twoGatewaysOfOneNameCannotRun() {
        started("g1", "mtn");
        Leases twin = gateway("g1", "another folder", "mtn");
        assertThatThrownBy(twin::takeName).hasMessageContaining("gateway.node");
    }

    @Test
    void whoLostALeaseHearsOfIt() throws Exception {
        List<Set<String>> heard = new ArrayList<>();
        Leases leases = gateway("g1", "folder", "mtn");
        leases.takeName();
        leases.start(() -> heard.add(leases.held()));
        Until.holds("held", () -> heard.contains(Set.of("mtn")));
        database.useTransaction(
                tx -> tx.execute("update gateway_lease set holder = 'x' where thing = 'mtn'"));
        Until.holds("lost", () -> heard.contains(Set.of()));
    }

    @Test
    void whileTheDatabaseIsAwayNothingChangesHands() throws Exception {
        Leases leases = started("g1", "mtn");
        long before = renewals("mtn");
        database.useTransaction(
                tx -> {
                    tx.execute("lock table gateway_lease in exclusive mode");
                    tx.execute("select pg_sleep(?)", QUICK.multipliedBy(5).toMillis() / 1_000.0);
                });
        assertThat(leases.held()).containsExactly("mtn");
        Until.holds("renewed after it", () -> renewals("mtn") > before + 1);
        assertThat(leases.held()).containsExactly("mtn");
    }
}
