package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Secret;
import relais.gateway.preview.Price;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.SimulatedSmsc;
import relais.platform.identity.Caller;
import relais.voice.poll.Audience;
import relais.voice.poll.PollChange;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;
import relais.voice.poll.Polls;

/** A person writes STOP while the question to them already waits in the gateway. */
class StopStory {
    private static final int PEOPLE = 2_000;

    /** Their question is handed over within the first second and due in the third. */
    private static final int PERSON = 1_400;

    private static final int WINDOW = 10;
    private static final Behaviour SLOW =
            new Behaviour(Duration.ofMillis(20), 0, 0, 0, 0, Duration.ZERO, 0, Duration.ZERO, 100);

    @TempDir Path folder;
    private final Map<String, List<String>> heard = new ConcurrentHashMap<>();
    private WholeProduct product;

    @Test
    void theQuestionDoesNotLeaveAndTheConfirmationDoes() throws Exception {
        try (SimulatedSmsc smsc =
                        new SimulatedSmsc(
                                ServerSocketFactory.getDefault(),
                                0,
                                "secret",
                                SLOW,
                                new SplittableRandom(1),
                                (from, to, text) -> {
                                    String phone = to.startsWith("+") ? to : "+" + to;
                                    heard.computeIfAbsent(phone, p -> new CopyOnWriteArrayList<>())
                                            .add(text);
                                    return List.of();
                                },
                                message -> {});
                WholeProduct whole = WholeProduct.empty(folder)) {
            product = whole;
            askEverybody(smsc.port());
            String phone = phone(PERSON);
            awaits("the question is on its way", () -> question().equals("0"));
            smsc.deliver(phone, "8500", "STOP");
            awaits("the stop is confirmed", () -> heard.containsKey(phone));
            awaits("all others are asked", () -> heard.size() == PEOPLE);
            awaits("the question's fate is known", () -> !question().equals("0"));
            assertThat(heard.get(phone)).singleElement().asString().contains("JOIN");
            assertThat(question()).as("status failed, and why").isEqualTo("3 stopped");
        }
    }

    private void askEverybody(int port) {
        product.wiring()
                .prepare(
                        tx -> {
                            Price free = new Price(BigDecimal.ZERO, "BIF");
                            product.wiring().directory().add(tx, channel(port), "BI", free);
                            tx.execute(
                                    "insert into voice_contact (address, language)"
                                            + " select '+25779' || lpad(i::text, 6, '0'), 'fr'"
                                            + " from generate_series(0, ? - 1) i",
                                    PEOPLE);
                        });
        Caller officer = new Caller(0, "story", Set.of(), true, Set.of(), Locale.FRENCH);
        Polls polls = product.wiring().voice().polls();
        PollChange made =
                polls.create(
                        officer,
                        new PollDefinition(
                                "Eau",
                                PollKind.FREE_TEXT,
                                Map.of("fr", "Avez-vous de l'eau ?"),
                                Audience.everybody(),
                                "mtn",
                                "fr",
                                List.of(),
                                Map.of()));
        if (!(made instanceof PollChange.Changed draft)
                || !(polls.start(officer, draft.poll().id()) instanceof PollChange.Changed)) {
            throw new AssertionError(made);
        }
    }

    private static String phone(int person) {
        return "+25779" + "%06d".formatted(person);
    }

    private static ChannelSettings channel(int port) {
        ChannelSettings.Smpp link =
                new ChannelSettings.Smpp(
                        "127.0.0.1",
                        port,
                        false,
                        false,
                        new ChannelSettings.Login("relais", Secret.of("secret"), ""),
                        ChannelSettings.Addressing.USUAL,
                        ChannelSettings.Coding.USUAL,
                        Duration.ofSeconds(30));
        return new ChannelSettings("mtn", link, "8500", WINDOW, 1_000, false);
    }

    /** Status of the question to the person and the gateway's word for it; empty before it is. */
    private String question() {
        StringBuilder found = new StringBuilder();
        product.wiring()
                .prepare(
                        tx ->
                                tx.createQuery(
                                                """
                                                select m.status || coalesce(
                                                    ' ' || split_part(p.code, ' ', 1), '')
                                                from voice_message m
                                                join voice_contact c on c.id = m.contact_id
                                                left join voice_part p on p.message_id = m.id
                                                where c.address = :phone
                                                    and m.trace->>'by' = 'poll.question'
                                                """)
                                        .bind("phone", phone(PERSON))
                                        .mapTo(String.class)
                                        .findOne()
                                        .ifPresent(found::append));
        return found.toString();
    }

    private static void awaits(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("never so: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
