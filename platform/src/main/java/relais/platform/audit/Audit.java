package relais.platform.audit;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;

/**
 * The log of what people changed: append-only, each entry carrying the hash of the one before.
 * Writers wait for one another from {@link #record} to their commit, so it is called last in a
 * transaction.
 */
public final class Audit {
    /** An entry says what was done, not all of it: a poll's definition stays in the poll. */
    static final int DETAILS_SIGNS = 16_000;

    /** Rows fetched at a time while verifying: the log may be far larger than memory. */
    private static final int VERIFY_ROWS = 2_000;

    private final InstantSource clock;

    public Audit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds an entry inside the caller's transaction.
     *
     * @param action noun.verb, e.g. {@code poll.start}
     * @param subject what it was done to, e.g. {@code poll:12}
     * @param details a record or map written as JSON; never a secret
     */
    public void record(Handle tx, Caller who, String action, String subject, Object details) {
        String json = Json.text(details);
        if (json.length() > DETAILS_SIGNS) {
            json = Json.text(Map.of("tooLong", json.length()));
        }
        End end =
                tx.createQuery("SELECT id, hash FROM platform_audit_end FOR UPDATE")
                        .map((row, context) -> new End(row.getLong("id"), row.getBytes("hash")))
                        .one();
        AuditEntry entry =
                new AuditEntry(
                        end.id() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        who.userId(),
                        storable(who.name()),
                        action,
                        storable(subject),
                        json);
        byte[] hash = Chain.hash(end.hash(), entry);
        insert(tx, entry, hash);
    }

    private record End(long id, byte[] hash) {}

    private static void insert(Handle tx, AuditEntry entry, byte[] hash) {
        tx.createUpdate(
                        """
                        WITH entry AS (
                          INSERT INTO platform_audit
                            (id, at, user_id, who, action, subject, details, hash)
                          VALUES (:id, :at, :userId, :who, :action, :subject, :details, :hash))
                        UPDATE platform_audit_end SET id = :id, hash = :hash
                        """)
                .bind("id", entry.id())
                .bind("at", entry.at())
                .bind("userId", entry.userId())
                .bind("who", entry.who())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .bind("details", entry.details())
                .bind("hash", hash)
                .execute();
    }

    /** PostgreSQL's text holds no NUL; a hash over what is not stored would never fit again. */
    private static String storable(String text) {
        return text.replace('\0', '?');
    }

    /**
     * Entries older than {@code before} (0: the newest), newest first, whose person, action,
     * subject or details contain {@code words} ("" for all).
     */
    public List<AuditEntry> page(Database database, String words, long before, int limit) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, at, user_id, who, action, subject, details
                                        FROM platform_audit
                                        WHERE (:before = 0 OR id < :before)
                                          AND (:words = '' OR position(lower(:words) IN lower(
                                                who || ' ' || action || ' ' || subject || ' ' || details)) > 0)
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("words", words)
                                .bind("before", before)
                                .bind("limit", limit)
                                .map((row, context) -> entry(row))
                                .list());
    }

    /**
     * Walks the whole chain at constant memory; sees one moment of it, whoever writes meanwhile.
     */
    public Verdict verify(Database database) {
        return database.inTransaction(
                tx -> {
                    tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
                    tx.execute("SET LOCAL statement_timeout = 0"); // years of entries take a while
                    return verify(tx);
                });
    }

    /** The last entry's id and hash, for the log of a start: kept elsewhere, it is a witness. */
    public String head(Database database) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        "SELECT id || ' ' || encode(hash, 'hex') FROM platform_audit_end")
                                .mapTo(String.class)
                                .one());
    }

    private static Verdict verify(Handle tx) {
        End end =
                tx.createQuery("SELECT id, hash FROM platform_audit_end")
                        .map((row, context) -> new End(row.getLong("id"), row.getBytes("hash")))
                        .one();
        ResultIterable<Linked> rows =
                tx.createQuery(
                                """
                                SELECT id, at, user_id, who, action, subject, details, hash
                                FROM platform_audit ORDER BY id
                                """)
                        .setFetchSize(VERIFY_ROWS)
                        .map((row, context) -> new Linked(entry(row), row.getBytes("hash")));
        byte[] hash = new byte[Chain.HASH_BYTES];
        long count = 0;
        try (var iterator = rows.iterator()) {
            while (iterator.hasNext()) {
                Linked next = iterator.next();
                long id = next.entry().id();
                if (id != count + 1) {
                    return new Verdict.Broken(count + 1, "the entry is missing");
                }
                hash = Chain.hash(hash, next.entry());
                if (!MessageDigest.isEqual(hash, next.hash())) {
                    return new Verdict.Broken(id, "the entry or the one before was changed");
                }
                count = id;
            }
        }
        if (count != end.id()) {
            return new Verdict.Broken(
                    Math.min(count, end.id()) + 1, "the chain does not end where it was left");
        }
        return MessageDigest.isEqual(hash, end.hash())
                ? new Verdict.Intact(count, HexFormat.of().formatHex(hash))
                : new Verdict.Broken(count, "the chain's end was changed");
    }

    private record Linked(AuditEntry entry, byte[] hash) {}

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getLong("user_id"),
                row.getString("who"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("details"));
    }
}
