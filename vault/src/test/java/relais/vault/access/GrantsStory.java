package relais.vault.access;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.Office.id;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.dossier.Dossiers;
import relais.vault.search.Found;
import relais.vault.search.Search;
import relais.vault.testing.Office;

/** Nobody gives themselves, or others, more than they have. */
class GrantsStory {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private static Dossiers.Edit edit(int version, @Nullable Boolean confidential) {
        return new Dossiers.Edit(
                version, "Secret", Map.of("person", "Rakoto"), confidential, List.of());
    }

    @Test
    void aConfidentialDossierIsOpenedToOthersByWhoManagesIt() {
        Caller cho = office.somebody("Cho", "readers", Office.CLERK);
        long type = office.type("aid", "clerks", Level.READ);
        long secret =
                id(
                        office.dossiers.create(
                                office.administrator(),
                                new Dossiers.NewDossier(
                                        type,
                                        "Secret",
                                        Map.of("person", "Rakoto"),
                                        true,
                                        List.of())));
        grant(secret, Level.WRITE);
        assertThat(office.dossiers.update(cho, secret, edit(1, false)))
                .isEqualTo(Outcome.notPermitted());
        id(office.dossiers.update(cho, secret, edit(1, true)));
        grant(secret, Level.MANAGE);
        id(office.dossiers.update(cho, secret, edit(1, false)));
    }

    private void grant(long dossier, Level level) {
        office.database.useTransaction(
                tx ->
                        tx.execute(
                                "INSERT INTO vault_grant (dossier_id, group_id, level)"
                                        + " VALUES (?, ?, ?) ON CONFLICT (type_id, dossier_id,"
                                        + " group_id) DO UPDATE SET level = excluded.level",
                                dossier,
                                office.group("readers"),
                                level.ordinal()));
    }

    @Test
    void whoDefinesTypesDoesNotThereforeReadWhatIsInThem() {
        long type = office.type("aid", "clerks", Level.MANAGE);
        Caller designer =
                office.somebody(
                        "Dia",
                        "designers",
                        VaultPermissions.RECORDS_READ,
                        VaultPermissions.RECORDS_EDIT,
                        VaultPermissions.RECORDS_TYPES);
        Grant clerks = new Grant(office.group("clerks"), Level.MANAGE);
        Grant own = new Grant(office.group("designers"), Level.READ);
        assertThat(office.types.update(designer, type, office.aid("aid", clerks, own)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("grants-not-yours"));
        assertThat(office.types.update(designer, type, office.aid("aid")))
                .as("nor take it from others")
                .isInstanceOf(Outcome.Refused.class);
        id(office.types.update(designer, type, office.aid("aid", clerks)));
        Caller ana =
                office.somebody(
                        "Ana",
                        "clerks",
                        VaultPermissions.RECORDS_READ,
                        VaultPermissions.RECORDS_EDIT,
                        VaultPermissions.RECORDS_TYPES);
        id(office.types.update(ana, type, office.aid("aid", clerks, own)));
        id(office.types.update(office.administrator(), type, office.aid("aid", clerks)));
        id(office.types.create(designer, office.aid("new", own)));
    }

    /** What is mended, and to what, tells nothing of texts that one does not see. */
    @Test
    void aMisspeltWordIsMendedTheSameWhateverIsWrittenInHiddenDossiers() {
        Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
        Caller ben = office.somebody("Ben", "tax", Office.CLERK);
        long aid = office.type("aid", "clerks", Level.MANAGE);
        long tax = office.type("tax", "tax", Level.MANAGE);
        office.open(ana, aid, "Roof", Map.of("person", "Rakotomalala"));
        List<String> asked =
                List.of("rakotomalalo ", "rakotomalal ", "rakotomalalo", "rakotomaleli ");
        List<List<String>> before = asked.stream().map(q -> titles(ana, q)).toList();
        assertThat(before.getFirst()).containsExactly("Roof");
        office.open(ben, tax, "Levy", Map.of("person", "Rakotomalalo"));
        for (String end : "abcdefghijklmnopqrstuvwxyz".split("")) {
            office.open(ben, tax, "Levy " + end, Map.of("person", "Rakotomalel" + end));
        }
        assertThat(asked.stream().map(q -> titles(ana, q)).toList()).isEqualTo(before);
        assertThat(titles(ben, "rakotomalalo ")).containsExactly("Levy");
    }

    private List<String> titles(Caller caller, String q) {
        return office.database.inTransaction(
                tx ->
                        Search.find(tx, office.sight.reach(tx, caller), q, "en", 0, 10)
                                .found()
                                .stream()
                                .map(Found::title)
                                .toList());
    }
}
