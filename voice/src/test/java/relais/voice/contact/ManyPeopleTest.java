package relais.voice.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.voice.contact.ManyPeople.Whom;
import relais.voice.testing.VoiceDesk;

/** Groups are filled and emptied by the handful; so are those who want no more messages. */
class ManyPeopleTest {
    private final VoiceDesk desk = new VoiceDesk();
    private final ManyPeople many =
            new ManyPeople(desk.database, desk.audit, desk.live, desk.clock);

    @AfterEach
    void close() {
        desk.close();
    }

    private List<Long> members(long group) {
        return desk.contacts.list(Sight.of(desk.chief), query(null, group, null, 0, 50)).stream()
                .map(Person::id)
                .toList();
    }

    private static PeopleQuery query(
            @Nullable String q, long group, @Nullable String place, long after, int limit) {
        return new PeopleQuery(q, group, place, null, after, limit);
    }

    @Test
    void thoseChosenJoinAndLeave() {
        long group = desk.group("Teachers");
        long aline = desk.person("Aline", "79000001", "Ngozi", group);
        long jean = desk.person("Jean", "79000002", "Gitega");

        Whom both = new Whom.These(List.of(aline, jean, 999L));
        assertThat(many.join(desk.chief, group, both).orElseThrow().ids()).containsExactly(jean);
        assertThat(members(group)).containsExactlyInAnyOrder(aline, jean);
        assertThat(many.leave(desk.chief, group, both).orElseThrow().ids())
                .containsExactlyInAnyOrder(aline, jean);
        assertThat(members(group)).isEmpty();
        assertThat(many.join(desk.chief, 999, both)).isEmpty();
        assertThat(desk.audit.page(desk.database, "contact-group.", 0, 2))
                .extracting(entry -> entry.action())
                .containsExactly("contact-group.leave", "contact-group.join");
    }

    @Test
    void allThatASearchFindsJoinInBoundedParts() {
        long group = desk.group("Ngozi");
        for (int i = 0; i < 7; i++) {
            desk.person("Person " + i, "7900001" + i, i < 5 ? "Ngozi" : "Gitega");
        }
        List<Long> joined = new ArrayList<>();
        String next = "0";
        while (next != null) {
            ManyPeople.Changed part =
                    many.join(
                                    desk.chief,
                                    group,
                                    new Whom.Found(
                                            query("ngozi", 0, null, Long.parseLong(next), 2)))
                            .orElseThrow();
            joined.addAll(part.ids());
            next = part.next();
        }
        assertThat(joined).hasSize(5).doesNotHaveDuplicates();
        assertThat(members(group)).containsExactlyInAnyOrderElementsOf(joined);
    }

    @Test
    void aCaseWorkerMovesOnlyTheirPeopleAndLosesNobodyFromSight() {
        long mothers = desk.group("Mothers");
        long young = desk.group("Young");
        long others = desk.group("Others");
        long aline = desk.person("Aline", "79000001", "Ngozi", mothers);
        long jean = desk.person("Jean", "79000002", "Gitega", others);
        Caller worker = desk.caseWorker(mothers, young);

        Whom all = new Whom.These(List.of(aline, jean));
        assertThat(many.join(worker, young, all).orElseThrow().ids()).containsExactly(aline);
        assertThat(many.join(worker, others, all)).as("not theirs").isEmpty();
        assertThat(many.leave(worker, young, all).orElseThrow())
                .isEqualTo(new ManyPeople.Changed(List.of(aline), 0, null));
        assertThat(many.leave(worker, mothers, all).orElseThrow())
                .as("seen by this group alone")
                .isEqualTo(new ManyPeople.Changed(List.of(), 1, null));
        assertThat(many.stop(worker, all).ids()).containsExactly(aline);
    }

    @Test
    void stoppingTwiceChangesNothing() {
        long aline = desk.person("Aline", "79000001", "Ngozi");
        Whom her = new Whom.These(List.of(aline));
        assertThat(many.stop(desk.chief, her).ids()).containsExactly(aline);
        assertThat(many.stop(desk.chief, her).ids()).isEmpty();
        assertThat(desk.contacts.find(Sight.of(desk.chief), aline).orElseThrow().stoppedAt())
                .isEqualTo(desk.clock.instant());
    }
}
