package relais.vault.manifest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;

/**
 * A manifest that was kept takes the place of the newest, and that the place of the one before:
 * both stay whole, what was before them is collected some time.
 */
final class Replacing {
    private static final short NEWEST = 1;
    private static final short BEFORE = 2;

    private final Handle tx;
    private final Blobs blobs;
    private final Due.Taken taken;

    Replacing(Handle tx, Blobs blobs, Due.Taken taken) {
        this.tx = tx;
        this.blobs = blobs;
        this.taken = taken;
    }

    /** The heads that were referred to. */
    private record Heads(@Nullable BlobId newest, @Nullable BlobId before) {}

    /**
     * It counts from now on. What was marked meanwhile is due again. Of what is gone nothing stays
     * but that word.
     */
    void with(Pieces.Made made, long turn, boolean gone, Rest rest) {
        Heads had = heads();
        blobs.refer(tx, made.head());
        BlobId before = gone ? null : had.newest();
        write(made.head(), before, turn, rest);
        pieces(made.pieces(), gone);
        if (gone && had.newest() != null) {
            blobs.release(tx, had.newest());
        }
        if (had.before() != null) {
            blobs.release(tx, had.before());
        }
    }

    private void write(BlobId head, @Nullable BlobId before, long turn, Rest rest) {
        tx.createUpdate(
                        """
                        UPDATE vault_manifest SET head = :head, before = :before, turn = :turn,
                          rest_until = :rest, rest_seconds = :seconds,
                          due_at = CASE WHEN marks = :marks THEN NULL
                            ELSE cast(:rest AS timestamptz) END
                        WHERE kind = :kind AND subject = :subject
                        """)
                .bind("head", head.bytes())
                .bind("before", before == null ? null : before.bytes())
                .bind("turn", turn)
                .bind("rest", rest.until())
                .bind("seconds", rest.length().toSeconds())
                .bind("marks", taken.marks())
                .bind("kind", kind())
                .bind("subject", taken.subject().id())
                .execute();
    }

    private int kind() {
        return taken.subject().kind().ordinal();
    }

    private Heads heads() {
        return tx.createQuery(
                        """
                        SELECT head, before FROM vault_manifest
                        WHERE kind = :kind AND subject = :subject FOR UPDATE
                        """)
                .bind("kind", kind())
                .bind("subject", taken.subject().id())
                .map((row, context) -> new Heads(id(row.getBytes(1)), id(row.getBytes(2))))
                .one();
    }

    private static @Nullable BlobId id(byte @Nullable [] hash) {
        return hash == null ? null : BlobId.of(hash);
    }

    private void pieces(Set<BlobId> made, boolean gone) {
        Map<BlobId, Short> had = used();
        Set<BlobId> all = new HashSet<>(had.keySet());
        all.addAll(made);
        for (BlobId piece : all) {
            short was = had.getOrDefault(piece, (short) 0);
            int before = !gone && (was & NEWEST) != 0 ? BEFORE : 0;
            use(piece, was, (short) ((made.contains(piece) ? NEWEST : 0) | before));
        }
    }

    private Map<BlobId, Short> used() {
        Map<BlobId, Short> used = new HashMap<>();
        tx.createQuery(
                        """
                        SELECT hash, used FROM vault_manifest_piece
                        WHERE kind = :kind AND subject = :subject
                        """)
                .bind("kind", kind())
                .bind("subject", taken.subject().id())
                .map((row, context) -> used.put(BlobId.of(row.getBytes(1)), row.getShort(2)))
                .list();
        return used;
    }

    private void use(BlobId piece, short was, short now) {
        if (was == now) {
            return;
        }
        if (was == 0) {
            blobs.refer(tx, piece);
            tx.execute(
                    "INSERT INTO vault_manifest_piece (kind, subject, hash, used)"
                            + " VALUES (?, ?, ?, ?)",
                    kind(),
                    taken.subject().id(),
                    piece.bytes(),
                    now);
        } else if (now == 0) {
            tx.execute(
                    "DELETE FROM vault_manifest_piece WHERE kind = ? AND subject = ? AND hash = ?",
                    kind(),
                    taken.subject().id(),
                    piece.bytes());
            blobs.release(tx, piece);
        } else {
            tx.execute(
                    "UPDATE vault_manifest_piece SET used = ?"
                            + " WHERE kind = ? AND subject = ? AND hash = ?",
                    now,
                    kind(),
                    taken.subject().id(),
                    piece.bytes());
        }
    }
}
