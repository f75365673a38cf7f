package relais.vault.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relais.platform.identity.Caller;
import relais.vault.access.Level;
import relais.vault.testing.Office;

/** A list by a tag that very many dossiers carry shows the same as if all were sorted. */
class CommonTagTest {
    private static final int DOSSIERS = 20_000;
    private static final int PAGES = 5;
    private static final int PAGE = 40;

    /**
     * All that changed long ago carry it, of the others one in fifty: by the last change a glance
     * finds too few, in other orders enough. Two hundred of a type that is not seen are granted.
     */
    private static final String FILL =
            """
            INSERT INTO vault_dossier (type_id, number, title, state, confidential, tags, created_at,
                created_by, changed_at)
            SELECT CASE WHEN n % 2 = 0 THEN :one WHEN n % 100 = 1 THEN :third ELSE :other END,
              'N' || n, 'Title ' || n * 7919 % 20000, 'open', n % 20 = 4,
              CASE WHEN age < 9000 OR age % 50 < 2 OR n % 100 = 1 THEN ARRAY['common']
                ELSE '{}' END,
              now(), 1, timestamptz '2020-01-01' + age * interval '1 minute'
            FROM (SELECT n, n * :step % 20000 AS age FROM generate_series(1, 20000) AS n) AS made
            """;

    private final Office office = new Office();
    private final Caller ana = office.somebody("Ana", "clerks", Office.CLERK);
    private final long one = office.type("one", "clerks", Level.READ);
    private final long other = office.type("other", "clerks", Level.READ);
    private final long third = office.type("third", "nobody", Level.READ);

    private void fill(int step) {
        office.database.useTransaction(
                tx -> {
                    tx.createUpdate(FILL)
                            .bind("one", one)
                            .bind("other", other)
                            .bind("third", third)
                            .bind("step", step)
                            .execute();
                    tx.createUpdate(
                                    """
                                    INSERT INTO vault_grant (dossier_id, group_id, level)
                                    SELECT id, :clerks, 1 FROM vault_dossier WHERE type_id = :third
                                    """)
                            .bind("clerks", office.group("clerks"))
                            .bind("third", third)
                            .execute();
                });
    }

    private List<Long> listed(ListQuery.Sort sort) {
        List<Long> listed = new ArrayList<>();
        ListQuery.Cursor after = null;
        for (int i = 0; i < PAGES; i++) {
            DossierList.Page page =
                    new DossierList(office.database, office.sight)
                            .page(
                                    ana,
                                    new ListQuery(
                                            0, null, "common", null, 0, false, false, sort, after,
                                            PAGE));
            page.items().forEach(item -> listed.add(item.id()));
            after = page.next();
        }
        return listed;
    }

    private List<Long> expected(ListQuery.Sort sort) {
        return office.database.with(
                h ->
                        h.createQuery(
                                        """
                                        SELECT d.id FROM vault_dossier d
                                        WHERE 'common' = ANY (d.tags)
                                          AND (d.type_id = :third OR NOT d.confidential)
                                        """
                                                + sort.order()
                                                + " LIMIT "
                                                + PAGES * PAGE)
                                .bind("third", third)
                                .mapTo(Long.class)
                                .list());
    }

    @ParameterizedTest
    @EnumSource(ListQuery.Sort.class)
    void pageByPageItIsTheSame(ListQuery.Sort sort) {
        int step = 2 * new Random().nextInt(DOSSIERS / 2) + 1;
        fill(step);
        assertThat(listed(sort)).as("step " + step).isEqualTo(expected(sort));
        office.close();
    }

    /** Where only the oldest carry it, a glance finds too few. */
    @Test
    void whatOnlyTheOldestCarryIsFoundAsWell() {
        fill(1);
        office.database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_dossier SET tags = '{}' WHERE changed_at > '2020-01-10'"));
        assertThat(listed(ListQuery.Sort.CHANGED)).isEqualTo(expected(ListQuery.Sort.CHANGED));
        office.close();
    }
}
