package relais.platform.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SetupLinks;
import relais.platform.accounts.User;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.identity.Caller;

/** Signing in and out, and the link behind which the first user and the invited begin. */
public final class SessionApi {
    private final Accounts accounts;
    private final boolean demo;
    private final String version;

    /**
     * @param demo whether this is the demonstration, which the console says on every page
     */
    public SessionApi(Accounts accounts, boolean demo, String version) {
        this.accounts = accounts;
        this.demo = demo;
        this.version = version;
    }

    /** Who is signed in. */
    public record SignedInUser(
            long id,
            String name,
            String login,
            String locale,
            @Nullable String theme,
            List<String> permissions) {}

    /**
     * What the console asks first.
     *
     * @param readingOnly while the database's primary is away and a standby is read
     */
    public record State(
            @Nullable SignedInUser user,
            boolean setupNeeded,
            boolean demo,
            String version,
            boolean readingOnly) {}

    /** Login form; {@code code} of the second factor or a recovery code. */
    public record Login(String login, String password, @Nullable String code) {
        @Override
        public String toString() {
            return "Login[" + login + "]";
        }
    }

    /** A set-up link's token. */
    public record Token(String token) {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    public List<Route> routes() {
        Access open = new Access.Open("nobody is signed in before signing in");
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/session",
                        open,
                        "Who is signed in, and whether the first user is still to be set up",
                        null,
                        State.class,
                        request -> Answer.ok(state(request.caller()))),
                new Route(
                        Route.Verb.POST,
                        "/api/session",
                        open,
                        "Sign in; codes: wrong-credentials, totp-required, throttled, busy",
                        Login.class,
                        State.class,
                        this::signIn),
                new Route(
                        Route.Verb.DELETE,
                        "/api/session",
                        open,
                        "Sign out",
                        null,
                        null,
                        this::signOut),
                new Route(
                        Route.Verb.POST,
                        "/api/setup/look",
                        open,
                        "What a set-up link is for",
                        Token.class,
                        SetupLinks.Purpose.class,
                        this::look),
                new Route(
                        Route.Verb.POST,
                        "/api/setup",
                        open,
                        "Use a set-up link: choose a password and be signed in",
                        SetupLinks.Form.class,
                        State.class,
                        this::setUp));
    }

    private Answer signIn(Request request) {
        Login login = request.body(Login.class);
        return switch (accounts.signIn(
                login.login(), login.password(), login.code(), request.remote())) {
            case Accounts.SignIn.Welcome welcome -> welcome(welcome.signedIn());
            case Accounts.SignIn.Wrong wrong ->
                    Answer.refused(
                            401, "wrong-credentials", "login, password or code is not right");
            case Accounts.SignIn.CodeNeeded needed ->
                    Answer.refused(
                            401,
                            "totp-required",
                            "code",
                            "send the code of the authenticator app too");
            case Accounts.SignIn.TooMany tooMany ->
                    Answer.refused(
                            429,
                            "throttled",
                            "too many tries; wait "
                                    + Math.max(1, tooMany.pause().toSeconds())
                                    + " seconds");
            case Accounts.SignIn.Busy busy ->
                    Answer.refused(503, "busy", "many people sign in just now; try again");
        };
    }

    private Answer signOut(Request request) {
        accounts.signOut(request.caller(), request.credential());
        return new Answer.WithSession(Answer.done(), "", Duration.ZERO);
    }

    private Answer look(Request request) {
        Optional<SetupLinks.Purpose> purpose =
                accounts.setupLinks().look(request.body(Token.class).token());
        return purpose.map(Answer::ok)
                .orElseGet(
                        () ->
                                Answer.refused(
                                        400,
                                        "link-used",
                                        "this link is unknown, was used or is too old"));
    }

    private Answer setUp(Request request) {
        SetupLinks.Form form = request.body(SetupLinks.Form.class);
        return Answers.of(accounts.setupLinks().use(form, request.remote()), this::welcome);
    }

    Answer welcome(Accounts.SignedIn signedIn) {
        return new Answer.WithSession(
                Answer.ok(state(signedIn.caller())), signedIn.session(), accounts.longestSession());
    }

    private State state(Caller caller) {
        if (caller.isNobody()) {
            boolean first = accounts.setupLinks().isFirstNeeded();
            return new State(null, first, demo, version, accounts.readsOnly());
        }
        Optional<User> user = accounts.users().find(caller.userId());
        return new State(
                user.map(known -> signedIn(known, caller)).orElse(null),
                false,
                demo,
                version,
                accounts.readsOnly());
    }

    private static SignedInUser signedIn(User user, Caller caller) {
        return new SignedInUser(
                user.id(),
                user.name(),
                user.login(),
                user.locale(),
                user.theme(),
                caller.permissions().stream()
                        .map(permission -> permission.key())
                        .sorted()
                        .toList());
    }
}
