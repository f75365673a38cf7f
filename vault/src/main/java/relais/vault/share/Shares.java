package relais.vault.share;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Passwords;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.vault.document.Actor;
import relais.vault.document.Document;

/** Makes links, lets their bearers in, counts and notes what they do. */
public final class Shares {
    /** Longer is forgotten. */
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final Duration TICKET = Duration.ofMinutes(15);

    /** Slips at a password before each further try waits twice as long. */
    private static final int FREE_TRIES = 5;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Database database;
    private final Passwords passwords;
    private final Audit audit;
    private final InstantSource clock;
    private final RandomGenerator random;

    public Shares(
            Database database,
            Passwords passwords,
            Audit audit,
            InstantSource clock,
            RandomGenerator random) {
        this.database = database;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /** What a link is to allow. */
    public record Terms(Instant expiresAt, @Nullable String password, @Nullable Integer most) {
        @Override
        public String toString() {
            return "Terms[" + expiresAt + "]";
        }
    }

    /** A link just made, and what it says: shown this once. */
    public record Made(Share share, String token) {
        @Override
        public String toString() {
            return "Made[" + share.id() + "]";
        }
    }

    /** Empty where too many passwords are being hashed at once. */
    public Optional<Made> make(Actor actor, Document document, Terms terms) {
        String hash = null;
        if (terms.password() != null) {
            Optional<String> made = passwords.hash(terms.password());
            if (made.isEmpty()) {
                return Optional.empty();
            }
            hash = made.get();
        }
        String token = secret();
        String kept = hash;
        return Optional.of(
                database.inTransaction(
                        tx -> {
                            Share share = insert(tx, actor, document, terms, kept, hash(token));
                            audit.record(
                                    tx,
                                    actor.caller(),
                                    "share.create",
                                    "document:" + document.id(),
                                    Map.of(
                                            "share",
                                            share.id(),
                                            "expiresAt",
                                            terms.expiresAt().toString(),
                                            "password",
                                            kept != null));
                            return new Made(share, token);
                        }));
    }

    private Share insert(
            Handle tx,
            Actor actor,
            Document document,
            Terms terms,
            @Nullable String password,
            byte[] token) {
        return tx.createQuery(
                        """
                        INSERT INTO vault_share (document_id, token, password, expires_at, most,
                          created_at, created_by)
                        VALUES (:document, :token, :password, :expires, :most, :now, :by)
                        RETURNING *
                        """)
                .bind("document", document.id())
                .bind("token", token)
                .bind("password", password)
                .bind("expires", terms.expiresAt())
                .bind("most", terms.most())
                .bind("now", clock.instant())
                .bind("by", actor.caller().name())
                .map((row, context) -> share(row))
                .one();
    }

    /** The document's links, the newest first. */
    public List<Share> of(Document document) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM vault_share WHERE document_id = :document
                                        ORDER BY id DESC LIMIT 200
                                        """)
                                .bind("document", document.id())
                                .map((row, context) -> share(row))
                                .list());
    }

    public Optional<Share> find(long id) {
        return database.with(
                handle ->
                        handle.createQuery("SELECT * FROM vault_share WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> share(row))
                                .findOne());
    }

    /** The link leads nowhere any more. */
    public void revoke(Actor actor, Share share) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    UPDATE vault_share SET revoked_at = :now
                                    WHERE id = :id AND revoked_at IS NULL
                                    """)
                            .bind("now", clock.instant())
                            .bind("id", share.id())
                            .execute();
                    audit.record(
                            tx,
                            actor.caller(),
                            "share.revoke",
                            "document:" + share.documentId(),
                            Map.of("share", share.id()));
                });
    }

    /** The open link that says so. */
    public Optional<Share> open(String token) {
        return database.with(
                        handle ->
                                handle.createQuery("SELECT * FROM vault_share WHERE token = :token")
                                        .bind("token", hash(token))
                                        .map((row, context) -> share(row))
                                        .findOne())
                .filter(share -> share.open(clock.instant()));
    }

    /** What a password opened. */
    public sealed interface Entry {
        /** For a while {@code ticket} stands for the password. */
        record Ticket(String secret, Duration lasts) implements Entry {
            @Override
            public String toString() {
                return "Ticket";
            }
        }

        record Wrong() implements Entry {}

        /** Not now: after too many slips, or too many at once. */
        record Later() implements Entry {}
    }

    /** Tries a password; slips make the next try wait. */
    public Entry enter(Share share, String password, String address) {
        if (!admitted(share)) {
            return new Entry.Later();
        }
        return switch (passwords.check(password, share.password())) {
            case BUSY -> {
                takeBack(share);
                yield new Entry.Later();
            }
            case WRONG -> {
                note(share, address, "wrong-password");
                yield new Entry.Wrong();
            }
            case RIGHT -> ticket(share);
        };
    }

    /**
     * Counts a try as a slip before the password is looked at, so that many at once are as many; a
     * right one takes the count back. False where it is too early for a try.
     */
    private boolean admitted(Share share) {
        return database.inTransaction(
                tx -> {
                    Optional<Integer> tries =
                            tx.createQuery(
                                            """
                                            UPDATE vault_share SET failures = failures + 1
                                            WHERE id = :id AND refuse_until <= :now
                                            RETURNING failures
                                            """)
                                    .bind("id", share.id())
                                    .bind("now", clock.instant())
                                    .mapTo(Integer.class)
                                    .findOne();
                    if (tries.isPresent() && tries.get() >= FREE_TRIES) {
                        long seconds = 1L << Math.min(16, tries.get() - FREE_TRIES + 1);
                        Duration wait =
                                Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
                        tx.createUpdate(
                                        "UPDATE vault_share SET refuse_until = :until WHERE id = :id")
                                .bind("until", clock.instant().plus(wait))
                                .bind("id", share.id())
                                .execute();
                    }
                    return tries.isPresent();
                });
    }

    /** Nobody had time to look at the password. */
    private void takeBack(Share share) {
        database.useTransaction(
                tx ->
                        tx.execute(
                                """
                                UPDATE vault_share SET failures = greatest(failures - 1, 0),
                                  refuse_until = '-infinity' WHERE id = ?
                                """,
                                share.id()));
    }

    private Entry ticket(Share share) {
        String secret = secret();
        database.useTransaction(
                tx -> {
                    tx.execute(
                            "UPDATE vault_share SET failures = 0, refuse_until = '-infinity'"
                                    + " WHERE id = ?",
                            share.id());
                    tx.createUpdate("DELETE FROM vault_share_ticket WHERE until < :now")
                            .bind("now", clock.instant())
                            .execute();
                    tx.createUpdate(
                                    """
                                    INSERT INTO vault_share_ticket (hash, share_id, until)
                                    VALUES (:hash, :share, :until)
                                    """)
                            .bind("hash", hash(secret))
                            .bind("share", share.id())
                            .bind("until", clock.instant().plus(TICKET))
                            .execute();
                });
        return new Entry.Ticket(secret, TICKET);
    }

    /** Whether the bearer gave the password, or none is needed. */
    public boolean entered(Share share, String ticket) {
        return share.password() == null
                || database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT EXISTS (SELECT 1 FROM vault_share_ticket
                                                  WHERE hash = :hash AND share_id = :share
                                                    AND until > :now)
                                                """)
                                        .bind("hash", hash(ticket))
                                        .bind("share", share.id())
                                        .bind("now", clock.instant())
                                        .mapTo(Boolean.class)
                                        .one());
    }

    /** Counts a download; false where that would be one too many. */
    public boolean use(Share share, String address) {
        int counted =
                database.with(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE vault_share SET used = used + 1
                                                WHERE id = :id AND revoked_at IS NULL
                                                  AND expires_at > :now
                                                  AND (most IS NULL OR used < most)
                                                """)
                                        .bind("id", share.id())
                                        .bind("now", clock.instant())
                                        .execute());
        if (counted == 1) {
            note(share, address, "content");
        }
        return counted == 1;
    }

    /** Notes that the page was looked at. */
    public void seen(Share share, String address) {
        note(share, address, "page");
    }

    private void note(Share share, String address, String what) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        INSERT INTO vault_share_use (share_id, at, address, what)
                                        VALUES (:share, :now, :address, :what)
                                        """)
                                .bind("share", share.id())
                                .bind("now", clock.instant())
                                .bind("address", address)
                                .bind("what", what)
                                .execute());
    }

    /** Something that was done with a link. */
    public record Use(Instant at, String address, String what) {}

    /** The latest uses. */
    public List<Use> log(Share share, int limit) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM vault_share_use WHERE share_id = :share
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("share", share.id())
                                .bind("limit", limit)
                                .map(
                                        (row, context) ->
                                                new Use(
                                                        row.getTimestamp("at").toInstant(),
                                                        row.getString("address"),
                                                        row.getString("what")))
                                .list());
    }

    private static Share share(ResultSet row) throws SQLException {
        int most = row.getInt("most");
        Integer limit = row.wasNull() ? null : most;
        var revoked = row.getTimestamp("revoked_at");
        return new Share(
                row.getLong("id"),
                row.getLong("document_id"),
                row.getString("password"),
                row.getTimestamp("expires_at").toInstant(),
                limit,
                row.getInt("used"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                revoked == null ? null : revoked.toInstant());
    }

    /** 256 bits, as a link says them. */
    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
