package relais.voice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;
import relais.voice.testing.VoiceDesk;
import relais.voice.trace.Trace;
import relais.voice.trace.Traces;

/** What waits to be read, and what a person does about it. */
class InboxTest {
    private final VoiceDesk desk = new VoiceDesk();
    private final InboxList inbox = new InboxList(desk.database);
    private final Conversation talks =
            new Conversation(desk.database, desk.outbox, desk.audit, desk.live);

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> texts(Caller caller, @Nullable String q, Inbox... states) {
        return inbox
                .list(Sight.of(caller), new InboxQuery(q, List.of(states), null, null, 0, 50))
                .stream()
                .map(InboxItem::text)
                .toList();
    }

    @Test
    void isSearchedByWordsNamesAndNumbers() {
        long aline = desk.person("Aline Irakoze", "79000001", "Ngozi");
        long jean = desk.person("Jean", "79000002", "Gitega");
        desk.waiting(aline, "Il n'y a plus d'eau à l'École", Inbox.Kind.UNSOLICITED);
        desk.waiting(jean, "Nta mazi dufise", Inbox.Kind.STORY);
        desk.incoming(jean, "oui", Inbox.NONE, Inbox.Kind.NONE);

        assertThat(texts(desk.chief, null, Inbox.OPEN))
                .containsExactly("Nta mazi dufise", "Il n'y a plus d'eau à l'École");
        assertThat(texts(desk.chief, "ecole", Inbox.OPEN))
                .containsExactly("Il n'y a plus d'eau à l'École");
        assertThat(texts(desk.chief, "EAU éco", Inbox.OPEN)).hasSize(1);
        assertThat(texts(desk.chief, "maz", Inbox.OPEN, Inbox.DONE))
                .containsExactly("Nta mazi dufise");
        assertThat(texts(desk.chief, "irakoze", Inbox.OPEN))
                .containsExactly("Il n'y a plus d'eau à l'École");
        assertThat(texts(desk.chief, "79 00 00 02", Inbox.OPEN)).containsExactly("Nta mazi dufise");
        assertThat(texts(desk.chief, "oui", Inbox.OPEN)).isEmpty();
        assertThat(texts(desk.chief, "'", Inbox.OPEN)).isEmpty();
        assertThat(texts(desk.chief, "a & | ! ( :* \\ 'x", Inbox.OPEN)).isEmpty();
        assertThat(
                        inbox.list(
                                Sight.of(desk.chief),
                                new InboxQuery(
                                        null, List.of(Inbox.OPEN), Inbox.Kind.STORY, "sim", 0, 5)))
                .extracting(InboxItem::kind)
                .containsExactly("story");
    }

    @Test
    void wordsAreFoundHoweverManyMessagesCameAfter() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long needle = desk.waiting(aline, "amazi meza cane", Inbox.Kind.UNSOLICITED);
        desk.database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                insert into voice_message (id, direction, contact_id, channel, text, at,
                                    inbox, inbox_kind)
                                select 100000 * (i / 200) + i, 0, ?, 'sim',
                                    case when i % 500 = 0 then 'umwana arwaye' else 'oui ' || i end,
                                    now(), 1 + i % 2, 1
                                from generate_series(1000, 9000) i
                                """,
                                aline));
        assertThat(
                        inbox.list(
                                Sight.of(desk.chief),
                                new InboxQuery("amazi", List.of(Inbox.OPEN), null, null, 0, 10)))
                .extracting(InboxItem::id)
                .containsExactly(needle);
        assertThat(texts(desk.chief, "umwana arw", Inbox.OPEN, Inbox.DONE)).hasSize(17);
        assertThat(texts(desk.chief, "oui", Inbox.DONE)).hasSize(50);
        long after = 0;
        int found = 0;
        List<InboxItem> page;
        do {
            page =
                    inbox.list(
                            Sight.of(desk.chief),
                            new InboxQuery(
                                    "umwana",
                                    List.of(Inbox.OPEN, Inbox.DONE),
                                    null,
                                    null,
                                    after,
                                    4));
            found += page.size();
            after = page.isEmpty() ? 0 : page.getLast().id();
        } while (page.size() == 4);
        assertThat(found).isEqualTo(17);
    }

    @Test
    void anAnswerLeavesByTheChannelItCameByAndIsTraced() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long message = desk.waiting(aline, "Au secours", Inbox.Kind.UNSOLICITED);

        Written written = talks.reply(desk.chief, message, "  Nous venons. ");

        assertThat(written).isInstanceOf(Written.Ok.class);
        long reply = ((Written.Ok) written).messageId();
        assertThat(desk.queue.state())
                .anyMatch(t -> t.topic().equals("mt.sim.reply") && t.depth() == 1);
        Trace trace = new Traces(desk.database).find(Sight.of(desk.chief), message).orElseThrow();
        assertThat(trace.replies()).extracting(Trace.Reply::id).containsExactly(reply);
        assertThat(trace.steps())
                .extracting(Trace.Step::what)
                .containsExactly("received", "by", "parts");
        Trace sent = new Traces(desk.database).find(Sight.of(desk.chief), reply).orElseThrow();
        assertThat(sent.text()).isEqualTo("Nous venons.");
        assertThat(sent.inReplyTo()).isEqualTo(message);
        assertThat(talks.with(Sight.of(desk.chief), aline, 0, 10).orElseThrow())
                .extracting(Talk::direction)
                .containsExactly("out", "in");
    }

    @Test
    void nothingLeavesToSomeoneWhoStopped() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long message = desk.waiting(aline, "Au secours", Inbox.Kind.UNSOLICITED);
        desk.contacts.stop(desk.chief, aline);
        assertThat(talks.reply(desk.chief, message, "Bonjour"))
                .isInstanceOfSatisfying(
                        Written.Refused.class,
                        r -> assertThat(r.code()).isEqualTo("person-stopped"));
        assertThat(talks.send(desk.chief, aline, "Bonjour", "sim"))
                .isInstanceOf(Written.Refused.class);
        assertThat(desk.queue.state()).allMatch(t -> t.depth() == 0);
    }

    @Test
    void doneAndReopenUndoEachOther() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long message = desk.waiting(aline, "Au secours", Inbox.Kind.UNSOLICITED);
        assertThat(talks.done(desk.chief, message)).isEqualTo(new Written.Ok(message));
        assertThat(texts(desk.chief, null, Inbox.OPEN)).isEmpty();
        assertThat(texts(desk.chief, null, Inbox.DONE)).hasSize(1);
        talks.reopen(desk.chief, message);
        assertThat(texts(desk.chief, null, Inbox.OPEN)).hasSize(1);
    }

    @Test
    void aCaseWorkerReadsAndAnswersOnlyTheirPeople() {
        long mothers = desk.group("Mothers");
        long aline = desk.person("Aline", "79000001", "Ngozi", mothers);
        long jean = desk.person("Jean", "79000002", "Ngozi");
        long hers = desk.waiting(aline, "eau sale", Inbox.Kind.UNSOLICITED);
        long his = desk.waiting(jean, "eau sale aussi", Inbox.Kind.UNSOLICITED);
        Caller worker = desk.caseWorker(mothers);

        assertThat(texts(worker, null, Inbox.OPEN)).containsExactly("eau sale");
        assertThat(texts(worker, "eau", Inbox.OPEN, Inbox.DONE)).containsExactly("eau sale");
        assertThat(talks.reply(worker, his, "x")).isEqualTo(new Written.Missing());
        assertThat(talks.done(worker, his)).isEqualTo(new Written.Missing());
        assertThat(talks.with(Sight.of(worker), jean, 0, 5)).isEmpty();
        Traces traces = new Traces(desk.database);
        assertThat(traces.find(Sight.of(worker), his)).isEmpty();
        assertThat(traces.find(Sight.of(worker), hers).orElseThrow().address())
                .isEqualTo("+25779••••••");
    }

    @Test
    void textsOutOfBoundsAreRefused() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long message = desk.waiting(aline, "Au secours", Inbox.Kind.UNSOLICITED);
        assertThat(talks.reply(desk.chief, message, " ")).isInstanceOf(Written.Refused.class);
        assertThat(talks.reply(desk.chief, message, "x".repeat(2_000)))
                .isInstanceOf(Written.Refused.class);
        long silent = desk.person("Silent", "79000003", "Ngozi");
        assertThat(talks.send(desk.chief, silent, "Bonjour", null))
                .isInstanceOfSatisfying(
                        Written.Refused.class,
                        r -> assertThat(r.code()).isEqualTo("channel-needed"));
    }
}
