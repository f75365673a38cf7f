package relais.vault.dossier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static relais.vault.testing.Office.id;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.VaultPermissions;
import relais.vault.history.Content;
import relais.vault.history.History;
import relais.vault.history.HistoryEntry;
import relais.vault.testing.Office;

/** A clerk opens a case, works on it and closes it; others see what is theirs to see. */
class DossierStory {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private static ListQuery all() {
        return query(null, null, 50);
    }

    private static ListQuery query(String q, ListQuery.Cursor after, int limit) {
        return new ListQuery(
                0, null, null, q, 0, false, false, ListQuery.Sort.CHANGED, after, limit);
    }

    private List<String> titles(Caller caller, ListQuery query) {
        return office.list.page(caller, query).items().stream().map(Listed::title).toList();
    }

    @Test
    void aCaseIsOpenedChangedMovedAndRememberedAsItWas() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        long type = office.type("aid", "clerks", Level.MANAGE);
        long dossier = office.open(ana, type, "Roof", Map.of("person", "Ngo", "amount", 120));
        Dossier first = find(ana, dossier).orElseThrow();
        assertThat(first.number()).isEqualTo("AID-2026-00001");
        assertThat(first.content().state()).isEqualTo("open");

        office.clock.advance(Duration.ofDays(1));
        Outcome changed =
                office.dossiers.update(
                        ana,
                        dossier,
                        new Dossiers.Edit(
                                1, "Roof and wall", Map.of("person", "Ngo"), null, List.of("wet")));
        assertThat(id(changed)).isEqualTo(dossier);
        assertThat(
                        office.dossiers.update(
                                ana,
                                dossier,
                                new Dossiers.Edit(1, "Late", Map.of("person", "x"), null, null)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("changed-meanwhile"));
        office.clock.advance(Duration.ofDays(1));
        id(office.dossiers.move(ana, dossier, "decided", 2));
        assertThat(office.dossiers.move(ana, dossier, "open", null))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("transition-not-allowed"));

        Dossier now = find(ana, dossier).orElseThrow();
        assertThat(now.closedAt()).isNotNull();
        Content then =
                office.database
                        .with(
                                handle ->
                                        History.at(
                                                handle,
                                                dossier,
                                                first.createdAt().plus(Duration.ofHours(3))))
                        .orElseThrow();
        assertThat(then).isEqualTo(first.content());
        List<HistoryEntry> history =
                office.database.with(h -> History.page(h, dossier, Long.MAX_VALUE, 10));
        assertThat(history)
                .extracting(HistoryEntry::what)
                .containsExactly("state", "changed", "created");
    }

    private Optional<Dossier> find(Caller caller, long id) {
        return office.database.with(handle -> office.dossiers.find(handle, caller, id));
    }

    @Test
    void valuesThatDoNotFitAreNamedOneByOne() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        long type = office.type("aid", "clerks", Level.MANAGE);
        Outcome outcome =
                office.dossiers.create(
                        ana,
                        new Dossiers.NewDossier(
                                type,
                                "x",
                                Map.of("amount", "much", "district", "west", "shoe", 3),
                                false,
                                List.of()));
        assertThat(((Outcome.Unfit) outcome).values())
                .extracting(Outcome.WrongValue::field, Outcome.WrongValue::code)
                .containsExactlyInAnyOrder(
                        tuple("fields.person", "value-missing"),
                        tuple("fields.amount", "value-kind"),
                        tuple("fields.district", "value-choice"),
                        tuple("fields.shoe", "value-unknown"));
    }

    @Test
    void wallsStandBetweenGroups() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        Caller ben = office.somebody("Ben", "tax", Office.CLERK);
        Caller cho = office.somebody("Cho", "readers", VaultPermissions.RECORDS_READ);
        long aid = office.type("aid", "clerks", Level.WRITE);
        long tax = office.type("tax", "tax", Level.WRITE);
        long roof = office.open(ana, aid, "Roof", Map.of("person", "a"));
        long levy = office.open(ben, tax, "Levy", Map.of("person", "b"));
        long secret =
                id(
                        office.dossiers.create(
                                ana,
                                new Dossiers.NewDossier(
                                        aid, "Secret", Map.of("person", "c"), true, List.of())));
        assertThat(titles(ana, all())).containsExactly("Roof");
        assertThat(titles(ben, all())).containsExactly("Levy");
        assertThat(titles(cho, all())).isEmpty();
        assertThat(titles(office.administrator(), all())).hasSize(3);
        assertThat(find(ana, levy)).isEmpty();
        assertThat(find(ana, secret)).isEmpty();
        assertThat(office.dossiers.trash(ben, roof)).isInstanceOf(Outcome.Missing.class);
        assertThat(office.dossiers.trash(ana, roof)).isEqualTo(Outcome.notPermitted());

        office.database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        INSERT INTO vault_grant (dossier_id, group_id, level)
                                        VALUES (:secret, :readers, 2)
                                        """)
                                .bind("secret", secret)
                                .bind("readers", office.group("readers"))
                                .execute());
        assertThat(titles(cho, all())).containsExactly("Secret");
        assertThat(office.dossiers.move(cho, secret, "decided", null))
                .isEqualTo(Outcome.notPermitted());
    }

    @Test
    void listsGoOnWhereTheyEndedAndTrashIsApart() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        long type = office.type("aid", "clerks", Level.MANAGE);
        for (int i = 0; i < 7; i++) {
            office.open(ana, type, "Case " + i, Map.of("person", "p" + i));
        }
        DossierList.Page one = office.list.page(ana, query(null, null, 4));
        DossierList.Page two = office.list.page(ana, query(null, one.next(), 4));
        assertThat(one.total()).isEqualTo(7);
        assertThat(one.items()).extracting(Listed::title).startsWith("Case 6").hasSize(4);
        assertThat(two.items()).extracting(Listed::title).endsWith("Case 0").hasSize(3);
        assertThat(two.next()).isNull();
        DossierList.Page whole = office.list.page(ana, query(null, null, 7));
        assertThat(whole.items()).hasSize(7);
        assertThat(whole.next()).as("no page follows that would be empty").isNull();
        assertThat(office.list.page(ana, query(null, one.next(), 3)).next()).isNull();

        long gone = two.items().getFirst().id();
        id(office.dossiers.trash(ana, gone));
        assertThat(titles(ana, all())).hasSize(6);
        ListQuery trash =
                new ListQuery(
                        0, null, null, null, 0, false, true, ListQuery.Sort.CHANGED, null, 50);
        assertThat(titles(ana, trash)).hasSize(1);
        id(office.dossiers.restore(ana, gone));
        assertThat(titles(ana, all())).hasSize(7);
    }
}
