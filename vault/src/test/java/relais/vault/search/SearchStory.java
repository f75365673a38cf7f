package relais.vault.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.platform.identity.Caller;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.dossier.DossierList;
import relais.vault.dossier.Export;
import relais.vault.dossier.ListQuery;
import relais.vault.dossier.Listed;
import relais.vault.testing.Office;
import relais.vault.type.FieldKind;
import relais.vault.type.TypeDefinition;

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
                tx -> Search.find(tx, office.sight.reach(tx, caller), q, "en", 0, 20).found());
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
    void aPlaceIsShownInTheReadersLanguageAndFoundInBoth() {
        long type = Office.id(office.types.create(office.administrator(), inTwoLanguages()));
        office.open(ana, type, "Bridge", Map.of("district", "n", "remarks", "Two lorries"));
        for (String q : List.of("nord", "north", "lorry")) {
            assertThat(place("fr", q)).contains("Nord").doesNotContain("North");
            assertThat(place("en", q)).contains("North").doesNotContain("Nord");
        }
    }

    private String place(String language, String q) {
        Search.Page page =
                office.database.inTransaction(
                        tx -> Search.find(tx, office.sight.reach(tx, ana), q, language, 0, 20));
        return page.found().stream()
                .filter(found -> found.title().equals("Bridge"))
                .findFirst()
                .orElseThrow()
                .snippet()
                .replaceAll("[\u0001\u0002]", "");
    }

    @Test
    void allThatFitsIsReadPageByPageTheBestFirst() {
        long type = office.type("roads", "clerks", Level.MANAGE);
        for (int i = 0; i < 7; i++) {
            String remarks = "baobab ".repeat(i + 1);
            office.open(ana, type, "Road " + i, Map.of("person", "p", "remarks", remarks));
        }
        List<Long> whole =
                office.list.page(ana, query("baobab", null, 50)).items().stream()
                        .map(Listed::id)
                        .toList();
        assertThat(whole).hasSize(7);
        List<Long> paged = new ArrayList<>();
        ListQuery.Cursor after = null;
        int pages = 0;
        do {
            DossierList.Page page = office.list.page(ana, query("baobab", after, 3));
            assertThat(page.total()).isEqualTo(after == null ? 7 : null);
            assertThat(page.cut()).isFalse();
            page.items().forEach(item -> paged.add(item.id()));
            after = page.next();
            pages++;
        } while (after != null);
        assertThat(paged).isEqualTo(whole);
        assertThat(pages).isEqualTo(3);
        assertThat(office.list.page(ana, query("baobab", null, 7)).next()).isNull();

        List<Long> found = new ArrayList<>();
        Long last = 0L;
        do {
            Search.Page page = baobabs(last, 3);
            assertThat(page.total()).isEqualTo(last == 0 ? 7 : null);
            page.found().forEach(one -> found.add(one.id()));
            last = page.next();
        } while (last != null);
        assertThat(found).isEqualTo(whole);
    }

    private Search.Page baobabs(long after, int limit) {
        return office.database.inTransaction(
                tx -> Search.find(tx, office.sight.reach(tx, ana), "baobab", "en", after, limit));
    }

    @Test
    void theListAndTheSearchSayWhenOnlyTheBestAreInThem() {
        long type = office.type("roads", "clerks", Level.MANAGE);
        long first = office.open(ana, type, "Road", Map.of("person", "baobab"));
        office.database.useTransaction(tx -> copies(tx, first, 300));
        DossierList.Page page = office.list.page(ana, query("baobab", null, 50));
        assertThat(page.items()).hasSize(50);
        assertThat(page.cut()).isTrue();
        Search.Page places = baobabs(0, 150);
        assertThat(places.cut()).isTrue();
        assertThat(places.total()).isEqualTo(Search.RANKED);
        Search.Page rest = baobabs(places.next(), 150);
        assertThat(rest.found()).hasSize(Search.RANKED - 150);
        assertThat(rest.cut()).isTrue();
        assertThat(rest.next()).isNull();
        assertThat(office.list.page(ana, query("bridges", null, 50)).cut()).isFalse();
    }

    @Test
    void anExportHoldsAllThatFitsAndNotTheBestAlone() throws Exception {
        long type = office.type("roads", "clerks", Level.MANAGE);
        long first = office.open(ana, type, "Road", Map.of("person", "baobab"));
        office.database.useTransaction(tx -> copies(tx, first, 300));
        Export export = new Export(office.database, office.sight, office.audit);
        assertThat(exported(export, ana, "baobabs")).hasSize(1 + 301);
        assertThat(exported(export, ben, "baobabs")).as("only its head").hasSize(1);
        assertThat(exported(export, ana, "devis")).as("by what is in a document").hasSize(2);
        assertThat(exported(export, ana, "ROADS-2026-00001")).hasSizeGreaterThan(1);
        assertThat(exported(export, ana, "xylophone")).hasSize(1);
    }

    private static List<String> exported(Export export, Caller caller, String q) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        export.write(caller, query(q, null, 50), Export.Form.CSV, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void copies(Handle tx, long of, int many) {
        tx.createUpdate(
                        """
                        WITH made AS (
                          INSERT INTO vault_dossier (type_id, number, title, state, fields,
                            created_at, created_by, changed_at)
                          SELECT type_id, number || '-' || n, title, state, fields, created_at,
                            created_by, changed_at
                          FROM vault_dossier, generate_series(1, :many) AS n WHERE id = :of
                          RETURNING id)
                        INSERT INTO vault_text (dossier_id, version, title, text, words)
                        SELECT made.id, version, title, text, words
                        FROM vault_text, made WHERE dossier_id = :of
                        """)
                .bind("of", of)
                .bind("many", many)
                .execute();
    }

    private static ListQuery query(String q, ListQuery.Cursor after, int limit) {
        return new ListQuery(
                0, null, null, q, 0, false, false, ListQuery.Sort.CHANGED, after, limit);
    }

    private TypeDefinition inTwoLanguages() {
        TypeDefinition aid = office.aid("bridge", new Grant(office.group("clerks"), Level.MANAGE));
        return new TypeDefinition(
                aid.key(),
                aid.name(),
                aid.number(),
                List.of(
                        new TypeDefinition.Field(
                                "district",
                                Map.of("en", "District", "fr", "District"),
                                FieldKind.CHOICE,
                                false,
                                List.of(
                                        new TypeDefinition.Choice(
                                                "n", Map.of("en", "North", "fr", "Nord"))),
                                null,
                                null,
                                null),
                        new TypeDefinition.Field(
                                "remarks",
                                Map.of("en", "Remarks", "fr", "Remarques"),
                                FieldKind.LONGTEXT,
                                false,
                                List.of(),
                                null,
                                null,
                                null)),
                aid.states(),
                aid.initial(),
                aid.transitions(),
                aid.retention(),
                aid.grants(),
                null);
    }

    @Test
    void nobodyFindsWhatTheyMayNotSee() {
        assertThat(titles(ben, "école")).containsExactly("École privée: taxes");
        assertThat(titles(ben, "tôles")).isEmpty();
        assertThat(titles(office.administrator(), "école")).hasSize(2);
    }
}
