package relais.vault.upload;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Kept;
import relais.vault.document.Actor;
import relais.vault.document.Condition;
import relais.vault.document.DocumentPath;
import relais.vault.document.Documents;
import relais.vault.document.Outcome;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Refused;
import relais.vault.document.Outcome.Why;

/**
 * Contents that arrive in pieces, over links that break and to processes that die: each piece is a
 * content of its own, durable before the offset says so, so that any process can go on with what
 * another began. When all are there they are read one after another into the whole.
 */
public final class Uploads {
    /** How long one may be away: a weekend and the days around it. */
    public static final Duration PATIENCE = Duration.ofDays(7);

    /** So much is durable before the rest of a request is read: what a crash can cost at most. */
    static final int PIECE = 16 * 1024 * 1024;

    /** Uploads under way of one person: 500 files dropped, several times over. */
    private static final int MOST = 5_000;

    /** The refusal of a second who would make the same document. */
    public static final String UNDER_WAY = "upload-finishing";

    /** Collected at a time. */
    private static final int BATCH = 100;

    private final Database database;
    private final Blobs blobs;
    private final Documents documents;
    private final Turns turns = new Turns();

    /** Those of which a document is being made here: minutes, where they are large. */
    private final Set<String> finishing = ConcurrentHashMap.newKeySet();

    private final InstantSource clock;
    private final RandomGenerator random;

    public Uploads(
            Database database,
            Blobs blobs,
            Documents documents,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.blobs = blobs;
        this.documents = documents;
        this.clock = clock;
        this.random = random;
    }

    /** Begins an upload of {@code length} bytes. */
    public Outcome<Upload> begin(Actor actor, Wish wish, long length) {
        Optional<String> objection = objection(wish.path());
        if (objection.isPresent()) {
            return new Refused<>(Why.INVALID, "invalid-path", objection.get());
        }
        Outcome<Boolean> admitted = documents.admits(actor, wish.dossierId());
        if (admitted instanceof Refused<Boolean>(Why why, String code, String detail)) {
            return new Refused<>(why, code, detail);
        }
        byte[] secret = new byte[18];
        random.nextBytes(secret);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return database.inTransaction(
                tx -> {
                    if (underWay(tx, actor) >= MOST) {
                        return new Refused<>(
                                Why.CONFLICT,
                                "too-many-uploads",
                                "finish or end some of your " + MOST + " uploads first");
                    }
                    insert(tx, id, actor, wish, length);
                    return new Done<>(find(tx, id).orElseThrow());
                });
    }

    private static Optional<String> objection(String path) {
        try {
            return DocumentPath.parse(path).isTop()
                    ? Optional.of("the path names no document")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static int underWay(Handle tx, Actor actor) {
        return tx.createQuery(
                        """
                        SELECT count(*) FROM vault_upload
                        WHERE user_id = :user AND document_id IS NULL
                        """)
                .bind("user", actor.caller().userId())
                .mapTo(Integer.class)
                .one();
    }

    private void insert(Handle tx, String id, Actor actor, Wish wish, long length) {
        tx.createUpdate(
                        """
                        INSERT INTO vault_upload (id, dossier_id, path, if_exists, length, user_id,
                          metadata, created_at, expires_at)
                        VALUES (:id, :dossier, :path, :ifExists, :length, :user, :metadata, :now,
                          :expires)
                        """)
                .bind("id", id)
                .bind("dossier", wish.dossierId())
                .bind("path", wish.path())
                .bind("ifExists", wish.ifExists())
                .bind("length", length)
                .bind("user", actor.caller().userId())
                .bind("metadata", wish.metadata())
                .bind("now", clock.instant())
                .bind("expires", clock.instant().plus(PATIENCE))
                .execute();
    }

    /**
     * The upload, if it is the actor's, with all that has come for it: who asks has given up the
     * link by which something may still seem to be coming.
     */
    public Optional<Upload> settled(Actor actor, String id) throws IOException {
        Optional<Upload> mine = find(actor, id);
        if (mine.isEmpty()) {
            return mine;
        }
        turns.settle(id);
        return find(actor, id);
    }

    /** The upload, if it is the actor's. */
    public Optional<Upload> find(Actor actor, String id) {
        return database.with(handle -> find(handle, id))
                .filter(upload -> upload.userId() == actor.caller().userId());
    }

    private static Optional<Upload> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM vault_upload WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> upload(row))
                .findOne();
    }

    private static Upload upload(ResultSet row) throws SQLException {
        long document = row.getLong("document_id");
        return new Upload(
                row.getString("id"),
                row.getLong("dossier_id"),
                row.getString("path"),
                row.getString("if_exists"),
                row.getLong("length"),
                row.getLong("received"),
                row.getLong("user_id"),
                row.getString("metadata"),
                row.getTimestamp("expires_at").toInstant(),
                row.wasNull() || document == 0 ? null : document,
                row.getString("refusal"));
    }

    /**
     * Takes bytes from {@code offset} on until they end, the link breaks or all are there. What has
     * arrived stays, but where {@code told} says that it is not what was sent: then none of it.
     */
    public Outcome<Upload> append(
            Actor actor, Upload upload, long offset, InputStream body, Digests told)
            throws IOException {
        if (offset != upload.received()) {
            return conflict(upload.received());
        }
        Digests.Reading reading = told.reading(body);
        Breaking incoming = new Breaking(reading, upload.length() - offset);
        try (Turns.Turn turn = turns.take(upload.id(), incoming)) {
            return take(actor, upload, reading, incoming, told);
        }
    }

    private Outcome<Upload> take(
            Actor actor, Upload upload, Digests.Reading reading, Breaking incoming, Digests told)
            throws IOException {
        // what must fit as one is kept as one
        long piece = told.isEmpty() ? PIECE : Long.MAX_VALUE;
        Upload now = upload;
        while (!now.whole() && !incoming.ended()) {
            Kept kept = blobs.keep(incoming.next(piece));
            if (!told.isEmpty() && incoming.broken()) {
                return new Refused<>(
                        Why.INVALID, "digest-mismatch", "what arrived is not all that was sent");
            }
            if (reading.asTold(kept.id())
                    instanceof Refused<Boolean>(Why why, String code, String detail)) {
                return new Refused<>(why, code, detail);
            }
            if (incoming.tooLong()) {
                return new Refused<>(
                        Why.INVALID, "upload-too-long", "more bytes than were announced");
            }
            if (kept.size() > 0) {
                Optional<Upload> after = note(now, kept);
                if (after.isEmpty()) {
                    return conflict(find(actor, upload.id()).map(Upload::received).orElse(0L));
                }
                now = after.get();
            }
        }
        return now.whole() ? finish(actor, now) : new Done<>(now);
    }

    private static Outcome<Upload> conflict(long received) {
        return new Refused<>(
                Why.CONFLICT, "wrong-offset", "go on at " + received + ": so much is here");
    }

    /** Empty where another request wrote there first. */
    private Optional<Upload> note(Upload upload, Kept piece) {
        return database.inTransaction(
                tx -> {
                    int moved =
                            tx.createUpdate(
                                            """
                                            UPDATE vault_upload SET received = received + :size,
                                              expires_at = :expires
                                            WHERE id = :id AND received = :at
                                            """)
                                    .bind("size", piece.size())
                                    .bind("expires", clock.instant().plus(PATIENCE))
                                    .bind("id", upload.id())
                                    .bind("at", upload.received())
                                    .execute();
                    if (moved == 0) {
                        return Optional.empty();
                    }
                    blobs.refer(tx, piece.id());
                    tx.execute(
                            "INSERT INTO vault_upload_piece (upload_id, at, size, hash)"
                                    + " VALUES (?, ?, ?, ?)",
                            upload.id(),
                            upload.received(),
                            piece.size(),
                            piece.id().bytes());
                    return find(tx, upload.id());
                });
    }

    /**
     * Makes a document of what is whole; done again it changes nothing, and nothing is begun while
     * this process is at it. What cannot be put in its place stays until it expires, and says why.
     */
    public Outcome<Upload> finish(Actor actor, Upload upload) throws IOException {
        if (upload.documentId() != null) {
            return new Done<>(upload);
        }
        if (!finishing.add(upload.id())) {
            return new Refused<>(
                    Why.LOCKED, UNDER_WAY, "all of it is here, and a document is being made of it");
        }
        try {
            return made(actor, upload);
        } finally {
            finishing.remove(upload.id());
        }
    }

    private Outcome<Upload> made(Actor actor, Upload upload) throws IOException {
        Documents.Brought brought;
        try (Pieces pieces = new Pieces(blobs, pieces(upload.id()))) {
            brought = documents.bring(pieces);
        }
        if (brought.kept().size() != upload.length()) {
            throw new IOException("pieces of upload " + upload.id() + " do not make the whole");
        }
        Condition condition =
                switch (upload.ifExists()) {
                    case "rename" -> new Condition.Beside();
                    case "refuse" -> new Condition.Absent();
                    default -> new Condition.Always();
                };
        Outcome<Documents.Put> outcome =
                documents.place(
                        actor,
                        upload.dossierId(),
                        DocumentPath.parse(upload.path()),
                        brought,
                        new Documents.Rules(condition, true),
                        (tx, put) -> finished(tx, upload, put.document().id()));
        Upload after = database.with(handle -> find(handle, upload.id())).orElse(upload);
        if (after.documentId() == null
                && outcome instanceof Refused<Documents.Put>(Why why, String c, String d)) {
            refuse(upload, c);
            return new Refused<>(why, c, d);
        }
        return new Done<>(after);
    }

    /** In the transaction that places the document; false for the second who finishes it. */
    private boolean finished(Handle tx, Upload upload, long documentId) {
        int marked =
                tx.execute(
                        "UPDATE vault_upload SET document_id = ?, refusal = NULL"
                                + " WHERE id = ? AND document_id IS NULL",
                        documentId,
                        upload.id());
        release(tx, upload.id());
        return marked == 1;
    }

    private void refuse(Upload upload, String code) {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "UPDATE vault_upload SET refusal = ? WHERE id = ?",
                                code,
                                upload.id()));
    }

    private List<BlobId> pieces(String id) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT hash FROM vault_upload_piece"
                                                + " WHERE upload_id = :id ORDER BY at")
                                .bind("id", id)
                                .map((row, context) -> BlobId.of(row.getBytes("hash")))
                                .list());
    }

    /** Exactly what goes here: another transaction may have given back what was seen before. */
    private void release(Handle tx, String id) {
        tx.createQuery(
                        "WITH gone AS (DELETE FROM vault_upload_piece WHERE upload_id = :id"
                                + " RETURNING hash) SELECT hash FROM gone ORDER BY hash")
                .bind("id", id)
                .map((row, context) -> BlobId.of(row.getBytes(1)))
                .list()
                .forEach(hash -> blobs.release(tx, hash));
    }

    /** Ends an upload; its pieces are collected. */
    public void end(Upload upload) {
        // who finishes it meanwhile holds its content before its row
        Deadlock.retried(() -> database.inTransaction(tx -> end(tx, upload.id())));
    }

    private int end(Handle tx, String id) {
        // a piece that is being noted is waited for: what is not seen now is never released
        tx.execute("SELECT FROM vault_upload WHERE id = ? FOR UPDATE", id);
        release(tx, id);
        return tx.execute("DELETE FROM vault_upload WHERE id = ?", id);
    }

    /** Forgets uploads that nobody went on with; how many. */
    public int collect() {
        Instant now = clock.instant();
        return database.inTransaction(
                tx -> {
                    List<String> old =
                            tx.createQuery(
                                            """
                                            SELECT id FROM vault_upload WHERE expires_at < :now
                                            ORDER BY expires_at LIMIT :batch
                                            FOR UPDATE SKIP LOCKED
                                            """)
                                    .bind("now", now)
                                    .bind("batch", BATCH)
                                    .mapTo(String.class)
                                    .list();
                    old.forEach(id -> end(tx, id));
                    return old.size();
                });
    }
}
