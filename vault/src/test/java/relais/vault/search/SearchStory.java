package relais.vault.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.dossier.ListQuery;
import relais.vault.dossier.Listed;
import relais.vault.testing.Office;

/** Somebody looks for a case and does not type as it was written. */
class SearchStory {
    private final Office office = new Office();
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final Caller ben = office.somebody("Ben", "tax", Office.CLERK);
    private long school;

    @BeforeEach
    void open() {
        long aid = office.type("aid", "clerks", Level.MANAGE);
        long tax = office.type("tax", "tax", Level.MANAGE);
        school =
                office.open(
                        ana,
                        aid,
                        "Réparation de l'école d'Andohalo",
                        Map.of("person", "Rakotomalala", "remarks", "Les élèves attendent"));
        office.open(
                ana,
                aid,
                "Broken bridges near the river",
                Map.of("person", "Ngo", "district", "n", "remarks", "Two lorries waiting"));
        office.open(ben, tax, "École privée: taxes", Map.of("person", "Smith"));
        office.database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        SET LOCAL session_replication_role = replica;
                                        INSERT INTO vault_document (id, dossier_id, name, order_key,
                                            version, hash, size, media_type, created_at, changed_at,
                                            changed_by, changed_name)
                                        VALUES (77, :dossier, 'devis.pdf', 'devis.pdf', 1,
                                            decode(repeat('00', 32), 'hex'), 1, 'application/pdf',
                                            now(), now(), 1, 'Awa');
                                        """)
                                .bind("dossier", school)
                                .execute());
        office.database.useTransaction(
                tx ->
                        SearchText.put(
                                tx,
                                77,
                                school,
                                1,
                                "devis.pdf",
                                "Devis pour la toiture: tôles ondulées, charpente, main d'œuvre"));
    }

    @AfterEach
    void close() {
        office.close();
    }

    private List<Found> find(Caller caller, String q) {
        return office.database.inTransaction(
                tx -> Search.find(tx, office.sight.reach(tx, caller), q, 20));
    }

    private List<String> titles(Caller caller, String q) {
        return find(caller, q).stream().map(Found::title).toList();
    }

    @Test
    void accentsEndingsAndTyposAreForgivenInBothLanguages() {
        String first = "Réparation de l'école d'Andohalo";
        for (String q :
                List.of("ecole", "ÉCOLES", "andohallo", "réparations école", "eleve", "rakotom")) {
            assertThat(titles(ana, q)).as(q).contains(first);
        }
        for (String q : List.of("bridge", "the broken bridge", "lorry", "wait river", "brigdes")) {
            assertThat(titles(ana, q)).as(q).containsExactly("Broken bridges near the river");
        }
        assertThat(titles(ana, "north")).containsExactly("Broken bridges near the river");
        assertThat(titles(ana, "zeppelin")).isEmpty();
        assertThat(titles(ana, "'; & | :* \\ <->")).isEmpty();
    }

    @Test
    void documentsAreFoundByWhatIsInThemWithThePlace() {
        assertThat(find(ana, "tole ondulee"))
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo("document"))
                .satisfies(found -> assertThat(found.id()).isEqualTo(77))
                .extracting(Found::snippet)
                .asString()
                .contains("\u0001tôles\u0002 \u0001ondulées\u0002");
    }

    @Test
    void numbersComeFirstAndTheListFindsTheSame() {
        assertThat(find(ana, "aid-2026-00002").getFirst().number()).isEqualTo("AID-2026-00002");
        ListQuery query =
                new ListQuery(
                        0, null, null, "tole", 0, false, false, ListQuery.Sort.CHANGED, null, 50);
        assertThat(office.list.page(ana, query).items())
                .extracting(Listed::id)
                .containsExactly(school);
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() {
        assertThat(titles(ben, "école")).containsExactly("École privée: taxes");
        assertThat(titles(ben, "tôles")).isEmpty();
        assertThat(titles(office.administrator(), "école")).hasSize(2);
    }
}
