package relais.voice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;
import relais.voice.message.Waiting;
import relais.voice.testing.VoiceDesk;

/** A full inbox is worked off by the handful. */
class ManyMessagesTest {
    private final VoiceDesk desk = new VoiceDesk();
    private final ManyMessages messages = new ManyMessages(desk.database, desk.audit, desk.live);
    private final InboxList inbox = new InboxList(desk.database);

    @AfterEach
    void close() {
        desk.close();
    }

    private List<Long> waiting(long contact, String text, int count) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(desk.waiting(contact, text + " " + i, Inbox.Kind.UNSOLICITED));
        }
        return ids;
    }

    private long open(Caller caller) {
        return inbox.waiting(Sight.of(caller)).count();
    }

    private static InboxQuery open(String words, long after, int limit) {
        return new InboxQuery(words, List.of(Inbox.OPEN), null, null, after, limit);
    }

    @Test
    void thoseChosenAreDoneTogetherAndComeBackTogether() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        List<Long> ids = waiting(aline, "eau", 5);

        List<Long> done = messages.move(desk.chief, ids.subList(0, 3), Inbox.OPEN).ids();

        assertThat(done).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
        assertThat(open(desk.chief)).isEqualTo(2);
        assertThat(messages.move(desk.chief, ids, Inbox.OPEN).ids())
                .as("only what was still open")
                .containsExactlyInAnyOrderElementsOf(ids.subList(3, 5));
        messages.move(desk.chief, done, Inbox.DONE);
        assertThat(open(desk.chief)).isEqualTo(3);
        assertThat(desk.audit.page(desk.database, "", 0, 10))
                .filteredOn(entry -> entry.subject().startsWith("messages:"))
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly(
                        "inbox.reopen messages:3",
                        "inbox.done messages:2",
                        "inbox.done messages:3");
    }

    @Test
    void allThatASearchFindsAreDoneInBoundedParts() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        waiting(aline, "eau", 7);
        waiting(aline, "ecole", 3);
        List<Long> done = new ArrayList<>();
        String next = "0";
        int parts = 0;
        while (next != null) {
            ManyMessages.Moved part =
                    messages.moveFound(desk.chief, open("eau", Long.parseLong(next), 3));
            done.addAll(part.ids());
            next = part.next();
            parts++;
        }
        assertThat(done).hasSize(7).doesNotHaveDuplicates();
        assertThat(parts).isEqualTo(3);
        assertThat(open(desk.chief)).isEqualTo(3);
    }

    @Test
    void whatArrivedAfterOneLookedStaysOpen() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        long newestSeen = waiting(aline, "eau", 2).getLast();
        long later = desk.waiting(aline, "eau encore", Inbox.Kind.UNSOLICITED);

        messages.moveFound(desk.chief, open("eau", newestSeen + 1, 100));

        assertThat(inbox.list(Sight.of(desk.chief), open(null, 0, 10)))
                .extracting(InboxItem::id)
                .containsExactly(later);
    }

    @Test
    void aCaseWorkerTicksOffAndCountsOnlyTheirPeoplesMessages() {
        long mothers = desk.group("Mothers");
        long aline = desk.person("Aline", "79000001", "Ngozi", mothers);
        long jean = desk.person("Jean", "79000002", "Ngozi");
        long hers = waiting(aline, "eau", 1).getFirst();
        long his = waiting(jean, "eau", 1).getFirst();
        Caller worker = desk.caseWorker(mothers);

        assertThat(open(worker)).isEqualTo(1);
        assertThat(messages.move(worker, List.of(hers, his), Inbox.OPEN).ids())
                .containsExactly(hers);
        assertThat(messages.moveFound(worker, open("eau", 0, 100)).ids()).isEmpty();
        assertThat(open(desk.chief)).isEqualTo(1);
    }

    @Test
    void aBadgeStopsCountingWhereNumbersStopMattering() {
        assertThat(Waiting.of(999)).isEqualTo(new Waiting(999, false));
        assertThat(Waiting.of(1_000)).isEqualTo(new Waiting(999, true));
    }
}
