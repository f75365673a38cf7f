package relais.vault.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.Office.id;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.accounts.Memberships;
import relais.platform.identity.Caller;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.contact.Conversations;
import relais.vault.dossier.Grants;
import relais.vault.dossier.Links;
import relais.vault.dossier.Notes;
import relais.vault.history.History;
import relais.vault.history.HistoryEntry;
import relais.vault.hold.Holds;
import relais.vault.retention.DueForErasure;
import relais.vault.retention.LegalHolds;
import relais.vault.task.Task;
import relais.vault.task.Tasks;
import relais.vault.testing.Office;

/** What is done around a dossier: notes, tasks, links, holds, messages; all of it remembered. */
class CaseWorkStory {
    private final Office office = new Office();
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final long type = office.type("aid", "clerks", Level.MANAGE);
    private final long roof = office.open(ana, type, "Roof", Map.of("person", "Ngo"));

    @AfterEach
    void close() {
        office.close();
    }

    private List<String> deeds(long dossier) {
        List<HistoryEntry> entries =
                office.database.with(h -> History.page(h, dossier, Long.MAX_VALUE, 50));
        return entries.stream().map(HistoryEntry::what).toList();
    }

    @Test
    void notesTasksAndLinksAreKeptAndRemembered() {
        id(new Notes(office.deeds).add(ana, roof, "Called. Nobody there."));
        Tasks tasks = new Tasks(office.deeds, new Memberships(office.database));
        LocalDate due = LocalDate.of(2026, 3, 1);
        long task =
                id(tasks.add(ana, roof, new Tasks.Form("Call again", due, ana.userId(), false)));
        assertThat(tasks.list(ana, true, true, 0, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.overdue()).isTrue())
                .satisfies(one -> assertThat(one.assigneeName()).isEqualTo("Ana"))
                .extracting(Task::number)
                .isEqualTo("AID-2026-00001");
        id(tasks.update(ana, task, new Tasks.Form("Call again", due, ana.userId(), true)));
        assertThat(tasks.list(ana, true, true, 0, 10)).isEmpty();

        long wall = office.open(ana, type, "Wall", Map.of("person", "Ngo"));
        Links links = new Links(office.deeds);
        long link = id(links.add(ana, roof, wall, "follows"));
        assertThat(links.add(ana, roof, wall, "follows")).isInstanceOf(Outcome.Refused.class);
        List<Links.Link> seen =
                office.database.with(h -> links.of(h, office.sight.reach(h, ana), wall));
        assertThat(seen).singleElement().extracting(Links.Link::dossierId).isEqualTo(roof);
        id(links.remove(ana, link));
        assertThat(deeds(roof))
                .containsExactly(
                        "unlinked", "linked", "task-done", "task-added", "noted", "created");
    }

    @Test
    void nobodyPutsAHeldDossierAwayNotEvenAnAdministrator() {
        LegalHolds holds = new LegalHolds(office.deeds);
        long hold = id(holds.place(office.administrator(), roof, "Court 12/2026"));
        assertThat(office.dossiers.trash(office.administrator(), roof))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("dossier-held"));
        boolean held = office.database.inTransaction(tx -> Holds.held(tx, roof));
        assertThat(held).isTrue();
        id(holds.end(office.administrator(), hold));
        id(office.dossiers.trash(ana, roof));
        assertThat(deeds(roof)).containsExactly("trashed", "released", "held", "created");
    }

    @Test
    void whatWasKeptLongEnoughIsProposedUnlessHeld() {
        DueForErasure due = new DueForErasure(office.deeds);
        id(office.dossiers.move(ana, roof, "decided", null));
        office.clock.advance(Duration.ofDays(3652));
        assertThat(due.list(ana, 10)).isEmpty();
        office.clock.advance(Duration.ofDays(2));
        assertThat(due.list(ana, 10))
                .singleElement()
                .extracting(DueForErasure.Due::from)
                .isEqualTo(LocalDate.of(2036, 3, 2));
        id(new LegalHolds(office.deeds).place(office.administrator(), roof, "Court"));
        assertThat(due.list(ana, 10)).isEmpty();
    }

    @Test
    void aGrantToOneDossierOpensItAlone() {
        Caller ben = office.somebody("Ben", "tax", Office.CLERK);
        long other = office.open(ana, type, "Other", Map.of("person", "x"));
        id(
                new Grants(office.deeds)
                        .set(ana, roof, List.of(new Grant(office.group("tax"), Level.WRITE))));
        Level mine = office.database.with(h -> office.sight.of(h, ben, roof));
        Level theirs = office.database.with(h -> office.sight.of(h, ben, other));
        assertThat(List.of(mine, theirs)).containsExactly(Level.WRITE, Level.NONE);
    }

    /** Voice's conversations, in memory. */
    private static final class Said implements Conversations {
        private final List<Message> all = new ArrayList<>();

        @Override
        public List<Message> these(Caller caller, Set<Long> messages) {
            return all.stream().filter(message -> messages.contains(message.id())).toList();
        }

        @Override
        public List<Message> with(Caller caller, long contact, int limit) {
            return all.stream().filter(message -> message.contactId() == contact).toList();
        }

        @Override
        public Outcome send(Caller caller, long contact, String text) {
            long id = all.size() + 1L;
            all.add(new Message(id, contact, "out", text, java.time.Instant.EPOCH, "queued"));
            return new Outcome.Ok(id);
        }
    }

    @Test
    void aConversationIsFiledAndAnsweredFromTheDossier() {
        Said said = new Said();
        said.send(ana, 7, "My roof is gone");
        Filing filing = new Filing(office.deeds, said);
        id(filing.file(ana, roof, Set.of(1L), 0));
        id(filing.answer(ana, roof, 7, "We are coming"));
        assertThat(filing.of(ana, roof))
                .extracting(Conversations.Message::text)
                .containsExactly("My roof is gone", "We are coming");
        assertThat(filing.file(ana, roof, Set.of(99L), 0)).isInstanceOf(Outcome.Refused.class);
        assertThat(deeds(roof)).containsExactly("answered", "messages", "created");
    }
}
