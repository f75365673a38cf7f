package relais.voice.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Incoming;
import relais.gateway.message.Outgoing;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.queue.Item;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.voice.attribution.Attribution;
import relais.voice.attribution.AttributionLimits;
import relais.voice.outgoing.Outbox;
import relais.voice.poll.Audience;
import relais.voice.poll.Category;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;
import relais.voice.stop.StopWords;
import relais.voice.testing.RememberingQueue;

/** A batch of messages comes in, as a worker gets it. */
class InboundStory {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String ALINE = "+25779000001";
    private static final String BOSCO = "+25779000002";

    private final Database database = TestDatabase.fresh("voice");
    private final RememberingQueue queue = new RememberingQueue();
    private final SettableClock clock = new SettableClock(NOON);
    private final LiveFeed live = new LiveFeed(database);
    private final Inbound inbound =
            new Inbound(
                    new Outbox(queue, clock),
                    live,
                    StopWords.all(),
                    new Attribution(AttributionLimits.standard()),
                    from -> from,
                    FirstEar.NOBODY,
                    clock);
    private long poll;
    private int position;

    @BeforeEach
    void aPollIsRunning() {
        poll =
                database.inTransaction(
                        tx -> {
                            tx.execute(
                                    "insert into voice_contact (address, language, place) values"
                                            + " (?, 'fr', 'Gitega'), (?, 'rn', 'Ngozi')",
                                    ALINE,
                                    BOSCO);
                            long id =
                                    tx.createQuery(
                                                    """
                                                    insert into voice_poll
                                                        (name, kind, state, definition, started_at)
                                                    values ('Eau', 'yes_no', 'RUNNING',
                                                        :definition::jsonb, :at) returning id
                                                    """)
                                            .bind("definition", Json.text(water()))
                                            .bind("at", NOON)
                                            .mapTo(Long.class)
                                            .one();
                            tx.execute(
                                    "insert into voice_recipient (poll_id, contact_id, state,"
                                            + " asked_at) select ?, id, 1, ? from voice_contact",
                                    id,
                                    java.sql.Timestamp.from(NOON));
                            return id;
                        });
    }

    @AfterEach
    void close() throws Exception {
        live.close();
        database.close();
    }

    private static PollDefinition water() {
        return new PollDefinition(
                "Eau",
                PollKind.YES_NO,
                Map.of("fr", "Avez-vous de l'eau potable ?"),
                Audience.everybody(),
                null,
                "fr",
                List.of(
                        new Category(
                                "yes", Map.of("fr", "Oui"), "", Map.of("fr", "Merci !"), List.of()),
                        new Category(
                                "no", Map.of("fr", "Non"), "", Map.of("fr", "Noté."), List.of())),
                Map.of());
    }

    @Test
    void aYesIsStoredAttributedCountedAndAnswered() {
        arrive(ALINE, "Oui");

        assertThat(answers()).containsExactly("yes counted");
        assertThat(tally()).containsExactly("yes Gitega 1");
        assertThat(sent()).containsExactly(ALINE + " Merci !");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void aYesWithAStoryIsCountedAndGoesToTheInbox() {
        arrive(ALINE, "Oui mais le robinet du quartier est en panne depuis deux semaines");

        assertThat(tally()).containsExactly("yes Gitega 1");
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void countedArePeopleNotMessages() {
        arrive(ALINE, "Oui", "oui oui", "Non");
        arrive(ALINE, "Oui");
        arrive(BOSCO, "Oya");

        assertThat(tally()).containsExactly("no Ngozi 1", "yes Gitega 1");
        assertThat(answers()).filteredOn(a -> a.endsWith("counted")).hasSize(2);
        assertThat(answers()).hasSize(5);
    }

    @Test
    void aStopIsHonouredBeforeEverythingElseAndConfirmedOnce() {
        arrive(ALINE, "STOP.", "stop svp", "Oui");

        assertThat(stopped()).containsExactly(ALINE);
        assertThat(sent()).hasSize(1).first().asString().contains("JOIN");
        assertThat(tally()).as("their opinion still counts").containsExactly("yes Gitega 1");

        arrive(ALINE, "join");
        assertThat(stopped()).isEmpty();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void onlyTheConfirmationOfAStopMayLeaveDespiteIt() {
        arrive(ALINE, "STOP", "join", "Oui");

        assertThat(queue.enqueued.stream().map(each -> outgoing(each).despiteStop()))
                .containsExactly(true, false, false);
    }

    @Test
    void aStrangerBecomesAContactAndTheirMessageWaitsInTheInbox() {
        arrive("+25768123456", "Bonjour, comment avoir une carte de santé ?");

        assertThat(inbox()).containsExactly("Bonjour, comment avoir une carte de santé ?");
        assertThat(sent()).isEmpty();
    }

    @Test
    void aShortCodeIsKeptButNeverAnswered() {
        arrive("MTN", "STOP");

        assertThat(stopped()).isEmpty();
        assertThat(sent()).isEmpty();
        assertThat(inbox()).containsExactly("STOP");
    }

    @Test
    void aReplyAfterTheCloseIsKeptButNotCounted() {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "update voice_poll set state = 'CLOSED', closed_at = ?",
                                java.sql.Timestamp.from(NOON)));
        clock.advance(Duration.ofHours(3));
        arrive(ALINE, "Oui");

        assertThat(answers()).containsExactly("yes late");
        assertThat(tally()).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void everyMessageSaysWhyItWasTreatedAsItWas() {
        arrive(ALINE, "Oui", "STOP");
        List<String> rules =
                database.with(
                        h ->
                                h.createQuery(
                                                "select trace->>'by' from voice_message"
                                                        + " where direction = 0 order by id")
                                        .mapTo(String.class)
                                        .list());
        assertThat(rules).containsExactly("attribution", "stop");
    }

    private void arrive(String from, String... texts) {
        List<Item> items = new ArrayList<>();
        for (String text : texts) {
            Incoming in = new Incoming("sim", null, from, "3030", text, clock.instant(), 1);
            items.add(new Item("g1:" + ++position, from, Json.bytes(in)));
        }
        try {
            database.useTransaction(tx -> inbound.handle(tx, 3, items));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> answers() {
        return strings(
                "select category || case when late then ' late' when counted then ' counted'"
                        + " else '' end from voice_answer order by id");
    }

    private List<String> tally() {
        return strings(
                "select category || ' ' || place || ' ' || sum(people) from voice_tally"
                        + " group by category, place having sum(people) <> 0 order by 1");
    }

    private List<String> inbox() {
        return strings("select text from voice_message where inbox = 1 order by id");
    }

    private List<String> stopped() {
        return strings("select address from voice_contact where stopped_at is not null");
    }

    private List<String> strings(String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    private List<String> sent() {
        return queue.enqueued.stream()
                .map(InboundStory::outgoing)
                .map(out -> out.to() + " " + out.text())
                .toList();
    }

    private static Outgoing outgoing(RememberingQueue.Enqueued each) {
        try {
            return Json.read(each.item().body(), Outgoing.class);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
