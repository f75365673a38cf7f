package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import relais.app.Home;
import relais.app.Role;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.platform.testing.FreePort;
import relais.platform.testing.Opened;
import relais.platform.testing.RabbitServer;

/**
 * While people write without a pause, a poll's questions go out and a machine is watched, every
 * process there is dies once without warning or freezes, and comes back: nothing that was said yes
 * to is lost or counted twice, nobody hears a reply or is asked a question twice.
 */
class FaultStory {
    private static final Ledger.People PEOPLE = new Ledger.People(20_000, 20_000);
    private static final int UNCERTAIN = 4;
    private static final List<Integer> GONE_OUT = List.of(1, 2);

    /** RabbitMQ 3.10 may lose a quorum queue that it was killed within seconds of making. */
    private static final Duration QUEUES_SETTLE = Duration.ofSeconds(3);

    /** How long what was killed stays away, and what was frozen stays so. */
    private static final Duration AWAY = Duration.ofSeconds(2);

    private static final Duration RECOVERY = Duration.ofSeconds(120);

    @TempDir Path folder;
    private final long seed = System.nanoTime();
    @RegisterExtension private final Opened open = new Opened();
    private DebianPostgres postgres;
    private RabbitServer rabbit;
    private Crowd crowd;
    private Site site;
    private Ledger ledger;
    private Machine machine;
    private final int meterPort = FreePort.find();
    private final Random random = new Random(seed);

    private interface Step {
        void take() throws Exception;
    }

    @Test
    @Timeout(value = 1200, unit = TimeUnit.SECONDS)
    void nothingIsLostOrDoubledWhateverDies() throws Exception {
        System.out.println("fault story: seed " + seed);
        postgres = open.later(DebianPostgres.start());
        rabbit = open.later(RabbitServer.start());
        crowd = open.later(new Crowd(PEOPLE.writers(), seed));
        startEverything();
        crowd.startWriting();
        flows("at first");
        LockSupport.parkNanos(QUEUES_SETTLE.toNanos());
        for (Map.Entry<String, Step> fault : faults().entrySet()) {
            long asked = ledger.asked();
            fault.getValue().take();
            flows(fault.getKey());
            awaits(
                    fault.getKey() + ": people are asked",
                    RECOVERY,
                    () -> ledger.asked() > asked || ledger.asked() == PEOPLE.asked());
        }
        crowd.stopWriting();
        ledger.stopAsking();
        drains();
        everyReadingIsThereOnce();
        everyAcknowledgedMessageIsStoredOnce();
        everyReplyAndQuestionWentOutOnceOrIsUncertain();
        onlyThoseReleasedWereAsked();
        talliesCountPeople();
    }

    private void startEverything() throws Exception {
        Map<String, String> settings = settings();
        site = open.later(new Site(folder, settings));
        Ledger.prepare(new Home(site.home(Role.WEB)), settings, crowd, PEOPLE);
        site.shareSecretKey(Role.WEB);
        ledger = open.later(new Ledger(postgres.address()));
        for (Role role : Site.ROLES) {
            site.start(role);
        }
        site.start(Role.METER, atItsDoor());
        for (Role role : Role.values()) {
            site.awaitStarted(role);
        }
        URI address = URI.create(site.process(Role.WEB).console());
        machine = open.later(new Machine(folder.resolve("machine"), address, ledger.agentCode()));
    }

    /** Where the others ask it. */
    private Map<String, String> atItsDoor() {
        return Map.of("health.port", Integer.toString(meterPort));
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("database.url", postgres.address().url());
        settings.put("database.user", postgres.address().user());
        settings.put("database.connections", "10");
        settings.put("queue.rabbitmq", "127.0.0.1:" + rabbit.port());
        settings.put("queue.rabbitmq-user", "guest");
        settings.put("queue.rabbitmq-password", "guest");
        settings.put("http.port", Integer.toString(FreePort.find()));
        settings.put("voice.quiet-hours", "none");
        return settings;
    }

    private Map<String, Step> faults() {
        Map<String, Step> faults = new LinkedHashMap<>();
        faults.put("worker killed", () -> killed(Role.WORKER));
        faults.put("meter killed", this::meterKilled);
        faults.put("gateway killed", () -> killed(Role.GATEWAY));
        faults.put("web killed", () -> killed(Role.WEB));
        faults.put(
                "PostgreSQL killed",
                () -> {
                    postgres.kill();
                    LockSupport.parkNanos(AWAY.toNanos());
                    postgres.restart();
                });
        faults.put("meter killed again", this::meterKilled);
        faults.put("worker frozen", () -> frozen(Role.WORKER));
        faults.put(
                "RabbitMQ killed",
                () -> {
                    rabbit.kill();
                    LockSupport.parkNanos(AWAY.toNanos());
                    rabbit.restart();
                });
        faults.put("gateway frozen", () -> frozen(Role.GATEWAY));
        faults.put("meter frozen", () -> frozen(Role.METER));
        faults.put("meter killed at last", this::meterKilled);
        return faults;
    }

    private void killed(Role role) throws Exception {
        site.kill(role);
        site.start(role);
        site.awaitStarted(role);
    }

    /** At any moment of what it does, not only when all is quiet. */
    private void meterKilled() throws Exception {
        LockSupport.parkNanos(random.nextLong(AWAY.toNanos()));
        site.kill(Role.METER);
        site.start(Role.METER, atItsDoor());
        site.awaitStarted(Role.METER);
    }

    private void frozen(Role role) throws Exception {
        site.process(role).freeze();
        LockSupport.parkNanos(AWAY.multipliedBy(2).toNanos());
        site.process(role).thaw();
    }

    /** Everything written until now arrives, replies go on going out, and the console answers. */
    private void flows(String after) throws Exception {
        Instant begin = Instant.now();
        long written = Math.max(1, crowd.messages());
        int replied = crowd.replied();
        awaits(after + ": messages arrive", RECOVERY, () -> ledger.received() >= written);
        awaits(
                after + ": replies go out",
                RECOVERY,
                () -> crowd.replied() > replied || !crowd.goesOn());
        awaits(after + ": the machine is heard", RECOVERY, machine::isHeard);
        awaits(after + ": console is ready", RECOVERY, () -> site.status("/ready") == 200);
        Duration took = Duration.between(begin, Instant.now());
        System.out.println(
                "fault story: " + after + ", caught up after " + took.toMillis() + " ms");
    }

    private void drains() throws Exception {
        awaits(
                "all is acknowledged, stored and answered",
                RECOVERY,
                () ->
                        crowd.smsc().acknowledged() == crowd.messages()
                                && ledger.received() >= crowd.messages()
                                && ledger.underWay() == 0);
    }

    private void awaits(String what, Duration atMost, Callable<Boolean> condition)
            throws Exception {
        Instant end = Instant.now().plus(atMost);
        while (!holds(condition)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(
                        "never so: %s\n%s%s\n%s"
                                .formatted(what, state(), ledger.waiting(), site.troubles()));
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** The story's own connections break with the database. */
    private static boolean holds(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (org.jdbi.v3.core.JdbiException e) {
            return false;
        }
    }

    private String state() {
        return "written %d, acknowledged %d, stored %d, replies under way %d, heard %d\n"
                .formatted(
                        crowd.messages(),
                        crowd.smsc().acknowledged(),
                        ledger.received(),
                        ledger.underWay(),
                        crowd.replied());
    }

    private void everyReadingIsThereOnce() throws Exception {
        machine.stopMeasuring();
        awaits("all readings are acknowledged", RECOVERY, () -> machine.waiting() == 0);
        assertThat(site.process(Role.METER).stop()).as("ends in good order").isPresent();
        Home home = new Home(site.home(Role.METER));
        try (SeriesStore series =
                SeriesStore.open(home.series(), StoreLimits.usual(), InstantSource.system())) {
            machine.holds(series);
        }
        System.out.println("fault story: " + machine.noted() + " sheets of the machine");
    }

    private void everyAcknowledgedMessageIsStoredOnce() {
        Map<Crowd.Sms, Integer> stored = ledger.stored();
        assertThat(stored.keySet()).isEqualTo(crowd.acknowledged().keySet());
        assertThat(stored).as("stored twice").allSatisfy((sms, n) -> assertThat(n).isEqualTo(1));
        assertThat(ledger.count("select count(*) from platform_dead_letter")).isZero();
    }

    private void onlyThoseReleasedWereAsked() {
        long heard =
                crowd.heard().keySet().stream()
                        .filter(sms -> sms.text().equals(Ledger.QUESTION))
                        .count();
        long uncertain =
                ledger.messages(1).stream()
                        .filter(row -> row.sms().text().equals(Ledger.QUESTION))
                        .filter(row -> row.status() == UNCERTAIN)
                        .filter(row -> !crowd.heard().containsKey(row.sms()))
                        .count();
        System.out.printf(
                "fault story: %d released, %d asked, %d perhaps not%n",
                ledger.asked(), heard, uncertain);
        assertThat(heard + uncertain).isEqualTo(ledger.asked());
    }

    private void everyReplyAndQuestionWentOutOnceOrIsUncertain() {
        Map<Crowd.Sms, Integer> heard = crowd.heard();
        assertThat(heard).as("heard twice").allSatisfy((sms, n) -> assertThat(n).isEqualTo(1));
        List<Ledger.Row> replies = ledger.messages(1);
        long uncertain = 0;
        for (Ledger.Row reply : replies) {
            if (reply.status() == UNCERTAIN) {
                uncertain++;
            } else {
                assertThat(reply.status()).as("status of %s", reply).isIn(GONE_OUT);
                assertThat(heard).as("said to be sent").containsKey(reply.sms());
            }
        }
        assertThat(replies.stream().map(Ledger.Row::sms)).containsAll(heard.keySet());
        assertThat(replies).extracting(Ledger.Row::sms).doesNotHaveDuplicates();
        assertThat(replies)
                .filteredOn(row -> !row.sms().text().equals(Ledger.QUESTION))
                .hasSizeGreaterThanOrEqualTo(crowd.wrote());
        System.out.printf(
                "fault story: %d messages in, %d out, %d of them uncertain, %d deliveries again%n",
                crowd.messages(), replies.size(), uncertain, crowd.smsc().repeatedDeliveries());
    }

    private void talliesCountPeople() {
        Map<String, Long> tally = ledger.tally();
        tally.values().removeIf(people -> people == 0);
        assertThat(tally).isEqualTo(ledger.counted());
        assertThat(tally.values().stream().mapToLong(n -> n).sum()).isEqualTo(crowd.wrote());
    }
}
