package relais.meter.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.alert.OnCall.Somebody;
import relais.meter.alert.delivery.Notices;
import relais.meter.alert.state.Severity;
import relais.meter.alert.state.Window;
import relais.meter.host.Sight;
import relais.meter.pattern.NamePattern;
import relais.platform.identity.Caller;

/** A disk that fills, a host that falls silent, and the people who are told, on a real database. */
class AlertStory {
    private static final Caller CHIEF =
            new Caller(1, "Chief", Set.of(), true, Set.of(), true, Set.of(), Locale.FRENCH);
    private static final String ANA = "+25779000001";
    private static final String BEN = "+25779000002";

    @TempDir Path folder;
    private Station station;

    @BeforeEach
    void begin() throws Exception {
        station = new Station(folder);
        station.host("srv1");
        station.describe("srv1", "host/df", "Disk", "root", Map.of("label", "/", "critical", "98"));
        onCall("night", List.of(ana()), Severity.WARNING, 0);
    }

    @AfterEach
    void end() throws Exception {
        station.close();
    }

    @Test
    void aFullDiskIsToldOnceTakenBySmsAndToldAgainWhenItIsOver() {
        disk(50);
        assertThat(station.sent).isEmpty();
        disk(99.5);
        disk(99.7);
        assertThat(station.sent)
                .containsExactly(
                        ANA + " CRITIQUE srv1: Disk · / = 99.5 (limite 98). Répondez OK 1");
        assertThat(station.hear(ANA, "ok 1")).contains("Alerte 1 prise en charge par Ana");
        assertThat(open().getFirst().standing().code()).isEqualTo("acknowledged");
        disk(97.5);
        assertThat(open()).as("not inside by the margin yet").hasSize(1);
        disk(70);
        assertThat(open()).isEmpty();
        assertThat(station.sent).hasSize(2).last().asString().contains("RÉTABLI srv1: Disk");
        assertThat(station.alerts().history(past().getFirst().id()))
                .extracting(Alerts.Step::what)
                .containsExactly("fired", "acknowledged", "resolved");
        assertThat(station.hear(ANA, "ok 1")).contains("L'alerte 1 est terminée");
    }

    @Test
    void whoTookAnAlertByMistakeGivesItBack() {
        disk(99.5);
        Sight all = new Sight.All();
        long id = open().getFirst().id();
        station.alerts().acknowledge(CHIEF, all, id, "mine", null);
        assertThat(open().getFirst().standing().code()).isEqualTo("acknowledged");
        assertThat(station.alerts().release(CHIEF, all, id)).isEqualTo(new Saved.Ok(id));
        assertThat(open().getFirst().standing().code()).isEqualTo("firing");
        assertThat(station.alerts().release(CHIEF, all, id)).isEqualTo(new Saved.Missing());
    }

    @Test
    void aStrangerTakesNothing() {
        disk(99.5);
        assertThat(station.hear("+25779999999", "ok 1")).isEmpty();
        assertThat(station.hear(ANA, "ok 2")).isEmpty();
        assertThat(open().getFirst().standing().code()).isEqualTo("firing");
    }

    @Test
    void afterARestartNothingIsToldTwiceAndNothingIsLost() {
        disk(99.5);
        assertThat(station.sent).hasSize(1);
        station.restart();
        disk(99.5);
        assertThat(station.sent).hasSize(1);
        station.later(Duration.ofHours(1));
        station.restart();
        disk(60);
        assertThat(station.sent).hasSize(2);
    }

    @Test
    void whenNobodyTakesItTheNextGroupIsTold() {
        onCall("chiefs", List.of(new Somebody("Ben", BEN, null, "en")), Severity.CRITICAL, 600);
        disk(99.5);
        assertThat(station.sent).hasSize(1);
        for (int i = 0; i < 8; i++) {
            station.later(Duration.ofSeconds(50));
            disk(99.5);
        }
        station.later(Duration.ofSeconds(50));
        disk(99.5);
        assertThat(station.sent).as("after nine minutes").hasSize(1);
        station.later(Duration.ofMinutes(1));
        disk(99.5);
        assertThat(station.sent)
                .hasSize(2)
                .last()
                .isEqualTo(BEN + " CRITICAL srv1: Disk · / = 99.5 (limit 98). Answer OK 1");
    }

    @Test
    void aSilentHostIsToldAndItsFieldsAreNot() {
        disk(99.5);
        for (int i = 0; i < 20; i++) {
            station.later(Duration.ofSeconds(10));
            station.look();
        }
        assertThat(open()).extracting(Alert::kind).contains(Kind.HOST_SILENT).hasSize(2);
        assertThat(station.sent)
                .hasSize(2)
                .last()
                .asString()
                .contains("SILENCE srv1 ne répond plus");
        assertThat(station.alerts().counts().get("srv1"))
                .isEqualTo(new Alerts.Counts(1, 0, 0, true));
        disk(99.5);
        assertThat(open()).extracting(Alert::kind).containsExactly(Kind.THRESHOLD);
    }

    @Test
    void whenWeWereAwayNobodyIsSilentBecauseOfIt() {
        disk(50);
        station.later(Duration.ofHours(3));
        station.look();
        assertThat(open()).isEmpty();
        for (int i = 0; i < 19; i++) {
            station.later(Duration.ofSeconds(10));
            station.look();
        }
        assertThat(open()).extracting(Alert::kind).containsExactly(Kind.HOST_SILENT);
    }

    @Test
    void hostsBehindASilentRouterAreHeldBack() {
        station.host("router");
        assertThat(station.alerts().silences().depend(CHIEF, NamePattern.of("srv*"), "router"))
                .isInstanceOf(Saved.Ok.class);
        disk(50);
        for (int i = 0; i < 20; i++) {
            station.later(Duration.ofSeconds(10));
            station.look();
        }
        assertThat(station.sent)
                .containsExactly(ANA + " SILENCE router ne répond plus. Répondez OK 1");
        assertThat(open())
                .filteredOn(alert -> alert.host().equals("srv1"))
                .extracting(alert -> alert.ledger().held())
                .containsExactly("dependency");
    }

    @Test
    void aMaintenanceWindowHoldsBackAndWhatStillFiresThenIsTold() {
        Instant now = station.now();
        Window night =
                new Window(
                        now.minus(Duration.ofDays(7)).minusSeconds(60),
                        now.minus(Duration.ofDays(7)).plusSeconds(3600),
                        Window.Repeat.WEEKLY,
                        ZoneId.of("UTC"),
                        null);
        station.alerts()
                .silences()
                .create(CHIEF, NamePattern.of("srv*"), NamePattern.ALL, night, "upgrade");
        disk(99.5);
        assertThat(station.sent).isEmpty();
        assertThat(open().getFirst().ledger().held()).isEqualTo("maintenance");
        station.later(Duration.ofSeconds(3600));
        disk(99.5);
        assertThat(station.sent).hasSize(1);
    }

    @Test
    void aFieldThatIsUnknownWhileItsHostSpeaksIsSaid() {
        station.describe("srv1", "agent/outbox", "Agent", "sheets", Map.of("label", "sheets"));
        for (int i = 0; i < 3; i++) {
            station.measure("srv1", "agent/outbox", "sheets", 1);
            disk(50);
        }
        for (int i = 0; i < 9; i++) {
            station.later(Duration.ofSeconds(10));
            station.measure("srv1", "agent/outbox", "sheets", 1);
            station.seen("srv1");
            station.look();
        }
        assertThat(open())
                .singleElement()
                .extracting(a -> a.standing().severity())
                .isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void aForgottenHostTakesItsAlertsAlong() {
        disk(99.5);
        station.forget("srv1");
        station.look();
        assertThat(open()).isEmpty();
        assertThat(station.sent).hasSize(2);
    }

    @Test
    void manyAtOnceAreToldInFewMessages() {
        for (int i = 2; i <= 30; i++) {
            station.host("srv" + i);
            station.describe(
                    "srv" + i, "host/df", "Disk", "root", Map.of("label", "/", "critical", "98"));
            station.measure("srv" + i, "host/df", "root", 99);
        }
        disk(99);
        assertThat(open()).hasSize(30).extracting(Alert::number).doesNotHaveDuplicates();
        assertThat(station.sent).hasSize(5).last().asString().contains("Et 26 autres alertes");
    }

    @Test
    void aRuleFiresForEachSeriesAndSpeaksInItsOwnWords() {
        station.host("srv2");
        Rule.Form rule =
                new Rule.Form(
                        "Queue",
                        "host_queue > 100",
                        20,
                        0,
                        Severity.WARNING,
                        Map.of("fr", "{host}: {value} messages attendent ({field})"),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(station.alerts().rules().create(CHIEF, rule)).isInstanceOf(Saved.Ok.class);
        queue(500, 50);
        assertThat(open())
                .singleElement()
                .extracting(a -> a.standing().code())
                .isEqualTo("pending");
        queue(500, 50);
        queue(512.25, 400);
        assertThat(station.sent)
                .containsExactly(
                        ANA + " ATTENTION srv1: 512.3 messages attendent (sms). Répondez OK 1");
        assertThat(open()).hasSize(2);
        queue(10, 10);
        assertThat(open()).isEmpty();
        assertThat(station.sent).hasSize(2).last().asString().contains("RÉTABLI srv1");
    }

    @Test
    void aRuleThatCannotBeAskedSaysWhyAndChangesNothing() {
        Rule.Form wrong =
                new Rule.Form(
                        "Twice",
                        "a +",
                        0,
                        0,
                        Severity.WARNING,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(station.alerts().rules().create(CHIEF, wrong)).isInstanceOf(Saved.Refused.class);
        Rule.Form many =
                new Rule.Form(
                        "Many",
                        "host_queue[5m]",
                        0,
                        0,
                        Severity.WARNING,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of());
        station.alerts().rules().create(CHIEF, many);
        queue(1, 1);
        assertThat(station.alerts().rules().all().getFirst().problem()).isNotNull();
        assertThat(open()).isEmpty();
    }

    private void queue(double first, double second) {
        station.later(Duration.ofSeconds(10));
        station.measure("srv1", "host/queue", "sms", first);
        station.measure("srv2", "host/queue", "sms", second);
        station.seen("srv1");
        station.seen("srv2");
        station.look();
    }

    @Test
    void ofTwoProcessesOneLooks() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        disk(50);
        station.later(Duration.ofSeconds(10));
        station.measure("srv1", "host/df", "root", 99.5);
        station.seen("srv1");
        Alerts other = station.another();
        for (Alerts each : List.of(station.alerts(), other)) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                each.look();
                                done.countDown();
                            });
        }
        done.await();
        station.look();
        other.look();
        assertThat(station.sent).hasSize(1);
        assertThat(open()).hasSize(1);
    }

    @Test
    void whileNoChannelIsThereANoticeWaitsAndIsGivenUpInTheEnd() {
        station.noChannel = true;
        disk(99.5);
        assertThat(station.alerts().notices(Optional.of("waiting"), Long.MAX_VALUE, 10))
                .singleElement()
                .extracting(Notices.Told::trouble)
                .isEqualTo("no SMS channel");
        for (int i = 0; i < 14; i++) {
            station.later(Duration.ofMinutes(16));
            disk(99.5);
        }
        List<Notices.Told> dead =
                station.alerts().notices(Optional.of("given-up"), Long.MAX_VALUE, 10);
        assertThat(dead).hasSize(1);
        station.noChannel = false;
        assertThat(station.alerts().again(CHIEF, dead.getFirst().id()))
                .isInstanceOf(Saved.Ok.class);
        disk(99.5);
        assertThat(station.sent).hasSize(1);
    }

    private List<Alert> open() {
        return station.alerts()
                .list(new Sight.All(), new Alerts.Wanted(true, "", Long.MAX_VALUE, 100));
    }

    private List<Alert> past() {
        return station.alerts()
                .list(new Sight.All(), new Alerts.Wanted(false, "", Long.MAX_VALUE, 100));
    }

    /** Ten seconds later the disk is so full, the host has told so, and we look. */
    private void disk(double percent) {
        station.later(Duration.ofSeconds(10));
        station.measure("srv1", "host/df", "root", percent);
        station.seen("srv1");
        station.look();
    }

    private static Somebody ana() {
        return new Somebody("Ana", ANA, null, null);
    }

    private void onCall(String name, List<Somebody> people, Severity from, int after) {
        assertThat(
                        station.alerts()
                                .onCalls()
                                .save(CHIEF, 0, new OnCall.Form(name, people, null, from, after)))
                .isInstanceOf(Saved.Ok.class);
    }
}
