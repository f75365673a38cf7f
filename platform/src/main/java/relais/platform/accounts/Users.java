package relais.platform.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/** The users: listed, made, changed, removed. */
public final class Users {
    static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._@+-]{1,99}");
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
    private static final int NAME_SIGNS = 100;

    private static final String SELECT =
            """
            SELECT u.id, u.login, u.name, u.locale, u.theme, u.active, u.created_at, u.seen_at,
              u.password IS NOT NULL AS ready, u.totp IS NOT NULL AS totp,
              array(SELECT group_id FROM platform_member m WHERE m.user_id = u.id
                    ORDER BY group_id) AS groups
            FROM platform_user u
            """;

    private final Database database;
    private final AccountAudit audit;
    private final InstantSource clock;
    private final Rights rights;

    Users(Database database, AccountAudit audit, InstantSource clock, Rights rights) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.rights = rights;
    }

    /** Those whose name or login contains {@code words}, by id, after the id {@code after}. */
    public List<User> page(String words, long after, int limit) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        SELECT
                                                + """
                                                WHERE u.id > :after AND position(:words IN lower(
                                                  u.name || ' ' || u.login)) > 0
                                                ORDER BY u.id LIMIT :limit
                                                """)
                                .bind("after", after)
                                .bind("words", words.toLowerCase(Locale.ROOT))
                                .bind("limit", limit)
                                .map((row, context) -> user(row))
                                .list());
    }

    public Optional<User> find(long id) {
        return database.with(handle -> find(handle, id));
    }

    /** Adds a user without a password: a set-up link lets them choose one. */
    public Outcome<User> create(Caller caller, User.Wanted wanted) {
        Optional<Outcome<User>> wrong = objection(wanted);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return database.inTransaction(
                tx -> {
                    Optional<Outcome<User>> refused = mayGive(tx, caller, groups(wanted, Set.of()));
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    Optional<Long> id =
                            tx.createQuery(
                                            """
                                            INSERT INTO platform_user (login, name, locale, active, created_at)
                                            VALUES (:login, :name, :locale, :active, :now)
                                            ON CONFLICT (login) DO NOTHING RETURNING id
                                            """)
                                    .bind("login", wanted.login().toLowerCase(Locale.ROOT))
                                    .bind("name", wanted.name().strip())
                                    .bind(
                                            "locale",
                                            wanted.locale() == null ? "fr" : wanted.locale())
                                    .bind("active", !Boolean.FALSE.equals(wanted.active()))
                                    .bind("now", clock.instant())
                                    .mapTo(Long.class)
                                    .findOne();
                    if (id.isEmpty()) {
                        return taken();
                    }
                    setGroups(tx, id.get(), groups(wanted, Set.of()));
                    User made = find(tx, id.get()).orElseThrow();
                    audit.record(tx, caller, "user.create", "user:" + made.id(), said(made));
                    return Outcome.done(made);
                });
    }

    /** Changes what {@code wanted} names; what it leaves out stays. */
    public Outcome<User> update(Caller caller, long id, User.Wanted wanted) {
        Optional<Outcome<User>> wrong = objection(wanted);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return database.inTransaction(
                tx -> {
                    Optional<User> before = lock(tx, id);
                    if (before.isEmpty()) {
                        return Outcome.missing("there is no such user");
                    }
                    User old = before.get();
                    Set<Long> groups = groups(wanted, Set.copyOf(old.groups()));
                    boolean active = wanted.active() == null ? old.active() : wanted.active();
                    Optional<Outcome<User>> refused =
                            this.<User>mayTouch(tx, caller, id)
                                    .or(() -> mayGive(tx, caller, groups))
                                    .or(() -> lastAdministrator(tx, id, active, groups));
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    String login = wanted.login().toLowerCase(Locale.ROOT);
                    boolean free =
                            tx.createQuery(
                                                    "SELECT count(*) FROM platform_user WHERE login = :login AND id <> :id")
                                            .bind("login", login)
                                            .bind("id", id)
                                            .mapTo(Long.class)
                                            .one()
                                    == 0;
                    if (!free) {
                        return taken();
                    }
                    write(tx, old, wanted, active);
                    setGroups(tx, id, groups);
                    User now = find(tx, id).orElseThrow();
                    audit.record(
                            tx,
                            caller,
                            "user.change",
                            "user:" + id,
                            Map.of("before", said(old), "after", said(now)));
                    return Outcome.done(now);
                });
    }

    private static void write(Handle tx, User old, User.Wanted wanted, boolean active) {
        tx.createUpdate(
                        """
                        UPDATE platform_user SET login = :login, name = :name, locale = :locale,
                          active = :active WHERE id = :id
                        """)
                .bind("id", old.id())
                .bind("login", wanted.login().toLowerCase(Locale.ROOT))
                .bind("name", wanted.name().strip())
                .bind("locale", wanted.locale() == null ? old.locale() : wanted.locale())
                .bind("active", active)
                .execute();
        if (!active) {
            tx.execute("DELETE FROM platform_session WHERE user_id = ?", old.id());
        }
    }

    /** Removes a user with sessions and tokens; the audit log keeps their name. */
    public Outcome<Long> remove(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    Optional<User> before = lock(tx, id);
                    if (before.isEmpty()) {
                        return Outcome.missing("there is no such user");
                    }
                    if (caller.userId() == id) {
                        return Outcome.conflict("oneself", "nobody removes their own account");
                    }
                    Optional<Outcome<Long>> refused =
                            this.<Long>mayTouch(tx, caller, id)
                                    .or(() -> lastAdministrator(tx, id, false, Set.of()));
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    tx.execute("DELETE FROM platform_user WHERE id = ?", id);
                    audit.record(tx, caller, "user.remove", "user:" + id, said(before.get()));
                    return Outcome.done(id);
                });
    }

    /** Refuses unless {@code caller} has all that the user has. */
    <T> Optional<Outcome<T>> mayTouch(Handle tx, Caller caller, long id) {
        return Rights.covers(caller, rights.caller(tx, id))
                ? Optional.empty()
                : Optional.of(Outcome.forbidden("this user has permissions that you do not have"));
    }

    private <T> Optional<Outcome<T>> mayGive(Handle tx, Caller caller, Set<Long> groups) {
        for (long id : groups) {
            Optional<UserGroup> group = UserGroups.find(tx, rights, id);
            if (group.isEmpty()) {
                return Optional.of(Outcome.invalid("no-such-group", "there is no group " + id));
            }
            if (!Rights.covers(caller, UserGroups.asCaller(rights, group.get()))) {
                return Optional.of(
                        Outcome.forbidden(
                                "the group "
                                        + group.get().name()
                                        + " grants permissions that you do not have"));
            }
        }
        return Optional.empty();
    }

    /** Somebody must always be left who can let others in again. */
    private static <T> Optional<Outcome<T>> lastAdministrator(
            Handle tx, long id, boolean active, Set<Long> groups) {
        // all who would take an administrator away wait here for one another
        List<Long> everything =
                tx.createQuery("SELECT id FROM platform_user_group WHERE everything FOR UPDATE")
                        .mapTo(Long.class)
                        .list();
        if (active && everything.stream().anyMatch(groups::contains)) {
            return Optional.empty();
        }
        long others =
                tx.createQuery(
                                """
                                SELECT count(*) FROM platform_user u
                                JOIN platform_member m ON m.user_id = u.id
                                JOIN platform_user_group g ON g.id = m.group_id
                                WHERE g.everything AND u.active AND u.password IS NOT NULL
                                  AND u.id <> :id
                                """)
                        .bind("id", id)
                        .mapTo(Long.class)
                        .one();
        return others > 0
                ? Optional.empty()
                : Optional.of(
                        Outcome.conflict(
                                "last-administrator",
                                "nobody would be left who can do everything"));
    }

    private static Set<Long> groups(User.Wanted wanted, Set<Long> otherwise) {
        return wanted.groups() == null ? otherwise : new TreeSet<>(wanted.groups());
    }

    static void setGroups(Handle tx, long user, Set<Long> groups) {
        tx.execute("DELETE FROM platform_member WHERE user_id = ?", user);
        for (long group : groups) {
            tx.execute(
                    "INSERT INTO platform_member (user_id, group_id) VALUES (?, ?)", user, group);
        }
    }

    private static <T> Outcome<T> taken() {
        return Outcome.conflict("login-taken", "another user has this login");
    }

    static <T> Optional<Outcome<T>> objection(User.Wanted wanted) {
        if (!LOGIN.matcher(wanted.login().toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(
                    Outcome.invalid(
                            "invalid-login",
                            "a login has 2 to 100 letters without accents, digits or . _ @ + -"));
        }
        return objection(wanted.name(), wanted.locale());
    }

    static <T> Optional<Outcome<T>> objection(String name, @Nullable String locale) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > NAME_SIGNS || plain.matches("(?s).*\\p{Cntrl}.*")) {
            return Optional.of(Outcome.invalid("invalid-name", "a name has 1 to 100 signs"));
        }
        if (locale != null && !LOCALE.matcher(locale).matches()) {
            return Optional.of(
                    Outcome.invalid("invalid-locale", "a locale is a language such as fr or en"));
        }
        return Optional.empty();
    }

    private static Map<String, Object> said(User user) {
        return Map.of(
                "login", user.login(),
                "name", user.name(),
                "active", user.active(),
                "groups", user.groups());
    }

    private static Optional<User> lock(Handle tx, long id) {
        tx.execute("SELECT 1 FROM platform_user WHERE id = ? FOR UPDATE", id);
        return find(tx, id);
    }

    static Optional<User> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE u.id = :id")
                .bind("id", id)
                .map((row, context) -> user(row))
                .findOne();
    }

    private static User user(ResultSet row) throws SQLException {
        Timestamp seen = row.getTimestamp("seen_at");
        Instant created = row.getTimestamp("created_at").toInstant();
        return new User(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("locale"),
                row.getString("theme"),
                row.getBoolean("active"),
                row.getBoolean("ready"),
                row.getBoolean("totp"),
                List.of((Long[]) row.getArray("groups").getArray()),
                created,
                seen == null ? null : seen.toInstant());
    }
}
