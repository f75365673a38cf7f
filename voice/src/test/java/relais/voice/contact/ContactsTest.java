package relais.voice.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.voice.testing.VoiceDesk;

/** People as users find, see and change them. */
class ContactsTest {
    private final VoiceDesk desk = new VoiceDesk();

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> names(Caller caller, @Nullable String q) {
        return desk
                .contacts
                .list(Sight.of(caller), new PeopleQuery(q, 0, null, null, 0, 50))
                .stream()
                .map(Person::name)
                .toList();
    }

    @Test
    void isFoundByNamePlaceAndNumberWithoutAccentsAndWithTypos() {
        desk.person("Espérance Niyonzima", "79 12 34 56", "Gitega");
        desk.person("Éric Ndayishimiye", "79 65 43 21", "Bujumbura Mairie");

        assertThat(names(desk.chief, "esperance")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "ESPÉRANCE niyon")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "eric")).containsExactly("Éric Ndayishimiye");
        assertThat(names(desk.chief, "niyonzma")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "esperence nyonzima")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "gitga")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "7912 34")).containsExactly("Espérance Niyonzima");
        assertThat(names(desk.chief, "079 65")).containsExactly("Éric Ndayishimiye");
        assertThat(names(desk.chief, "+257 79")).hasSize(2);
        assertThat(names(desk.chief, "zorro")).isEmpty();
        assertThat(names(desk.chief, "100%")).isEmpty();
        assertThat(names(desk.chief, "%_\\'\";drop table")).isEmpty();
    }

    @Test
    void aCaseWorkerSeesOnlyTheirGroupsAndNoWholeNumber() {
        long mothers = desk.group("Mothers");
        long teachers = desk.group("Teachers");
        long aline = desk.person("Aline", "79000001", "Ngozi", mothers, teachers);
        long jean = desk.person("Jean", "79000002", "Ngozi", teachers);
        Caller worker = desk.caseWorker(mothers);

        assertThat(names(worker, null)).containsExactly("Aline");
        assertThat(names(worker, "ngozi")).containsExactly("Aline");
        assertThat(names(worker, "79000001")).as("numbers stay hidden").isEmpty();
        assertThat(names(worker, "790")).isEmpty();
        assertThat(names(worker, "257790 aline")).isEmpty();
        Person seen = desk.contacts.find(Sight.of(worker), aline).orElseThrow();
        assertThat(seen.address()).isEqualTo("+25779••••••");
        assertThat(seen.groups()).containsExactly(mothers);
        assertThat(desk.contacts.find(Sight.of(worker), jean)).isEmpty();
        assertThat(desk.contacts.stop(worker, jean)).isEqualTo(new Saved.Missing());
        assertThat(desk.groups.list(Sight.of(worker)))
                .extracting(Group::name)
                .containsExactly("Mothers");
        assertThat(desk.groups.delete(worker, teachers)).isEqualTo(new Saved.Missing());
    }

    @Test
    void whatACaseWorkerMayNotSeeSurvivesTheirChange() {
        long mothers = desk.group("Mothers");
        long teachers = desk.group("Teachers");
        long aline = desk.person("Aline", "79000001", "Ngozi", mothers, teachers);
        Caller worker = desk.caseWorker(mothers);
        PersonForm form =
                new PersonForm(
                        "Aline N.",
                        "+25779••••••",
                        "rn-BI",
                        "Ngozi",
                        List.of(mothers),
                        Map.of("age", "31"));

        assertThat(desk.contacts.update(worker, aline, form)).isEqualTo(new Saved.Ok(aline));

        Person after = desk.contacts.find(Sight.of(desk.chief), aline).orElseThrow();
        assertThat(after.address()).isEqualTo("+25779000001");
        assertThat(after.groups()).containsExactly(mothers, teachers);
        assertThat(after.language()).isEqualTo("rn");
        assertThat(after.fields()).containsEntry("age", "31");
        PersonForm elsewhere = new PersonForm("Aline", null, null, null, List.of(teachers), null);
        assertThat(desk.contacts.update(worker, aline, elsewhere))
                .isInstanceOf(Saved.Refused.class);
    }

    @Test
    void aNumberBelongsToOnePerson() {
        desk.person("Aline", "79000001", null);
        long jean = desk.person("Jean", "79000002", null);
        PersonForm twin = new PersonForm("Twin", "+257 79 00 00 01", null, null, null, null);
        assertThat(desk.contacts.create(desk.chief, twin))
                .isEqualTo(
                        new Saved.Refused(
                                "address-taken", "another person has this number already"));
        assertThat(desk.contacts.update(desk.chief, jean, twin)).isInstanceOf(Saved.Refused.class);
        PersonForm code = new PersonForm("Code", "8500", null, null, null, null);
        assertThat(desk.contacts.create(desk.chief, code))
                .isEqualTo(new Saved.Refused("address-short-code", "8500 is a short code"));
    }

    @Test
    void stopAndResumeAreIdempotentAndAudited() {
        long aline = desk.person("Aline", "79000001", null);
        assertThat(desk.contacts.stop(desk.chief, aline)).isEqualTo(new Saved.Ok(aline));
        assertThat(desk.contacts.stop(desk.chief, aline)).isEqualTo(new Saved.Ok(aline));
        assertThat(desk.contacts.find(Sight.of(desk.chief), aline).orElseThrow().stoppedAt())
                .isEqualTo(desk.clock.instant());
        assertThat(desk.contacts.resume(desk.chief, aline)).isEqualTo(new Saved.Ok(aline));
        assertThat(desk.contacts.find(Sight.of(desk.chief), aline).orElseThrow().stoppedAt())
                .isNull();
        List<String> actions =
                desk.database.with(
                        h ->
                                h.createQuery("select action from platform_audit order by id")
                                        .mapTo(String.class)
                                        .list());
        assertThat(actions).containsExactly("contact.create", "contact.stop", "contact.resume");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        for (int i = 0; i < 25; i++) {
            desk.person("P" + i, String.valueOf(79000100 + i), "Ngozi");
        }
        List<Long> seen = new java.util.ArrayList<>();
        long after = 0;
        List<Person> page;
        do {
            page =
                    desk.contacts.list(
                            Sight.of(desk.chief),
                            new PeopleQuery("ngozi", 0, "Ngozi", false, after, 10));
            page.forEach(p -> seen.add(p.id()));
            after = page.isEmpty() ? 0 : page.getLast().id();
        } while (page.size() == 10);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void groupsAreNamedOnceAndTheirPeopleOutliveThem() {
        long mothers = desk.group("Mothers");
        long aline = desk.person("Aline", "79000001", null, mothers);
        assertThat(desk.groups.create(desk.chief, new Group.Form("mothers ", null)))
                .isInstanceOf(Saved.Refused.class);
        assertThat(desk.groups.update(desk.chief, mothers, new Group.Form("Mamans", "d")))
                .isEqualTo(new Saved.Ok(mothers));
        assertThat(desk.groups.list(Sight.of(desk.chief)))
                .containsExactly(new Group(mothers, "Mamans", "d", 1));
        assertThat(desk.groups.delete(desk.chief, mothers)).isEqualTo(new Saved.Ok(mothers));
        assertThat(desk.contacts.find(Sight.of(desk.chief), aline)).isPresent();
    }
}
