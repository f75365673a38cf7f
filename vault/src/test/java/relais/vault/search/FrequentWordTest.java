package relais.vault.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.testing.Office;

/** Among very many dossiers the newest are asked for first, and nobody misses what is old. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrequentWordTest {
    private static final int TEXTS = 60_000;

    /**
     * All speak of water, one in ten of a well, one in a hundred of a pump. Those of the second
     * type are the oldest hundred; the first of all is the only one with a tank.
     */
    private static final String FILL =
            """
            INSERT INTO vault_dossier (type_id, number, title, state, created_at, created_by, changed_at)
            SELECT CASE WHEN n <= 100 THEN :old ELSE :new END, 'N' || n, 'Water ' || n, 'open', now(), 1, now()
            FROM generate_series(1, :texts) AS n ORDER BY n;
            INSERT INTO vault_text (id, dossier_id, version, title, text, words)
            SELECT n, d.id, 1, d.title, 'water',
              array_to_tsvector(ARRAY['water', '#' || (n >> 14), '@' || d.type_id]
                || CASE WHEN n % 10 = 0 THEN ARRAY['well'] ELSE '{}' END
                || CASE WHEN n % 100 = 0 THEN ARRAY['pump'] ELSE '{}' END
                || CASE WHEN n = 1 THEN ARRAY['tank'] ELSE '{}' END)
            FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM vault_dossier) AS d;
            INSERT INTO vault_word (word) VALUES ('water'), ('well'), ('pump'), ('tank');
            """;

    private final Office office = new Office();
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final Caller ben = office.somebody("Ben", "archive", Office.CLERK);

    @BeforeAll
    void fill() {
        long later = office.type("new", "clerks", Level.READ);
        long old = office.type("old", "archive", Level.READ);
        office.database.useTransaction(
                tx ->
                        tx.createScript(
                                        FILL.replace(":texts", "" + TEXTS)
                                                .replace(":old", "" + old)
                                                .replace(":new", "" + later))
                                .execute());
        office.database.with(h -> h.execute("VACUUM ANALYZE vault_text"));
    }

    @AfterAll
    void close() {
        office.close();
    }

    private List<Long> texts(Caller caller, String q) {
        return office.database.inTransaction(
                tx ->
                        Search.find(tx, office.sight.reach(tx, caller), q, "en", 0, 200)
                                .found()
                                .stream()
                                .map(found -> Long.valueOf(found.title().substring(6)))
                                .toList());
    }

    @Test
    void whoLooksForWhatStandsEverywhereGetsAPageOfTheNewest() {
        assertThat(texts(ana, "water ")).hasSize(200).allMatch(n -> n >= TEXTS - (2 << 14));
        assertThat(texts(ana, "water well "))
                .hasSize(200)
                .allMatch(n -> n % 10 == 0 && n >= TEXTS - (2 << 14));
    }

    @Test
    void whatOnlyOldOnesHoldIsFoundAmongThem() {
        assertThat(texts(ben, "water ")).hasSize(100);
        assertThat(texts(ben, "water well "))
                .containsExactly(100L, 90L, 80L, 70L, 60L, 50L, 40L, 30L, 20L, 10L);
        assertThat(texts(ben, "tank")).containsExactly(1L);
        assertThat(texts(ben, "water tank ")).containsExactly(1L);
        assertThat(texts(ana, "tank")).isEmpty();
        assertThat(texts(ben, "pump well")).containsExactly(100L);
    }
}
