package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.Arrival;
import relais.gateway.channel.Inbound.Taken;
import relais.gateway.message.Incoming;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.gateway.testing.ListedQueue;
import relais.gateway.testing.Until;
import relais.platform.json.Json;
import relais.platform.testing.SettableClock;

class IntakeStory {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(START);
    private final ListedQueue queue = new ListedQueue();
    private Intake intake;

    @BeforeEach
    void open() throws Exception {
        intake = Intake.open(folder, Intake.USUAL_BYTES, "g1", queue, () -> {}, clock);
    }

    @AfterEach
    void close() throws Exception {
        intake.close();
    }

    private void restart() throws Exception {
        intake.close();
        open();
    }

    private Taken take(Arrival arrival) throws Exception {
        CompletableFuture<Taken> taken = new CompletableFuture<>();
        intake.take(arrival, taken::complete);
        return taken.get(10, TimeUnit.SECONDS);
    }

    private Arrival.Message message(String from, String text) {
        return new Arrival.Message("mtn", null, from, "8500", text, clock.instant(), START);
    }

    private Arrival.Fragment part(int number, int of, String text) {
        return new Arrival.Fragment(
                "mtn", "+257", "8500", 5, number, of, 0, text.getBytes(), clock.instant(), START);
    }

    private List<String> texts() {
        return queue.forwarded(Topics.MO).stream()
                .map(
                        item -> {
                            try {
                                return Json.read(item.body(), Incoming.class).text();
                            } catch (java.io.IOException e) {
                                throw new AssertionError(e);
                            }
                        })
                .toList();
    }

    private void awaitTexts(String... expected) throws Exception {
        Until.holds("forwarded", () -> texts().size() >= expected.length);
        assertThat(texts()).containsExactly(expected);
    }

    @Test
    void whatIsStoredReachesTheQueueOnceAndInOrder() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            intake.take(message("+" + i, "t" + i), taken -> {});
        }
        Until.holds("all forwarded", () -> queue.count(Topics.MO) == 1_200);
        assertThat(texts().getFirst()).isEqualTo("t0");
        assertThat(texts().getLast()).isEqualTo("t1199");
        assertThat(queue.forwarded(Topics.MO).get(7).key()).isEqualTo("+7");
        restart();
        take(message("+x", "after"));
        Until.holds("the next one too", () -> queue.count(Topics.MO) == 1_201);
        assertThat(texts()).doesNotHaveDuplicates();
    }

    @Test
    void whileTheQueueIsAwayEverythingWaitsAndNothingIsRefused() throws Exception {
        queue.away(true);
        assertThat(take(message("+1", "a"))).isEqualTo(Taken.STORED);
        Until.holds("trouble is told", () -> "no database".equals(intake.state().trouble()));
        restart();
        assertThat(take(message("+2", "b"))).isEqualTo(Taken.STORED);
        queue.away(false);
        awaitTexts("a", "b");
        Until.holds("trouble is over", () -> intake.state().trouble() == null);
    }

    @Test
    void atItsBoundTheLogRefusesAndTakesAgainWhenTheQueueIsBack() throws Exception {
        intake.close();
        intake = Intake.open(folder, 16 << 20, "g1", queue, () -> {}, clock);
        queue.away(true);
        String story = "n'amazi ".repeat(1_200);
        int stored = 0;
        Taken last = take(message("+0", "0 " + story));
        while (last == Taken.STORED) {
            stored++;
            last = take(message("+" + stored, stored + " " + story));
        }
        assertThat(last).isEqualTo(Taken.FULL);
        assertThat(stored).isGreaterThan(500);
        queue.away(false);
        int taken = stored;
        Until.holds("all handed on", () -> queue.count(Topics.MO) == taken);
        assertThat(texts()).doesNotHaveDuplicates();
        for (int i = 0; i < 5_000; i++) { // what is remembered makes room for what is new
            intake.take(message("+9" + i, "t" + i), ignored -> {});
        }
        Until.holds("new ones too", () -> queue.count(Topics.MO) >= taken + 4_000);
    }

    @Test
    void aRepeatIsTakenAndNotHandedOnEvenAfterARestart() throws Exception {
        take(message("+1", "yego"));
        take(message("+1", "yego"));
        awaitTexts("yego");
        restart();
        Instant rebound = START.plusSeconds(30);
        clock.advance(Duration.ofSeconds(31));
        Arrival again =
                new Arrival.Message("mtn", null, "+1", "8500", "yego", clock.instant(), rebound);
        assertThat(take(again)).isEqualTo(Taken.STORED);
        take(message("+2", "oya"));
        awaitTexts("yego", "oya");
    }

    @Test
    void partsAreJoinedAcrossARestart() throws Exception {
        take(part(1, 3, "one "));
        take(part(3, 3, "three"));
        Until.holds("read", () -> intake.state().open() == 1);
        restart();
        take(part(2, 3, "two "));
        awaitTexts("one two three");
        restart();
        take(message("+9", "end"));
        awaitTexts("one two three", "end");
    }

    @Test
    void anIncompleteMessageIsHandedOnWhenItsTimeIsOver() throws Exception {
        take(part(1, 2, "half"));
        Until.holds("read", () -> intake.state().open() == 1);
        clock.advance(Joining.PATIENCE.plusSeconds(5));
        awaitTexts("half" + Joining.GAP);
        restart();
        take(message("+9", "end"));
        awaitTexts("half" + Joining.GAP, "end");
        assertThat(intake.state().open()).isZero();
    }

    @Test
    void reportsKeepTheirOrderOnTheirOwnTopic() throws Exception {
        intake.report(new Report.Submitted(7, 1, 1, "mtn", "a1", START), taken -> {});
        take(
                new Arrival.Receipt(
                        new Report.Receipt("mtn", "a1", Report.State.DELIVERED, "", START)));
        Until.holds("both", () -> queue.count(Topics.REPORT) == 2);
        assertThat(queue.forwarded(Topics.REPORT)).allMatch(item -> item.key().equals("mtn:a1"));
        assertThat(Json.read(queue.forwarded(Topics.REPORT).getFirst().body(), Report.class))
                .isInstanceOf(Report.Submitted.class);
    }

    @Test
    void anEndlessTextIsCutAndSaysSo() throws Exception {
        take(message("+1", "\u0001".repeat(60_000)));
        Until.holds("forwarded", () -> queue.count(Topics.MO) == 1);
        assertThat(texts().getFirst()).hasSizeLessThan(10_100).endsWith(Joining.GAP);
    }

    private void takeOnLine(String text, Duration repeats) throws Exception {
        CompletableFuture<Taken> taken = new CompletableFuture<>();
        intake.take(message("+25779", text), repeats, taken::complete);
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(Taken.STORED);
    }

    @Test
    void withinTheChannelsWindowTheSameWordsAreTheProvidersRepeat() throws Exception {
        Duration minute = Duration.ofSeconds(60);
        String sentence = "Le robinet du quartier est en panne";
        takeOnLine("Oui", minute);
        takeOnLine(sentence, minute);
        clock.advance(Duration.ofSeconds(50));
        takeOnLine("Oui", minute);
        takeOnLine(sentence, minute);
        clock.advance(Duration.ofSeconds(20));
        takeOnLine("Oui", minute);
        clock.advance(Duration.ofMinutes(8));
        takeOnLine(sentence, minute);
        takeOnLine("the end", minute);
        Until.holds("all are read", () -> texts().contains("the end"));
        assertThat(texts()).containsExactly("Oui", sentence, "Oui", "the end");
        assertThat(intake.state().repeats()).isEqualTo(3);
    }

    @Test
    void aProviderWithTwoLinesRepeatsOnTheOtherAndIsHeardOnce() throws Exception {
        take(message("+25779", "Oui"));
        clock.advance(Duration.ofSeconds(5));
        take(
                new Arrival.Message(
                        "other line",
                        null,
                        "+25779",
                        "8500",
                        "Oui",
                        clock.instant(),
                        START.minusSeconds(60)));
        take(message("+25779", "the end"));
        Until.holds("all are read", () -> texts().contains("the end"));
        assertThat(texts()).containsExactly("Oui", "the end");
    }
}
