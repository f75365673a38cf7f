package relais.vault.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which manifests are to be written. What is marked stays so until it is written. */
final class Due {
    private Due() {}

    /** Something to write, taken for a while. */
    record Taken(Subject subject, long turn, long marks, Rest before) {}

    /** Brings marks together: many changes of a subject are one thing to do; whether there were. */
    static boolean gather(Handle tx, Instant now, int most) {
        return tx.createUpdate(
                                """
                                WITH gone AS (
                                  DELETE FROM vault_manifest_due WHERE ctid = ANY (ARRAY(
                                    SELECT ctid FROM vault_manifest_due LIMIT :most
                                    FOR UPDATE SKIP LOCKED))
                                  RETURNING kind, subject)
                                INSERT INTO vault_manifest AS m (kind, subject, marks, due_at)
                                SELECT DISTINCT kind, subject, 1, :now::timestamptz FROM gone
                                ORDER BY 1, 2
                                ON CONFLICT (kind, subject) DO UPDATE SET marks = m.marks + 1,
                                  due_at = coalesce(m.due_at, greatest(m.rest_until,
                                    excluded.due_at))
                                """)
                        .bind("most", most)
                        .bind("now", now)
                        .execute()
                > 0;
    }

    /** Takes some that are due, so that nobody else writes them for {@code lease}. */
    static List<Taken> take(Handle tx, Instant now, Duration lease, int most) {
        return tx.createQuery(
                        """
                        UPDATE vault_manifest m SET due_at = :until
                        FROM (SELECT kind, subject FROM vault_manifest WHERE due_at <= :now
                              ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED) due
                        WHERE m.kind = due.kind AND m.subject = due.subject
                        RETURNING m.kind, m.subject, m.turn, m.marks, m.rest_seconds,
                          coalesce(extract(epoch FROM nullif(m.rest_until, '-infinity')), 0)::bigint
                        """)
                .bind("until", now.plus(lease))
                .bind("now", now)
                .bind("most", most)
                .map(
                        (row, context) ->
                                new Taken(
                                        new Subject(
                                                Subject.Kind.values()[row.getInt(1)],
                                                row.getLong(2)),
                                        row.getLong(3),
                                        row.getLong(4),
                                        new Rest(
                                                Duration.ofSeconds(row.getInt(5)),
                                                Instant.ofEpochSecond(row.getLong(6)))))
                .list();
    }

    /** It could not be written. */
    static void putOff(Handle tx, Taken taken, Instant until) {
        tx.createUpdate(
                        """
                        UPDATE vault_manifest SET due_at = :until
                        WHERE kind = :kind AND subject = :subject AND due_at IS NOT NULL
                        """)
                .bind("until", until)
                .bind("kind", taken.subject().kind().ordinal())
                .bind("subject", taken.subject().id())
                .execute();
    }

    /** How many are not written yet. */
    static long waiting(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM vault_manifest WHERE due_at IS NOT NULL)
                          + (SELECT count(*) FROM vault_manifest_due)
                        """)
                .mapTo(Long.class)
                .one();
    }
}
