package relais.vault.manifest;

import org.jdbi.v3.core.Handle;

/** Contents that nothing refers to: what had no manifest, and what was on its way out. */
record Nameless(long contents, long bytes) {
    static Nameless of(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT count(*), coalesce(sum(size), 0)::bigint FROM vault_blob
                        WHERE refs = 0 AND kind IN (0, 2)
                        """)
                .map((row, context) -> new Nameless(row.getLong(1), row.getLong(2)))
                .one();
    }
}
