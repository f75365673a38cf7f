package relais.vault.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/** Which manifests are to be written. What is marked stays so until it is written. */
final class Due {
    private Due() {}

    /** Something to write, taken for a while. */
    record Taken(Subject subject, long turn, long marks) {}

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
                        RETURNING m.kind, m.subject, m.turn, m.marks
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
                                        row.getLong(4)))
                .list();
    }

    /**
     * A manifest was kept: it counts from now on, and what it replaced is collected some time. What
     * was marked meanwhile is due again.
     *
     * @param rest before which it is not written again
     */
    static void written(
            Handle tx, Blobs blobs, Taken taken, long turn, Pieces.Made made, Instant rest) {
        Subject subject = taken.subject();
        BlobId before = head(tx, subject);
        Set<BlobId> had = pieces(tx, subject);
        if (!made.head().equals(before)) {
            blobs.refer(tx, made.head());
        }
        made.pieces().stream()
                .filter(p -> !had.contains(p))
                .forEach(p -> add(tx, blobs, subject, p));
        tx.createUpdate(
                        """
                        UPDATE vault_manifest SET head = :head, turn = :turn, rest_until = :rest,
                          due_at = CASE WHEN marks = :marks THEN NULL
                            ELSE cast(:rest AS timestamptz) END
                        WHERE kind = :kind AND subject = :subject
                        """)
                .bind("head", made.head().bytes())
                .bind("turn", turn)
                .bind("rest", rest)
                .bind("marks", taken.marks())
                .bind("kind", subject.kind().ordinal())
                .bind("subject", subject.id())
                .execute();
        had.stream()
                .filter(piece -> !made.pieces().contains(piece))
                .forEach(piece -> remove(tx, blobs, subject, piece));
        if (before != null && !made.head().equals(before)) {
            blobs.release(tx, before);
        }
    }

    private static @Nullable BlobId head(Handle tx, Subject subject) {
        return tx.createQuery(
                        """
                        SELECT head FROM vault_manifest
                        WHERE kind = :kind AND subject = :subject AND head IS NOT NULL FOR UPDATE
                        """)
                .bind("kind", subject.kind().ordinal())
                .bind("subject", subject.id())
                .map((row, context) -> BlobId.of(row.getBytes(1)))
                .findOne()
                .orElse(null);
    }

    private static Set<BlobId> pieces(Handle tx, Subject subject) {
        return tx.createQuery(
                        """
                        SELECT hash FROM vault_manifest_piece
                        WHERE kind = :kind AND subject = :subject
                        """)
                .bind("kind", subject.kind().ordinal())
                .bind("subject", subject.id())
                .map((row, context) -> BlobId.of(row.getBytes(1)))
                .set();
    }

    private static void add(Handle tx, Blobs blobs, Subject subject, BlobId piece) {
        blobs.refer(tx, piece);
        tx.execute(
                "INSERT INTO vault_manifest_piece (kind, subject, hash) VALUES (?, ?, ?)",
                subject.kind().ordinal(),
                subject.id(),
                piece.bytes());
    }

    private static void remove(Handle tx, Blobs blobs, Subject subject, BlobId piece) {
        tx.execute(
                "DELETE FROM vault_manifest_piece WHERE kind = ? AND subject = ? AND hash = ?",
                subject.kind().ordinal(),
                subject.id(),
                piece.bytes());
        blobs.release(tx, piece);
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
