package relais.platform.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.Tokens;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** One's own tokens for programs. */
public final class TokensApi {
    private final Accounts accounts;

    public TokensApi(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What a token is for; {@code expiresAt} within a year. */
    public record Wanted(String name, List<String> permissions, Instant expiresAt) {}

    /** A token; {@code secret} only in the answer to its making. */
    public record Shown(
            long id,
            String name,
            List<String> permissions,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String secret) {
        @Override
        public String toString() {
            return "Shown[" + id + "]";
        }
    }

    public List<Route> routes() {
        Access self = new Access.SignedIn();
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/tokens",
                        self,
                        "One's own tokens",
                        null,
                        Shown[].class,
                        this::list),
                new Route(
                        Route.Verb.POST,
                        "/api/tokens",
                        self,
                        "Make a token; its secret is shown this once",
                        Wanted.class,
                        Shown.class,
                        this::create),
                new Route(
                        Route.Verb.DELETE,
                        "/api/tokens/{id}",
                        self,
                        "Take a token away",
                        null,
                        null,
                        this::revoke));
    }

    private Answer list(Request request) {
        return Answers.all(
                accounts.tokens().list(request.caller()).stream()
                        .map(token -> shown(token, null))
                        .toList());
    }

    private Answer create(Request request) {
        Wanted wanted = request.body(Wanted.class);
        return Answers.of(
                accounts.tokens()
                        .create(
                                request.caller(),
                                wanted.name(),
                                wanted.permissions(),
                                wanted.expiresAt()),
                made -> Answer.created(shown(made.token(), made.secret())));
    }

    private Answer revoke(Request request) {
        return Answers.of(
                accounts.tokens().revoke(request.caller(), request.pathId("id")),
                gone -> Answer.done());
    }

    private static Shown shown(Tokens.Token token, @Nullable String secret) {
        return new Shown(
                token.id(),
                token.name(),
                token.permissions(),
                token.createdAt(),
                token.expiresAt(),
                token.lastUsedAt(),
                secret);
    }
}
