package relais.vault.blob;

import java.util.List;
import org.jdbi.v3.core.Handle;
import relais.vault.blob.seal.Kind;

/** Which chunks a content needs. */
final class Parts {
    private Parts() {}

    /** Whether it is a list of which no chunk is protected: some were not there. */
    static boolean lack(Handle tx, BlobId content) {
        return tx.createQuery(
                        """
                        SELECT 1 FROM vault_blob b WHERE hash = :hash AND kind = :list
                            AND NOT EXISTS (SELECT 1 FROM vault_part WHERE content = b.hash)
                        """)
                .bind("hash", content.bytes())
                .bind("list", Kind.LIST.ordinal())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Those that are there already stay as they are. */
    static void join(Handle tx, BlobId content, List<Index.Part> parts) {
        tx.createUpdate(
                        """
                        WITH added AS (
                            INSERT INTO vault_part (content, at, chunk)
                            SELECT :content, at, chunk FROM unnest(:ats, :chunks) AS p (at, chunk)
                            ON CONFLICT (content, at) DO NOTHING RETURNING chunk)
                        UPDATE vault_blob b SET refs = refs + p.times
                        FROM (SELECT chunk, count(*) AS times FROM added GROUP BY chunk) p
                        WHERE b.hash = p.chunk
                        """)
                .bind("content", content.bytes())
                .bind("ats", Columns.array("int8", parts, Index.Part::at))
                .bind("chunks", Columns.array("bytea", parts, part -> part.chunk().bytes()))
                .execute();
    }
}
