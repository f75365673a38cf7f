package relais.vault.document;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.db.Deadlock;
import relais.vault.document.Outcome.Done;
import relais.vault.document.Outcome.Why;

/**
 * Who edits what, and until when. One's own lock is no obstacle to oneself; a drive that must show
 * the token even then asks {@link #on}. A lock ends by itself, so that none is ever stuck.
 */
public final class Locks {
    /** Longer than a working day is forgotten rather than worked on. */
    public static final Duration LONGEST = Duration.ofHours(10);

    /** More of one person in one dossier are a program's mistake. */
    private static final int MOST = 200;

    /** Who shares one lock. */
    private static final int MOST_SHARED = 20;

    private final Database database;
    private final Entrance entrance;
    private final Tree tree;
    private final InstantSource clock;
    private final RandomGenerator random;

    Locks(
            Database database,
            Entrance entrance,
            Tree tree,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.entrance = entrance;
        this.tree = tree;
        this.clock = clock;
        this.random = random;
    }

    /** Takes a lock; one that one has already is refused to somebody else, not to oneself. */
    public Outcome<Lock> take(Actor actor, Node node, Lock.Terms terms) {
        return attempt(
                tx -> {
                    entrance.write(tx, actor.caller(), node.dossierId());
                    Entrance.holdAll(tx, node.dossierId());
                    sweep(tx, node.dossierId());
                    List<Lock> there = new ArrayList<>(on(tx, node));
                    if (terms.deep() && node instanceof Folder folder) {
                        there.addAll(below(tx, folder));
                    }
                    boolean fits =
                            there.isEmpty()
                                    || terms.shared()
                                            && there.size() < MOST_SHARED
                                            && there.stream().allMatch(Lock::shared);
                    if (!fits) {
                        throw locked(there.getFirst());
                    }
                    requireRoom(tx, actor, node.dossierId());
                    return insert(tx, actor, node, terms);
                });
    }

    /** Lets one's lock last anew. */
    public Outcome<Lock> refresh(Actor actor, String token, Duration time) {
        return attempt(
                tx -> {
                    Lock longer =
                            tx.createQuery(
                                            """
                                        UPDATE vault_lock SET until = :until
                                        WHERE token = :token AND user_id = :user AND until > :now
                                        RETURNING *
                                        """)
                                    .bind("until", end(time))
                                    .bind("token", token)
                                    .bind("user", actor.caller().userId())
                                    .bind("now", clock.instant())
                                    .map((row, context) -> lock(row))
                                    .findOne()
                                    .orElseThrow(Entrance::missing);
                    entrance.write(tx, actor.caller(), longer.dossierId());
                    return longer;
                });
    }

    /** Ends a lock: one's own, or, for who may manage the dossier, anybody's. */
    public Outcome<Lock> release(Actor actor, String token) {
        return attempt(
                tx -> {
                    Lock lock =
                            tx.createQuery("SELECT * FROM vault_lock WHERE token = :token")
                                    .bind("token", token)
                                    .map((row, context) -> lock(row))
                                    .findOne()
                                    .orElseThrow(Entrance::missing);
                    entrance.read(tx, actor.caller(), lock.dossierId());
                    if (lock.userId() != actor.caller().userId()
                            && !entrance.mayManage(tx, actor.caller(), lock.dossierId())) {
                        throw locked(lock);
                    }
                    tx.execute("DELETE FROM vault_lock WHERE token = ?", token);
                    return lock;
                });
    }

    /** The locks that count for it: on itself, and deep ones above. */
    public List<Lock> on(Handle handle, Node node) {
        if (!any(handle, node.dossierId())) {
            return List.of();
        }
        List<Long> above = new ArrayList<>(List.of(0L));
        Long folder =
                switch (node) {
                    case Document document -> document.folderId();
                    case Folder self -> self.id();
                };
        while (folder != null && folder != 0) {
            above.add(folder);
            folder = tree.find(handle, folder).map(Folder::parentId).orElse(null);
        }
        return handle.createQuery(
                        """
                        SELECT * FROM vault_lock
                        WHERE dossier_id = :dossier AND until > :now
                          AND (document_id = :document
                            OR document_id IS NULL AND coalesce(folder_id, 0) = :folder
                            OR document_id IS NULL AND deep
                              AND coalesce(folder_id, 0) = ANY (:above))
                        ORDER BY made_at, token
                        """)
                .bind("dossier", node.dossierId())
                .bind("now", clock.instant())
                .bind("document", node instanceof Document ? node.id() : -1)
                .bind("folder", node instanceof Folder ? node.id() : -1)
                .bind("above", above.toArray(Long[]::new))
                .map((row, context) -> lock(row))
                .list();
    }

    private boolean any(Handle handle, long dossierId) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM vault_lock
                          WHERE dossier_id = :dossier AND until > :now)
                        """)
                .bind("dossier", dossierId)
                .bind("now", clock.instant())
                .mapTo(Boolean.class)
                .one();
    }

    private List<Lock> below(Handle handle, Folder folder) {
        if (!any(handle, folder.dossierId())) {
            return List.of();
        }
        return handle.createQuery(
                        """
                        SELECT l.* FROM vault_lock l LEFT JOIN vault_document d
                          ON d.id = l.document_id
                        WHERE l.dossier_id = :dossier AND l.until > :now
                          AND (:all OR coalesce(l.folder_id, d.folder_id) = ANY (:folders))
                        """)
                .bind("dossier", folder.dossierId())
                .bind("now", clock.instant())
                .bind("all", folder.id() == 0)
                .bind("folders", Tree.below(handle, folder.id()).toArray(Long[]::new))
                .map((row, context) -> lock(row))
                .list();
    }

    /** Ends the transaction where somebody else edits it. */
    void refuse(Handle tx, Actor actor, Node node) {
        refuse(actor, on(tx, node));
    }

    /** The same for a folder with everything in it. */
    void refuseDeep(Handle tx, Actor actor, Folder folder) {
        refuse(actor, on(tx, folder));
        below(tx, folder).forEach(lock -> refuse(actor, List.of(lock)));
    }

    private static void refuse(Actor actor, List<Lock> locks) {
        boolean own =
                locks.stream()
                        // a token is seen by every reader: it proves nothing of somebody else
                        .anyMatch(lock -> lock.userId() == actor.caller().userId());
        if (!locks.isEmpty() && !own) {
            throw locked(locks.getFirst());
        }
    }

    private static Objection locked(Lock lock) {
        return new Objection(
                Why.LOCKED,
                "document-locked",
                lock.userName() + " edits it, until " + lock.until() + " at most");
    }

    private void requireRoom(Handle tx, Actor actor, long dossierId) {
        int count =
                tx.createQuery(
                                """
                                SELECT count(*) FROM vault_lock
                                WHERE dossier_id = :dossier AND user_id = :user
                                """)
                        .bind("dossier", dossierId)
                        .bind("user", actor.caller().userId())
                        .mapTo(Integer.class)
                        .one();
        if (count >= MOST) {
            throw new Objection(Why.CONFLICT, "too-many-locks", "at most " + MOST + " a person");
        }
    }

    private Lock insert(Handle tx, Actor actor, Node node, Lock.Terms terms) {
        UUID uuid = new UUID(random.nextLong(), random.nextLong());
        return tx.createQuery(
                        """
                        INSERT INTO vault_lock (token, dossier_id, document_id, folder_id, deep,
                          shared, user_id, user_name, owner, made_at, until)
                        VALUES (:token, :dossier, :document, nullif(:folder, 0), :deep, :shared,
                          :user, :userName, :owner, :now, :until)
                        RETURNING *
                        """)
                .bind("token", "opaquelocktoken:" + uuid)
                .bind("dossier", node.dossierId())
                .bind("document", node instanceof Document ? node.id() : null)
                .bind("folder", node instanceof Folder ? node.id() : 0)
                .bind("deep", terms.deep())
                .bind("shared", terms.shared())
                .bind("user", actor.caller().userId())
                .bind("userName", actor.caller().name())
                .bind("owner", terms.owner())
                .bind("now", clock.instant())
                .bind("until", end(terms.time()))
                .map((row, context) -> lock(row))
                .one();
    }

    private Instant end(Duration time) {
        return clock.instant().plus(time.compareTo(LONGEST) < 0 ? time : LONGEST);
    }

    private void sweep(Handle tx, long dossierId) {
        tx.createUpdate("DELETE FROM vault_lock WHERE dossier_id = :dossier AND until <= :now")
                .bind("dossier", dossierId)
                .bind("now", clock.instant())
                .execute();
    }

    private static Lock lock(ResultSet row) throws SQLException {
        return new Lock(
                row.getString("token"),
                row.getLong("dossier_id"),
                nullable(row, "document_id"),
                nullable(row, "folder_id"),
                row.getBoolean("deep"),
                row.getBoolean("shared"),
                row.getLong("user_id"),
                row.getString("user_name"),
                row.getString("owner"),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("until").toInstant());
    }

    private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private <T> Outcome<T> attempt(Attempt<T> work) {
        try {
            return new Done<>(Deadlock.retried(() -> database.inTransaction(work::in)));
        } catch (Objection objection) {
            return objection.outcome();
        }
    }

    @FunctionalInterface
    private interface Attempt<T> {
        T in(Handle tx);
    }
}
