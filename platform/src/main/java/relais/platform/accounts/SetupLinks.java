package relais.platform.accounts;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;

/**
 * Links that work once: the first makes the first administrator, others let a user choose a
 * password (and start over without a second factor: who lost the phone is let in this way).
 */
public final class SetupLinks {
    private final Database database;
    private final AccountAudit audit;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AccountSettings settings;
    private final Users users;
    private final Sessions sessions;
    private final Passwords passwords;
    private final Rights rights;

    SetupLinks(
            Database database,
            AccountAudit audit,
            InstantSource clock,
            RandomGenerator random,
            AccountSettings settings,
            Users users,
            Sessions sessions,
            Passwords passwords,
            Rights rights) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
        this.users = users;
        this.sessions = sessions;
        this.passwords = passwords;
        this.rights = rights;
    }

    /** A link's token, shown this once. */
    public record Link(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Link[until " + expiresAt + "]";
        }
    }

    /** What a link is for; login and name are known when it is a user's. */
    public record Purpose(boolean first, @Nullable String login, @Nullable String name) {}

    /** What is filled in behind a link; name and login are needed for the first user alone. */
    public record Form(
            String token,
            @Nullable String name,
            @Nullable String login,
            String password,
            @Nullable String locale) {
        @Override
        public String toString() {
            return "Form[" + login + "]";
        }
    }

    /** A link for the first administrator while there is no user at all; empty afterwards. */
    public Optional<Link> first() {
        return database.inTransaction(
                tx -> isFirst(tx) ? Optional.of(make(tx, null)) : Optional.empty());
    }

    /** Whether nobody has been set up yet. */
    public boolean isFirstNeeded() {
        return database.with(SetupLinks::isFirst);
    }

    /** A link for a user who was invited or cannot get in. */
    public Outcome<Link> forUser(Caller caller, long user) {
        return database.inTransaction(
                tx -> {
                    if (Users.find(tx, user).isEmpty()) {
                        return Outcome.missing("there is no such user");
                    }
                    Optional<Outcome<Link>> refused = users.mayTouch(tx, caller, user);
                    if (refused.isPresent()) {
                        return refused.get();
                    }
                    tx.execute("DELETE FROM platform_setup_link WHERE user_id = ?", user);
                    Link link = make(tx, user);
                    audit.record(tx, caller, "user.setup-link", "user:" + user, Map.of());
                    return Outcome.done(link);
                });
    }

    /** What the link is for; empty when it is unknown, used or too old. */
    public Optional<Purpose> look(String token) {
        return database.with(handle -> find(handle, token).map(found -> purpose(handle, found)));
    }

    /** Uses the link up: the user it makes or is for, signed in from {@code address}. */
    public Outcome<Accounts.SignedIn> use(Form form, String address) {
        Optional<Purpose> purpose = look(form.token());
        if (purpose.isEmpty()) {
            return unknown();
        }
        String login = purpose.get().first() ? form.login() : purpose.get().login();
        String name = form.name() == null ? purpose.get().name() : form.name();
        if (login == null || name == null) {
            return Outcome.invalid("missing-field", "login and name are needed");
        }
        Optional<Outcome<Accounts.SignedIn>> wrong =
                Users.<Accounts.SignedIn>objection(
                                new User.Wanted(login, name, form.locale(), null, null))
                        .or(
                                () ->
                                        Passwords.objection(form.password(), login, name)
                                                .map(why -> Outcome.invalid("weak-password", why)));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        Optional<String> hash = passwords.hash(form.password());
        if (hash.isEmpty()) {
            return new Outcome.Refused<>(Outcome.Why.LATER, "busy", "try again in a moment");
        }
        String locale = form.locale() == null ? "fr" : form.locale();
        return database.inTransaction(
                tx ->
                        settle(
                                tx,
                                form,
                                new Chosen(
                                        login.toLowerCase(Locale.ROOT),
                                        name.strip(),
                                        locale,
                                        hash.get()),
                                address));
    }

    private record Chosen(String login, String name, String locale, String passwordHash) {
        @Override
        public String toString() {
            return "Chosen[" + login + "]";
        }
    }

    private Outcome<Accounts.SignedIn> settle(Handle tx, Form form, Chosen chosen, String address) {
        // two who hold first links at once: the second finds the first's user
        tx.execute("LOCK TABLE platform_setup_link IN SHARE ROW EXCLUSIVE MODE");
        Optional<Found> found = find(tx, form.token());
        if (found.isEmpty()) {
            return unknown();
        }
        tx.execute(
                "DELETE FROM platform_setup_link WHERE hash = ?", RandomSecret.hash(form.token()));
        long id;
        if (found.get().user() == 0) {
            id = makeFirst(tx, chosen);
        } else {
            id = found.get().user();
            startOver(tx, id, chosen);
        }
        Caller caller = rights.caller(tx, id);
        String session = sessions.start(tx, id, address);
        audit.record(
                tx,
                caller,
                "user.setup",
                "user:" + id,
                Map.of("login", chosen.login(), "from", address));
        return Outcome.done(new Accounts.SignedIn(session, caller));
    }

    private long makeFirst(Handle tx, Chosen chosen) {
        tx.execute("DELETE FROM platform_setup_link WHERE user_id IS NULL");
        long id =
                tx.createQuery(
                                """
                                INSERT INTO platform_user (login, name, locale, password, created_at)
                                VALUES (:login, :name, :locale, :password, :now) RETURNING id
                                """)
                        .bind("login", chosen.login())
                        .bind("name", chosen.name())
                        .bind("locale", chosen.locale())
                        .bind("password", chosen.passwordHash())
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .one();
        Users.setGroups(tx, id, Set.of(UserGroups.administrators(tx)));
        return id;
    }

    private void startOver(Handle tx, long id, Chosen chosen) {
        tx.createUpdate(
                        """
                        UPDATE platform_user SET name = :name, locale = :locale, password = :password
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("name", chosen.name())
                .bind("locale", chosen.locale())
                .bind("password", chosen.passwordHash())
                .execute();
        SecondFactor.forget(tx, id);
        sessions.endAll(tx, id);
    }

    private Link make(Handle tx, @Nullable Long user) {
        Instant now = clock.instant();
        tx.createUpdate("DELETE FROM platform_setup_link WHERE expires_at < :now")
                .bind("now", now)
                .execute();
        String token = RandomSecret.make(random);
        Instant expires = now.plus(settings.linkLife());
        tx.createUpdate(
                        """
                        INSERT INTO platform_setup_link (hash, user_id, expires_at)
                        VALUES (:hash, :user, :expires)
                        """)
                .bind("hash", RandomSecret.hash(token))
                .bind("user", user)
                .bind("expires", expires)
                .execute();
        return new Link(token, expires);
    }

    /** A link that can be used; {@code user} 0 for the first. */
    private record Found(long user) {}

    private Optional<Found> find(Handle handle, String token) {
        Optional<Found> found =
                handle.createQuery(
                                """
                                SELECT coalesce(l.user_id, 0) FROM platform_setup_link l
                                LEFT JOIN platform_user u ON u.id = l.user_id
                                WHERE l.hash = :hash AND l.expires_at > :now
                                  AND (l.user_id IS NULL OR u.active)
                                """)
                        .bind("hash", RandomSecret.hash(token))
                        .bind("now", clock.instant())
                        .map((row, context) -> new Found(row.getLong(1)))
                        .findOne();
        return found.filter(link -> link.user() != 0 || isFirst(handle));
    }

    private static Purpose purpose(Handle handle, Found found) {
        return Users.find(handle, found.user())
                .map(user -> new Purpose(false, user.login(), user.name()))
                .orElse(new Purpose(true, null, null));
    }

    private static boolean isFirst(Handle handle) {
        return handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM platform_user)")
                .mapTo(Boolean.class)
                .one();
    }

    private static Outcome<Accounts.SignedIn> unknown() {
        return Outcome.invalid(
                "link-used", "this link is unknown, was used or is too old; ask for a new one");
    }
}
