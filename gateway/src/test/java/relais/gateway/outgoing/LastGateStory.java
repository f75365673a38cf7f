package relais.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Coding;
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

/** People ask to stop while messages to them are already in the gateway's hands. */
class LastGateStory {
    private static final Outcome OK = new Outcome.Accepted("id");
    private static final String ALINE = "+25779000042";
    private static final int MESSAGES = 2_000;
    private static final int PEOPLE = 100;
    private static final int WINDOW = 100;

    @TempDir Path folder;
    private final ListedQueue queue = new ListedQueue();
    private final ScriptedSession session = new ScriptedSession(part -> OK);
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean away = new AtomicBoolean();
    private final List<Integer> questions = new CopyOnWriteArrayList<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private Intake intake;
    private ChannelOutput output;

    @BeforeEach
    void open() throws Exception {
        intake =
                Intake.open(
                        folder.resolve("intake"),
                        Intake.USUAL_BYTES,
                        "g1",
                        queue,
                        () -> {},
                        InstantSource.system());
        start();
    }

    private void start() throws Exception {
        ChannelSettings settings =
                Lines.smpp(
                        Lines.link(9, false, Coding.USUAL), WINDOW, ChannelSettings.HIGHEST_RATE);
        output =
                ChannelOutput.open(
                        folder.resolve("journal"),
                        false,
                        settings,
                        session,
                        intake,
                        queue,
                        this::among,
                        InstantSource.system());
        session.start((arrival, done) -> {}, output::lineChanged);
        output.start();
        Until.holds("fed", () -> queue.consumed(Topics.mt("mtn", Lane.BULK)));
    }

    @AfterEach
    void close() throws Exception {
        session.script(part -> OK);
        session.answerAll(OK);
        output.close();
        intake.close();
    }

    private Set<String> among(Set<String> numbers) {
        if (away.get()) {
            unanswered.incrementAndGet();
            throw new IllegalStateException("no database");
        }
        questions.add(numbers.size());
        Set<String> found = new HashSet<>(numbers);
        found.retainAll(stopped);
        return found;
    }

    private static String number(int person) {
        return "+257790000%02d".formatted(person);
    }

    private void hand(Outgoing... messages) throws Exception {
        for (Outgoing one : messages) {
            Item item = new Item(Long.toString(one.messageId()), one.to(), Json.bytes(one));
            assertThat(queue.hand(Topics.mt("mtn", one.lane()), List.of(item))).isTrue();
        }
    }

    private static Outgoing bulk(int id) {
        String text = "Question " + id;
        return new Outgoing(id, "mtn", "8500", number(id % PEOPLE), text, Lane.BULK, null);
    }

    /** Twenty messages to each of a hundred people; the window is full and nothing is answered. */
    private void allAreInTheGateway() throws Exception {
        session.script(part -> null);
        for (int i = 1; i <= MESSAGES; i++) {
            hand(bulk(i));
        }
        Until.holds("the window is full", () -> session.unanswered() == WINDOW);
        assertThat(output.waiting()).isEqualTo(MESSAGES);
    }

    private void theProviderAnswers() throws Exception {
        session.script(part -> OK);
        session.answerAll(OK);
        Until.holds("all are told of", () -> queue.count(Topics.REPORT) >= MESSAGES);
    }

    private List<Report> reports() throws IOException {
        List<Report> reports = new ArrayList<>();
        for (Item item : queue.forwarded(Topics.REPORT)) {
            reports.add(Json.read(item.body(), Report.class));
        }
        return reports;
    }

    @Test
    void afterTheStopNotOneOfTheMessagesAlreadyHereLeaves() throws Exception {
        allAreInTheGateway();
        stopped.add(ALINE);
        theProviderAnswers();
        List<String> receivers = session.receivers();
        assertThat(receivers.subList(0, WINDOW)).as("before the stop").contains(ALINE);
        assertThat(receivers.subList(WINDOW, receivers.size())).doesNotContain(ALINE);
        List<Report> reports = reports();
        assertThat(reports).hasSize(MESSAGES);
        List<Report.Refused> refused = new ArrayList<>();
        for (Report report : reports) {
            if (report instanceof Report.Refused one) {
                refused.add(one);
            }
        }
        assertThat(refused)
                .hasSize(MESSAGES / PEOPLE - WINDOW / PEOPLE)
                .allMatch(one -> one.code().equals("stopped") && one.permanent())
                .allMatch(one -> number((int) one.messageId() % PEOPLE).equals(ALINE));
        assertThat(output.waiting()).isZero();
    }

    @Test
    void theConfirmationOfTheStopStillGoes() throws Exception {
        stopped.add(ALINE);
        String confirmation = "Ntituzosubira kukwandikira.";
        hand(
                new Outgoing(1, "mtn", "8500", ALINE, "Question", Lane.REPLY, null),
                new Outgoing(2, "mtn", "8500", ALINE, confirmation, Lane.REPLY, null, null, true));
        Until.holds("both told of", () -> queue.count(Topics.REPORT) == 2);
        assertThat(session.texts()).containsExactly(confirmation);
    }

    @Test
    void whileNobodyKnowsWhoStoppedNothingLeavesAndNothingIsLostOrDoubled() throws Exception {
        away.set(true);
        for (int i = 1; i <= 50; i++) {
            hand(bulk(i));
        }
        Until.holds("it was asked in vain", () -> unanswered.get() >= 2);
        assertThat(session.receivers()).isEmpty();
        output.close();
        start();
        stopped.add(number(7));
        away.set(false);
        Until.holds("all are told of", () -> queue.count(Topics.REPORT) >= 50);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            if (i != 7) {
                expected.add("Question " + i);
            }
        }
        assertThat(session.texts()).containsExactlyElementsOf(expected);
        assertThat(queue.count(Topics.REPORT)).isEqualTo(50);
    }

    @Test
    void onABusyLineOneQuestionIsForManyAndAnIdleOneDoesNotWait() throws Exception {
        session.script(part -> null);
        AtomicBoolean done = new AtomicBoolean();
        Thread provider =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!done.get()) {
                                        session.answerAll(OK);
                                        java.util.concurrent.locks.LockSupport.parkNanos(500_000);
                                    }
                                });
        for (int i = 1; i <= MESSAGES; i += 200) {
            List<Item> items = new ArrayList<>();
            for (int id = i; id < i + 200; id++) {
                Outgoing one =
                        new Outgoing(id, "mtn", "8500", "+2577" + id, "q" + id, Lane.BULK, null);
                items.add(new Item(Integer.toString(id), one.to(), Json.bytes(one)));
            }
            queue.hand(Topics.mt("mtn", Lane.BULK), items);
        }
        Until.holds("all are told of", () -> queue.count(Topics.REPORT) >= MESSAGES);
        assertThat(questions.size()).as("questions for 2,000 messages").isLessThan(MESSAGES / 20);
        int before = questions.size();
        hand(bulk(MESSAGES + 1));
        Until.holds("told of", () -> queue.count(Topics.REPORT) > MESSAGES);
        assertThat(questions.size()).isEqualTo(before + 1);
        done.set(true);
        provider.join();
    }
}
