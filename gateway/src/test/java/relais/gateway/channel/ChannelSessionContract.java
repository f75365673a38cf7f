package relais.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.testing.Until;

/** What every kind of line must do; each kind brings a provider that behaves as named. */
public abstract class ChannelSessionContract {
    /** How the provider at the other end treats a submission. */
    protected enum Provider {
        ACCEPTS,
        THROTTLES,
        REFUSES,
        SAYS_NOTHING,
        IS_NOT_THERE
    }

    private final List<ChannelSession> opened = new ArrayList<>();

    /** A session, not started, to such a provider. */
    protected abstract ChannelSession session(Provider provider) throws Exception;

    /** Ends whatever {@link #session} started. */
    protected abstract void tearDown() throws Exception;

    @AfterEach
    void close() throws Exception {
        opened.forEach(ChannelSession::close);
        tearDown();
    }

    private ChannelSession started(Provider provider) throws Exception {
        ChannelSession session = session(provider);
        opened.add(session);
        session.start((arrival, done) -> done.accept(Inbound.Taken.STORED), () -> {});
        return session;
    }

    private ChannelSession up(Provider provider) throws Exception {
        ChannelSession session = started(provider);
        Until.holds("line is up", () -> session.line().state() == Line.State.UP);
        return session;
    }

    private static Outgoing message(long id, String text) {
        return new Outgoing(id, "mtn", "8500", "+25779000001", text, Lane.REPLY, null);
    }

    private static Outcome outcome(ChannelSession session, Part part) throws Exception {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        session.submit(part, outcome::complete);
        return outcome.get(40, TimeUnit.SECONDS);
    }

    @Test
    void eachPartIsAnsweredByItself() throws Exception {
        ChannelSession session = up(Provider.ACCEPTS);
        List<Part> parts = session.split(message(7, "Murakoze cane ".repeat(30)));
        List<Outcome> outcomes = new ArrayList<>();
        for (Part part : parts) {
            outcomes.add(outcome(session, part));
        }
        assertThat(outcomes).hasSize(parts.size()).allMatch(one -> one instanceof Outcome.Accepted);
    }

    @Test
    void theSameMessageHasTheSamePartsNumberedFromOne() throws Exception {
        ChannelSession session = session(Provider.ACCEPTS);
        opened.add(session);
        Outgoing message = message(7, "Où ça ? ".repeat(40));
        List<Part> parts = session.split(message);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).number()).isEqualTo(i + 1);
            assertThat(parts.get(i).of()).isEqualTo(parts.size());
            assertThat(parts.get(i).body()).isEqualTo(session.split(message).get(i).body());
        }
        assertThat(session.split(message(8, ""))).hasSize(1);
    }

    @Test
    void throttledRefusedAndUncertainAreToldApart() throws Exception {
        ChannelSession throttled = up(Provider.THROTTLES);
        assertThat(outcome(throttled, throttled.split(message(1, "a")).getFirst()))
                .isInstanceOf(Outcome.Throttled.class);
        ChannelSession refused = up(Provider.REFUSES);
        assertThat(outcome(refused, refused.split(message(2, "a")).getFirst()))
                .isInstanceOf(Outcome.Refused.class);
        ChannelSession silent = up(Provider.SAYS_NOTHING);
        assertThat(outcome(silent, silent.split(message(3, "a")).getFirst()))
                .isInstanceOf(Outcome.Uncertain.class);
    }

    @Test
    void withoutALineNothingIsUncertain() throws Exception {
        ChannelSession session = started(Provider.IS_NOT_THERE);
        Outcome outcome = outcome(session, session.split(message(1, "a")).getFirst());
        assertThat(outcome).isInstanceOf(Outcome.Retry.class);
        assertThat(session.line().state()).isNotEqualTo(Line.State.UP);
    }

    @Test
    void manyAtATimeEachHearExactlyOnce() throws Exception {
        ChannelSession session = up(Provider.ACCEPTS);
        int count = 200;
        List<AtomicInteger> heard = new CopyOnWriteArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            AtomicInteger calls = new AtomicInteger();
            heard.add(calls);
            session.submit(
                    session.split(message(i, "Yego")).getFirst(),
                    outcome -> {
                        calls.incrementAndGet();
                        answered.incrementAndGet();
                    });
        }
        Until.holds("all answered", () -> answered.get() == count);
        assertThat(heard).allMatch(calls -> calls.get() == 1);
    }

    @Test
    void closingLeavesNothingUnanswered() throws Exception {
        ChannelSession session = up(Provider.SAYS_NOTHING);
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        session.submit(session.split(message(1, "a")).getFirst(), outcome::complete);
        session.close();
        assertThat(outcome.get(40, TimeUnit.SECONDS)).isInstanceOf(Outcome.Uncertain.class);
    }
}
