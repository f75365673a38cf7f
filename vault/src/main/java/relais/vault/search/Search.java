package relais.vault.search;

import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import relais.vault.access.Reach;

/** Finds dossiers and documents by what somebody types. */
public final class Search {
    private Search() {}

    /** Numbers of the dossiers that {@code q} means, or whose documents do; the best first. */
    public static List<Long> dossiers(Handle tx, Reach reach, String q, int limit) {
        return tx.createQuery(
                        """
                        SELECT t.dossier_id FROM vault_text t
                        WHERE t.words @@ (plainto_tsquery('vault_french', :q)
                            || plainto_tsquery('vault_english', :q))
                        GROUP BY t.dossier_id LIMIT :limit
                        """)
                .bind("q", q.toLowerCase(Locale.ROOT))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }
}
