package relais.platform.audit;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        record(tx, who, action, List.of(new Done(subject, details)));
    }

    /**
     * One of several things that were done at once.
     *
     * @param subject what it was done to
     * @param details as of {@link #record}
     */
    public record Done(String subject, Object details) {}

    /** Adds an entry for each, in their order. */
    public void record(Handle tx, Caller who, String action, List<Done> done) {
        if (done.isEmpty()) {
            return;
        }
        End end =
                tx.createQuery("SELECT id, hash FROM platform_audit_end FOR UPDATE")
                        .map((row, context) -> new End(row.getLong("id"), row.getBytes("hash")))
                        .one();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<AuditEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        byte[] hash = end.hash();
        for (Done one : done) {
            AuditEntry entry =
                    new AuditEntry(
                            end.id() + 1 + entries.size(),
                            now,
                            who.userId(),
                            storable(who.name()),
                            action,
                            storable(one.subject()),
                            text(one.details()));
            hash = Chain.hash(hash, entry);
            entries.add(entry);
            hashes.add(HexFormat.of().formatHex(hash));
        }
        insert(tx, entries, hashes);
    }

    private static String text(Object details) {
        String json = Json.text(details);
        return json.length() > DETAILS_SIGNS ? Json.text(Map.of("tooLong", json.length())) : json;
    }

    private record End(long id, byte[] hash) {}

    private static void insert(Handle tx, List<AuditEntry> entries, List<String> hashes) {
        AuditEntry any = entries.getFirst();
        tx.createUpdate(
                        """
                        WITH entry AS (
                          INSERT INTO platform_audit
                            (id, at, user_id, who, action, subject, details, hash)
                          SELECT :first + e.n - 1, :at, :userId, :who, :action, e.subject,
                            e.details, decode(e.hash, 'hex')
                          FROM unnest(:subjects::text[], :details::text[], :hashes::text[])
                            WITH ORDINALITY AS e (subject, details, hash, n))
                        UPDATE platform_audit_end SET id = :last, hash = decode(:end, 'hex')
                        """)
                .bind("first", any.id())
                .bind("at", any.at())
                .bind("userId", any.userId())
                .bind("who", any.who())
                .bind("action", any.action())
                .bind("subjects", array(entries, AuditEntry::subject))
                .bind("details", array(entries, AuditEntry::details))
                .bind("hashes", hashes.toArray(String[]::new))
                .bind("last", entries.getLast().id())
                .bind("end", hashes.getLast())
                .execute();
    }

    private static String[] array(List<AuditEntry> entries, Function<AuditEntry, String> part) {
        return entries.stream().map(part).toArray(String[]::new);
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
