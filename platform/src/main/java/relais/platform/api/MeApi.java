package relais.platform.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SecondFactor;
import relais.platform.accounts.User;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** What somebody signed in sees and changes about themselves. */
public final class MeApi {
    private final Accounts accounts;

    public MeApi(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What one may change; the theme is light, dark or auto. */
    public record Self(String name, String locale, @Nullable String theme) {}

    /** The password in use and the one wanted. */
    public record PasswordChange(String old, @JsonProperty("new") String wanted) {
        @Override
        public String toString() {
            return "PasswordChange[…]";
        }
    }

    /** The first code of a new authenticator app. */
    public record Code(String code) {}

    /** Each lets in once without the app; shown this once. */
    public record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes[…]";
        }
    }

    public List<Route> routes() {
        return Stream.concat(account().stream(), secondFactor().stream()).toList();
    }

    private List<Route> account() {
        Access self = new Access.SignedIn();
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/me",
                        self,
                        "One's own account",
                        null,
                        User.class,
                        this::show),
                new Route(
                        Route.Verb.PUT,
                        "/api/me",
                        self,
                        "Change name, language, theme",
                        Self.class,
                        User.class,
                        this::change),
                new Route(
                        Route.Verb.POST,
                        "/api/me/password",
                        self,
                        "Change the password; every other session ends",
                        PasswordChange.class,
                        null,
                        this::changePassword));
    }

    private List<Route> secondFactor() {
        Access self = new Access.SignedIn();
        return List.of(
                new Route(
                        Route.Verb.POST,
                        "/api/me/totp",
                        self,
                        "A new secret for an authenticator app",
                        null,
                        SecondFactor.Offer.class,
                        request -> Answer.ok(accounts.secondFactor().offer(request.caller()))),
                new Route(
                        Route.Verb.PUT,
                        "/api/me/totp",
                        self,
                        "Turn the second factor on by its first code",
                        Code.class,
                        RecoveryCodes.class,
                        this::confirm),
                new Route(
                        Route.Verb.DELETE,
                        "/api/me/totp",
                        self,
                        "Turn the second factor off",
                        null,
                        null,
                        this::removeSecondFactor));
    }

    private Answer show(Request request) {
        return accounts.users()
                .find(request.caller().userId())
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("this account is gone"));
    }

    private Answer change(Request request) {
        Self self = request.body(Self.class);
        return Answers.of(
                accounts.updateSelf(request.caller(), self.name(), self.locale(), self.theme()),
                Answer::ok);
    }

    private Answer changePassword(Request request) {
        PasswordChange change = request.body(PasswordChange.class);
        return Answers.of(
                accounts.changePassword(
                        request.caller(), change.old(), change.wanted(), request.remote()),
                signedIn ->
                        new Answer.WithSession(
                                Answer.done(), signedIn.session(), accounts.longestSession()));
    }

    private Answer confirm(Request request) {
        return Answers.of(
                accounts.secondFactor().confirm(request.caller(), request.body(Code.class).code()),
                codes -> Answer.ok(new RecoveryCodes(codes)));
    }

    private Answer removeSecondFactor(Request request) {
        accounts.secondFactor().remove(request.caller());
        return Answer.done();
    }
}
