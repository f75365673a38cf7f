package relais.platform.accounts;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.Permission;

/** Tokens by which programs act for a user, with some of the user's permissions, for a time. */
public final class Tokens {
    /** A token nobody renewed for a year is one that nobody remembers. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(366);

    private static final int MOST_PER_USER = 50;
    private static final int NAME_SIGNS = 100;
    private static final Duration USED_STALE = Duration.ofMinutes(1);

    private final Database database;
    private final AccountAudit audit;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Rights rights;

    Tokens(
            Database database,
            AccountAudit audit,
            InstantSource clock,
            RandomGenerator random,
            Rights rights) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.rights = rights;
    }

    /** A token as its owner sees it; the secret is not kept. */
    public record Token(
            long id,
            String name,
            List<String> permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A token just made; {@code secret} is shown this once. */
    public record Made(Token token, String secret) {
        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    /** The number of the token that is shown, whether it is valid or not; empty for none. */
    public static OptionalLong number(Credential shown) {
        return shown instanceof Credential.Token(String text)
                ? TokenText.parse(text).stream().mapToLong(TokenText::id).findFirst()
                : OptionalLong.empty();
    }

    public List<Token> list(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, name, permissions, created_at, expires_at, last_used_at
                                        FROM platform_token WHERE user_id = :user ORDER BY id
                                        """)
                                .bind("user", caller.userId())
                                .map((row, context) -> token(row))
                                .list());
    }

    /** Makes a token with {@code permissions}, which the caller must have. */
    public Outcome<Made> create(
            Caller caller, String name, List<String> permissions, Instant expiresAt) {
        Instant now = clock.instant();
        if (name.isBlank() || name.length() > NAME_SIGNS) {
            return Outcome.invalid("invalid-name", "a name has 1 to 100 signs");
        }
        if (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE))) {
            return Outcome.invalid(
                    "invalid-expiry",
                    "a token ends after now and within " + LONGEST_LIFE.toDays() + " days");
        }
        Set<Permission> wanted = rights.of(permissions);
        if (wanted.size() != new HashSet<>(permissions).size()) {
            return Outcome.invalid("no-such-permission", "one of the permissions is not known");
        }
        if (!caller.permissions().containsAll(wanted)) {
            return Outcome.forbidden("a token can have only permissions that you have");
        }
        String secret = RandomSecret.make(random);
        return database.inTransaction(
                tx -> {
                    tx.execute(
                            "SELECT 1 FROM platform_user WHERE id = ? FOR UPDATE", caller.userId());
                    long count =
                            tx.createQuery(
                                            "SELECT count(*) FROM platform_token WHERE user_id = :user")
                                    .bind("user", caller.userId())
                                    .mapTo(Long.class)
                                    .one();
                    if (count >= MOST_PER_USER) {
                        return Outcome.conflict("too-many-tokens", "revoke a token first");
                    }
                    Token token = insert(tx, caller, name.strip(), permissions, expiresAt, secret);
                    audit.record(tx, caller, "token.create", "token:" + token.id(), token);
                    return Outcome.done(new Made(token, new TokenText(token.id(), secret).text()));
                });
    }

    private Token insert(
            Handle tx,
            Caller caller,
            String name,
            List<String> permissions,
            Instant expiresAt,
            String secret) {
        return tx.createQuery(
                        """
                        INSERT INTO platform_token
                          (user_id, name, hash, permissions, created_at, expires_at)
                        VALUES (:user, :name, :hash, :permissions, :now, :expires)
                        RETURNING id, name, permissions, created_at, expires_at, last_used_at
                        """)
                .bind("user", caller.userId())
                .bind("name", name)
                .bind("hash", RandomSecret.hash(secret))
                .bindArray("permissions", String.class, permissions)
                .bind("now", clock.instant())
                .bind("expires", expiresAt)
                .map((row, context) -> token(row))
                .one();
    }

    /** Takes one of the caller's tokens away. */
    public Outcome<Long> revoke(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    int gone =
                            tx.execute(
                                    "DELETE FROM platform_token WHERE id = ? AND user_id = ?",
                                    id,
                                    caller.userId());
                    if (gone == 0) {
                        return Outcome.missing("you have no such token");
                    }
                    audit.record(tx, caller, "token.revoke", "token:" + id, Map.of());
                    return Outcome.done(id);
                });
    }

    /** The caller a token stands for: its owner, with the permissions both have. */
    Optional<Caller> caller(Handle handle, String text) {
        Optional<TokenText> parsed = TokenText.parse(text);
        if (parsed.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Kept> kept =
                handle.createQuery(
                                """
                                SELECT user_id, hash, permissions, last_used_at FROM platform_token
                                WHERE id = :id AND expires_at > :now
                                """)
                        .bind("id", parsed.get().id())
                        .bind("now", now)
                        .map((row, context) -> kept(row))
                        .findOne()
                        .filter(
                                k ->
                                        MessageDigest.isEqual(
                                                k.hash(),
                                                RandomSecret.hash(parsed.get().secret())));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        if (kept.get().used().isBefore(now.minus(USED_STALE)) && !handle.isReadOnly()) {
            handle.createUpdate("UPDATE platform_token SET last_used_at = :now WHERE id = :id")
                    .bind("now", now)
                    .bind("id", parsed.get().id())
                    .execute();
        }
        Caller owner = rights.caller(handle, kept.get().user());
        Set<Permission> both = new HashSet<>(rights.of(kept.get().permissions()));
        both.retainAll(owner.permissions());
        return owner.isNobody()
                ? Optional.empty()
                : Optional.of(
                        new Caller(
                                owner.userId(),
                                owner.name(),
                                both,
                                owner.allContacts(),
                                owner.contactGroups(),
                                owner.allHosts(),
                                owner.hostGroups(),
                                owner.locale()));
    }

    private record Kept(long user, byte[] hash, List<String> permissions, Instant used) {}

    private static Kept kept(ResultSet row) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        return new Kept(
                row.getLong("user_id"),
                row.getBytes("hash"),
                List.of((String[]) row.getArray("permissions").getArray()),
                used == null ? Instant.EPOCH : used.toInstant());
    }

    private static Token token(ResultSet row) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                List.of((String[]) row.getArray("permissions").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
