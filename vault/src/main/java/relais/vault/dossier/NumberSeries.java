package relais.vault.dossier;

import org.jdbi.v3.core.Handle;

/**
 * Gives numbers without gaps. A number is taken last before the commit: others of the same series
 * wait only that long, and a transaction that fails gives its number back.
 */
final class NumberSeries {
    private NumberSeries() {}

    static long next(Handle tx, long typeId, int year) {
        return tx.createQuery(
                        """
                        INSERT INTO vault_series (type_id, year, last) VALUES (:type, :year, 1)
                        ON CONFLICT (type_id, year) DO UPDATE SET last = vault_series.last + 1
                        RETURNING last
                        """)
                .bind("type", typeId)
                .bind("year", year)
                .mapTo(Long.class)
                .one();
    }
}
