package relais.voice.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Lane;
import relais.gateway.message.Report;
import relais.voice.contact.Sight;
import relais.voice.outgoing.NewOutgoing;
import relais.voice.testing.VoiceDesk;
import relais.voice.trace.Trace;
import relais.voice.trace.Traces;

/** What became of messages, in whatever order, and across stops, the gateway tells it. */
class ReportsStory {
    private final VoiceDesk desk = new VoiceDesk();
    private final Reports reports = new Reports(desk.live);
    private final Traces traces = new Traces(desk.database);
    private long aline;

    @BeforeEach
    void open() {
        aline = desk.person("Aline", "79000001", "Ngozi");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private long send() {
        NewOutgoing one =
                new NewOutgoing(
                        aline,
                        "+25779000001",
                        "mtn",
                        "Bonjour",
                        Lane.REPLY,
                        "person.message",
                        null,
                        null,
                        null);
        return desk.database
                .inTransaction(tx -> desk.outbox.send(tx, List.of(one)))
                .getOrDefault(aline, 0L);
    }

    private void tell(Report... told) {
        desk.database.useTransaction(tx -> reports.apply(tx, 0, List.of(told)));
    }

    private Report submitted(long message, String id) {
        return new Report.Submitted(message, 1, 1, "mtn", id, desk.clock.instant());
    }

    private Report delivered(String id) {
        return receipt(id, Report.State.DELIVERED);
    }

    private Report receipt(String id, Report.State state) {
        return new Report.Receipt("mtn", id, state, "000", desk.clock.instant());
    }

    private Trace trace(long message) {
        return traces.find(Sight.of(desk.chief), message).orElseThrow();
    }

    private List<String> steps(long message) {
        return trace(message).steps().stream()
                .map(Trace.Step::what)
                .filter(what -> !what.equals("decided") && !what.equals("by"))
                .toList();
    }

    @Test
    void aDeliveredMessageStillSaysWhenItWasSent() {
        long message = send();
        tell(submitted(message, "a1"));
        assertThat(steps(message)).containsExactly("sent");
        desk.clock.advance(Duration.ofMinutes(3));
        tell(delivered("a1"));
        assertThat(trace(message).status()).isEqualTo("delivered");
        assertThat(steps(message)).containsExactly("sent", "delivered");
        List<Trace.Step> steps = trace(message).steps();
        assertThat(Duration.between(steps.get(steps.size() - 2).at(), steps.getLast().at()))
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void aReceiptThatOvertakesTheAnswerWaitsForIt() {
        long message = send();
        tell(delivered("a1"));
        desk.clock.advance(Duration.ofSeconds(20));
        tell(submitted(message, "a1"));
        assertThat(trace(message).status()).isEqualTo("delivered");
        assertThat(steps(message)).containsExactly("sent", "delivered");
    }

    @Test
    void theReceiptOfAMessageUncertainSinceAStopIsNotTheNextOnesOfThatId() {
        long uncertain = send();
        tell(
                new Report.Uncertain(
                        uncertain, 1, 1, "mtn", "the gateway stopped", desk.clock.instant()),
                delivered("a1"));
        desk.clock.advance(Duration.ofHours(2));
        long next = send();
        tell(submitted(next, "a1"));
        assertThat(trace(next).status()).isEqualTo("sent");
        assertThat(steps(next)).containsExactly("sent");
        tell(delivered("a1"));
        assertThat(steps(next)).containsExactly("sent", "delivered");
        assertThat(trace(uncertain).status()).isEqualTo("uncertain");
    }

    @Test
    void whatIsDeliveredStaysSoWhenTheProviderUsesItsIdAgain() {
        long before = send();
        tell(submitted(before, "a1"));
        tell(delivered("a1"));
        desk.clock.advance(Duration.ofDays(3));
        long after = send();
        tell(submitted(after, "a1"));
        tell(receipt("a1", Report.State.FAILED));
        assertThat(trace(before).status()).isEqualTo("delivered");
        assertThat(trace(after).status()).isEqualTo("failed");
    }

    @Test
    void aReceiptToldTwiceChangesNothingAndIsNotKept() {
        long message = send();
        tell(submitted(message, "a1"));
        tell(delivered("a1"));
        tell(delivered("a1"));
        long kept =
                desk.database.with(
                        handle ->
                                handle.createQuery("select count(*) from voice_early_receipt")
                                        .mapTo(Long.class)
                                        .one());
        assertThat(kept).isZero();
        assertThat(steps(message)).containsExactly("sent", "delivered");
    }

    @Test
    void aReceiptThatNobodyWaitsForIsForgottenAfterADay() {
        EarlyReceipts early = new EarlyReceipts(desk.database, desk.clock);
        tell(delivered("from-elsewhere"));
        desk.clock.advance(Duration.ofHours(23));
        tell(delivered("on-its-way"));
        desk.clock.advance(Duration.ofHours(2));
        early.forget();
        List<String> kept =
                desk.database.with(
                        handle ->
                                handle.createQuery("select provider_id from voice_early_receipt")
                                        .mapTo(String.class)
                                        .list());
        assertThat(kept).containsExactly("on-its-way");
    }
}
