package relais.platform.accounts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Authentication;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.GrantablePermission;
import relais.platform.secrets.Secrets;

/** Everything about who may come in: the facade over users, groups, sessions and tokens. */
public final class Accounts implements Authentication {
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    /** Longest login and password that is looked at. */
    private static final int MOST_SIGNS = 200;

    private final Database database;
    private final AccountAudit audit;
    private final RecentCallers recent;
    private final AccountSettings settings;
    private final Rights rights;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Sessions sessions;
    private final Users users;
    private final UserGroups groups;
    private final Tokens tokens;
    private final SecondFactor secondFactor;
    private final SetupLinks setupLinks;

    /**
     * @param random a {@link java.security.SecureRandom}; seeded only in tests
     * @param grantable the permissions of all modules
     */
    public Accounts(
            Database database,
            Secrets secrets,
            Audit audit,
            InstantSource clock,
            RandomGenerator random,
            List<GrantablePermission> grantable,
            AccountSettings settings) {
        this.database = database;
        this.recent = new RecentCallers(database, clock);
        this.audit = new AccountAudit(audit, recent);
        this.settings = settings;
        this.rights = new Rights(grantable);
        this.passwords = new Passwords(random);
        this.throttle = new Throttle(database, clock);
        this.sessions = new Sessions(settings, clock, random);
        this.users = new Users(database, this.audit, clock, rights);
        this.groups = new UserGroups(database, this.audit, rights);
        this.tokens = new Tokens(database, this.audit, clock, random, rights);
        this.secondFactor = new SecondFactor(database, secrets, this.audit, clock, random);
        this.setupLinks =
                new SetupLinks(
                        database,
                        this.audit,
                        clock,
                        random,
                        settings,
                        users,
                        sessions,
                        passwords,
                        rights);
    }

    public Users users() {
        return users;
    }

    public UserGroups groups() {
        return groups;
    }

    public Tokens tokens() {
        return tokens;
    }

    public SecondFactor secondFactor() {
        return secondFactor;
    }

    public SetupLinks setupLinks() {
        return setupLinks;
    }

    /** All that a group or token can be granted. */
    public List<GrantablePermission> permissions() {
        return rights.grantable();
    }

    public Duration longestSession() {
        return settings.sessionLongest();
    }

    /** Somebody signed in: {@code session} is the secret for their cookie. */
    public record SignedIn(String session, Caller caller) {
        @Override
        public String toString() {
            return "SignedIn[" + caller.userId() + "]";
        }
    }

    /** What became of signing in. */
    public sealed interface SignIn {
        record Welcome(SignedIn signedIn) implements SignIn {}

        /** Login, password or code: it is not said which. */
        record Wrong() implements SignIn {}

        /** The password was right; the code of the second factor is needed too. */
        record CodeNeeded() implements SignIn {}

        /** Too many tries; the next one is looked at after {@code pause}. */
        record TooMany(Duration pause) implements SignIn {}

        /** Too many people sign in at this moment. */
        record Busy() implements SignIn {}
    }

    @Override
    public Optional<Caller> callerOf(Credential credential) {
        return switch (credential) {
            case Credential.None none -> Optional.empty();
            case Credential.Session session ->
                    session.secret().length() != RandomSecret.SIGNS
                            ? Optional.empty()
                            : recent.of(session.secret(), this::inSession);
            case Credential.Token token -> recent.of(token.secret(), this::withToken);
        };
    }

    /** Whether the database is read from a standby: nobody can sign in or change anything. */
    public boolean readsOnly() {
        return database.readsOnly();
    }

    private Optional<Caller> inSession(String secret) {
        return database.with(
                handle ->
                        sessions.user(handle, secret)
                                .map(user -> rights.caller(handle, user))
                                .filter(caller -> !caller.isNobody()));
    }

    private Optional<Caller> withToken(String text) {
        return database.with(handle -> tokens.caller(handle, text));
    }

    /** Checks login, password and, where one is set up, the second factor's {@code code}. */
    public SignIn signIn(String login, String password, @Nullable String code, String address) {
        if (login.length() > MOST_SIGNS || password.length() > MOST_SIGNS) {
            return new SignIn.Wrong();
        }
        String known = login.strip().toLowerCase(Locale.ROOT);
        Optional<Duration> wait = throttle.begin(known, address);
        if (wait.isPresent()) {
            LOG.warn("sign-in from {} refused for {}", address, wait.get());
            return new SignIn.TooMany(wait.get());
        }
        Optional<Kept> user = find(known);
        return switch (passwords.check(password, user.map(Kept::password).orElse(null))) {
            case BUSY -> new SignIn.Busy();
            case WRONG -> new SignIn.Wrong();
            case RIGHT -> proceed(user.orElseThrow(), known, code, address);
        };
    }

    private SignIn proceed(Kept user, String login, @Nullable String code, String address) {
        if (user.totp() && (code == null || code.isBlank())) {
            return new SignIn.CodeNeeded();
        }
        SignIn result =
                database.inTransaction(
                        tx -> {
                            if (user.totp()
                                    && !secondFactor.use(tx, user.id(), String.valueOf(code))) {
                                return new SignIn.Wrong();
                            }
                            return new SignIn.Welcome(welcome(tx, user.id(), address));
                        });
        if (result instanceof SignIn.Welcome) {
            throttle.right(login, address);
        }
        return result;
    }

    private SignedIn welcome(Handle tx, long user, String address) {
        Caller caller = rights.caller(tx, user);
        String session = sessions.start(tx, user, address);
        audit.record(tx, caller, "session.start", "user:" + user, Map.of("from", address));
        return new SignedIn(session, caller);
    }

    private record Kept(long id, String password, boolean totp) {
        @Override
        public String toString() {
            return "Kept[" + id + "]";
        }
    }

    private Optional<Kept> find(String login) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT id, password, totp IS NOT NULL AS totp
                                        FROM platform_user
                                        WHERE login = :login AND active AND password IS NOT NULL
                                        """)
                                .bind("login", login.replace('\0', '?'))
                                .map(
                                        (row, context) ->
                                                new Kept(
                                                        row.getLong("id"),
                                                        row.getString("password"),
                                                        row.getBoolean("totp")))
                                .findOne());
    }

    /** Ends the session that {@code credential} is. */
    public void signOut(Caller caller, Credential credential) {
        if (credential instanceof Credential.Session session) {
            database.useTransaction(
                    tx -> {
                        if (sessions.end(tx, session.secret())) {
                            audit.record(
                                    tx, caller, "session.end", "user:" + caller.userId(), Map.of());
                        }
                    });
        }
    }

    /** Changes what a user may change about themselves. */
    public Outcome<User> updateSelf(
            Caller caller, String name, String locale, @Nullable String theme) {
        Optional<Outcome<User>> wrong = Users.objection(name, locale);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (theme != null && !List.of("light", "dark", "auto").contains(theme)) {
            return Outcome.invalid("invalid-theme", "a theme is light, dark or auto");
        }
        return database.inTransaction(
                tx -> {
                    tx.createUpdate(
                                    """
                                    UPDATE platform_user SET name = :name, locale = :locale,
                                      theme = :theme WHERE id = :id
                                    """)
                            .bind("name", name.strip())
                            .bind("locale", locale)
                            .bind("theme", theme)
                            .bind("id", caller.userId())
                            .execute();
                    User now = Users.find(tx, caller.userId()).orElseThrow();
                    audit.record(
                            tx,
                            caller,
                            "user.change-self",
                            "user:" + now.id(),
                            Map.of("name", now.name(), "locale", now.locale()));
                    return Outcome.done(now);
                });
    }

    /** A new password for the old one; all sessions end and a new one, returned, begins. */
    public Outcome<SignedIn> changePassword(
            Caller caller, String old, String wanted, String address) {
        Optional<User> self = users.find(caller.userId());
        if (self.isEmpty()) {
            return Outcome.missing("there is no such user");
        }
        String login = self.get().login();
        Optional<String> objection = Passwords.objection(wanted, login, self.get().name());
        if (objection.isPresent()) {
            return Outcome.invalid("weak-password", objection.get());
        }
        Optional<Duration> wait = throttle.begin(login, address);
        if (wait.isPresent()) {
            return later("throttled", "try again in " + wait.get().toSeconds() + " s");
        }
        Passwords.Check check = passwords.check(old, find(login).map(Kept::password).orElse(null));
        Optional<String> hash =
                check == Passwords.Check.RIGHT ? passwords.hash(wanted) : Optional.empty();
        if (check == Passwords.Check.WRONG) {
            return Outcome.invalid("wrong-password", "the old password is not right");
        }
        if (hash.isEmpty()) {
            return later("busy", "try again in a moment");
        }
        throttle.right(login, address);
        return database.inTransaction(
                tx -> {
                    tx.execute(
                            "UPDATE platform_user SET password = ? WHERE id = ?",
                            hash.get(),
                            caller.userId());
                    sessions.endAll(tx, caller.userId());
                    String session = sessions.start(tx, caller.userId(), address);
                    audit.record(
                            tx,
                            caller,
                            "user.change-password",
                            "user:" + caller.userId(),
                            Map.of());
                    return Outcome.done(new SignedIn(session, caller));
                });
    }

    private static <T> Outcome<T> later(String code, String detail) {
        return new Outcome.Refused<>(Outcome.Why.LATER, code, detail);
    }
}
