package relais.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.intake.Intake;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.gateway.testing.Lines;
import relais.gateway.testing.ListedQueue;
import relais.gateway.testing.ScriptedSession;
import relais.gateway.testing.Until;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.testing.SettableClock;

class SenderStory {
    private static final Outcome OK = new Outcome.Accepted("id");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final ListedQueue queue = new ListedQueue();
    private final AtomicInteger ids = new AtomicInteger();
    private final ScriptedSession session = new ScriptedSession(part -> OK);
    private Intake intake;
    private ChannelOutput output;

    @BeforeEach
    void open() throws Exception {
        intake =
                Intake.open(
                        folder.resolve("intake"), Intake.USUAL_BYTES, "g1", queue, () -> {}, clock);
    }

    @AfterEach
    void close() throws Exception {
        if (output != null) {
            session.script(part -> OK);
            session.answerAll(OK);
            output.close();
        }
        intake.close();
    }

    private void channel(int window, double rate) throws Exception {
        ChannelSettings settings = Lines.smpp(Lines.link(9, false, Coding.USUAL), window, rate);
        output =
                ChannelOutput.open(
                        folder.resolve("journal"),
                        false,
                        settings,
                        session,
                        intake,
                        queue,
                        StopList.NOBODY,
                        clock);
        session.start((arrival, done) -> {}, output::lineChanged);
        output.start();
        Until.holds("fed", () -> queue.consumed(Topics.mt("mtn", Lane.REPLY)) || output.paused());
    }

    private static Outgoing message(long id, Lane lane, String text, Instant expiresAt) {
        return new Outgoing(id, "mtn", "8500", "+257" + id, text, lane, expiresAt);
    }

    private void hand(Outgoing... messages) throws Exception {
        for (Outgoing one : messages) {
            Item item = new Item(Long.toString(one.messageId()), one.to(), Json.bytes(one));
            assertThat(queue.hand(Topics.mt("mtn", one.lane()), List.of(item))).isTrue();
        }
    }

    private List<Report> reports() throws IOException {
        List<Report> reports = new ArrayList<>();
        for (Item item : queue.forwarded(Topics.REPORT)) {
            reports.add(Json.read(item.body(), Report.class));
        }
        return reports;
    }

    private void awaitReports(int count) throws Exception {
        Until.holds(count + " reports", () -> queue.count(Topics.REPORT) >= count);
    }

    private boolean handedOne(long id) {
        Outgoing one = message(id, Lane.BULK, "b" + id, null);
        Item item = new Item(Long.toString(id), one.to(), Json.bytes(one));
        try {
            return id <= 20 && queue.hand(Topics.mt("mtn", Lane.BULK), List.of(item));
        } catch (Exception e) {
            // Closed while it waited for room: the queue would keep the item.
            return false;
        }
    }

    /** Moves the clock while waiting: the channel's own pauses are hours for a test. */
    private void awaitWhileTimePasses(String what, java.util.concurrent.Callable<Boolean> holds)
            throws Exception {
        Until.holds(
                what,
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    output.lineChanged();
                    return holds.call();
                });
    }

    /** The sender has decided again, more than once, and what it decided has happened. */
    private void senderHasLooked() throws Exception {
        for (int i = 0; i < 3; i++) {
            long before = session.looks();
            output.lineChanged();
            Until.holds("looked again", () -> session.looks() > before);
        }
    }

    @Test
    void everyPartIsReportedOnce() throws Exception {
        channel(10, 1_000);
        hand(message(1, Lane.REPLY, "short", null), message(2, Lane.BULK, "x".repeat(500), null));
        awaitReports(4);
        assertThat(reports()).allMatch(report -> report instanceof Report.Submitted).hasSize(4);
        assertThat(output.sent()).isEqualTo(4);
        assertThat(output.waiting()).isZero();
    }

    @Test
    void repliesPassBulk() throws Exception {
        session.script(part -> null);
        channel(1, 1_000);
        hand(message(1, Lane.BULK, "b1", null));
        Until.holds("the first is out", () -> session.unanswered() == 1);
        hand(message(2, Lane.BULK, "b2", null), message(3, Lane.REPLY, "r1", null));
        for (int sent = 2; sent <= 3; sent++) {
            int expected = sent;
            session.answerAll(OK);
            awaitWhileTimePasses("next", () -> session.texts().size() == expected);
        }
        assertThat(session.texts()).containsExactly("b1", "r1", "b2");
    }

    @Test
    void noMoreThanTheWindowIsUnanswered() throws Exception {
        session.script(part -> null);
        channel(3, 1_000);
        for (int i = 1; i <= 10; i++) {
            hand(message(i, Lane.REPLY, "m" + i, null));
        }
        awaitWhileTimePasses("window is full", () -> session.unanswered() == 3);
        clock.advance(Duration.ofSeconds(10));
        senderHasLooked();
        assertThat(session.unanswered()).isEqualTo(3);
    }

    @Test
    void theRateIsKept() throws Exception {
        channel(100, 10);
        for (int i = 1; i <= 8; i++) {
            hand(message(i, Lane.REPLY, "m" + i, null));
        }
        Until.holds("the first goes at once", () -> session.texts().size() == 1);
        for (int i = 2; i <= 8; i++) {
            int expected = i;
            clock.advance(Duration.ofMillis(100));
            Until.holds("one each tenth", () -> session.texts().size() == expected);
            senderHasLooked();
            assertThat(session.texts()).hasSize(expected);
        }
    }

    @Test
    void aThrottledChannelWaitsAndThenGoesOn() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        session.script(
                part ->
                        answers.incrementAndGet() <= 2
                                ? new Outcome.Throttled(Duration.ofSeconds(1))
                                : OK);
        channel(1, 1_000);
        hand(message(1, Lane.REPLY, "a", null), message(2, Lane.REPLY, "b", null));
        Until.holds("throttled", () -> answers.get() == 1);
        senderHasLooked();
        assertThat(answers.get()).isEqualTo(1);
        awaitWhileTimePasses("sent", () -> output.sent() == 2);
        assertThat(session.texts()).containsExactly("a", "a", "a", "b");
        awaitReports(2);
        assertThat(reports()).hasSize(2);
    }

    @Test
    void aPassingErrorIsTriedAgainAndALastingOneGivenUp() throws Exception {
        session.script(part -> new Outcome.Retry("0x00000008", "provider's system error"));
        channel(10, 1_000);
        hand(message(1, Lane.REPLY, "a", null));
        awaitWhileTimePasses("given up", () -> queue.count(Topics.REPORT) == 1);
        Report.Refused refused = (Report.Refused) reports().getFirst();
        assertThat(refused.permanent()).isFalse();
        assertThat(refused.code()).isEqualTo("0x00000008");
        assertThat(session.texts()).hasSize(7);
    }

    @Test
    void refusedAndExpiredAreToldWithTheirReasons() throws Exception {
        session.script(part -> new Outcome.Refused("0x0000000b", "no such recipient"));
        channel(10, 1_000);
        hand(
                message(1, Lane.REPLY, "a", null),
                message(2, Lane.REPLY, "late", clock.instant().minusSeconds(1)));
        awaitReports(2);
        assertThat(reports().stream().map(report -> ((Report.Refused) report).code()))
                .containsExactlyInAnyOrder("0x0000000b", "expired");
        assertThat(session.texts()).containsExactly("a");
    }

    @Test
    void handedOverTwiceItIsSentOnceEvenAfterARestart() throws Exception {
        channel(10, 1_000);
        hand(message(1, Lane.REPLY, "a", null), message(1, Lane.REPLY, "a", null));
        awaitReports(1);
        output.close();
        channel(10, 1_000);
        hand(message(1, Lane.REPLY, "a", null), message(2, Lane.REPLY, "b", null));
        awaitReports(2);
        assertThat(session.texts()).containsExactly("a", "b");
    }

    @Test
    void whatWasNotBegunIsSentAfterARestart() throws Exception {
        channel(10, 1_000);
        output.pause(true);
        Outgoing waiting = message(1, Lane.BULK, "waits", null);
        Item item = new Item("1", waiting.to(), Json.bytes(waiting));
        assertThat(queue.hand(Topics.mt("mtn", Lane.BULK), List.of(item))).isTrue();
        output.close();
        assertThat(session.texts()).isEmpty();
        channel(10, 1_000);
        awaitReports(1);
        assertThat(session.texts()).containsExactly("waits");
    }

    @Test
    void withoutALineNothingIsTakenFromTheQueueAndNothingIsLost() throws Exception {
        channel(10, 1_000);
        session.script(part -> new Outcome.Retry("not-connected", "not bound"));
        session.line(Line.State.DOWN);
        Until.holds("left alone", () -> !queue.consumed(Topics.mt("mtn", Lane.BULK)));
        session.script(part -> OK);
        session.line(Line.State.UP);
        Until.holds("fed again", () -> queue.consumed(Topics.mt("mtn", Lane.BULK)));
        hand(message(1, Lane.BULK, "a", null));
        awaitReports(1);
    }

    @Test
    void bulkBeyondTheNextSecondsStaysInTheQueueWhileRepliesPass() throws Exception {
        session.script(part -> null);
        channel(1, 4);
        AtomicInteger handed = new AtomicInteger();
        Thread bulk =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (handedOne(handed.get() + 1)) {
                                        handed.incrementAndGet();
                                    }
                                });
        Until.holds("some are taken", () -> handed.get() >= 6);
        hand(message(100, Lane.REPLY, "reply", null));
        senderHasLooked();
        assertThat(handed.get()).as("a second and a half at four a second").isLessThanOrEqualTo(8);
        output.close();
        bulk.interrupt();
        bulk.join();
    }
}
