package relais.platform.api;

import java.util.List;
import java.util.stream.Stream;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SetupLinks;
import relais.platform.accounts.User;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** Users, for those who manage them. */
public final class UsersApi {
    private final Accounts accounts;

    public UsersApi(Accounts accounts) {
        this.accounts = accounts;
    }

    public List<Route> routes() {
        Access admin = new Access.Needs(AdminPermissions.USERS);
        return Stream.concat(people(admin).stream(), changes(admin).stream()).toList();
    }

    private List<Route> people(Access admin) {
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/users",
                        admin,
                        "Users; q searches name and login",
                        null,
                        User[].class,
                        this::list),
                new Route(
                        Route.Verb.POST,
                        "/api/users",
                        admin,
                        "Add a user, who then needs a set-up link",
                        User.Wanted.class,
                        User.class,
                        this::create),
                new Route(
                        Route.Verb.GET,
                        "/api/users/{id}",
                        admin,
                        "One user",
                        null,
                        User.class,
                        this::show));
    }

    private List<Route> changes(Access admin) {
        return List.of(
                new Route(
                        Route.Verb.PUT,
                        "/api/users/{id}",
                        admin,
                        "Change a user; inactive ones are signed out",
                        User.Wanted.class,
                        User.class,
                        this::update),
                new Route(
                        Route.Verb.DELETE,
                        "/api/users/{id}",
                        admin,
                        "Remove a user",
                        null,
                        null,
                        this::remove),
                new Route(
                        Route.Verb.POST,
                        "/api/users/{id}/setup-link",
                        admin,
                        "A link by which the user chooses a password, shown this once",
                        null,
                        SetupLinks.Link.class,
                        this::link));
    }

    private Answer list(Request request) {
        long after = request.queryNumber("after", 0, Long.MAX_VALUE);
        int limit = request.limit();
        String words = request.query("q").orElse("");
        return Answers.page(accounts.users().page(words, after, limit), limit, User::id);
    }

    private Answer create(Request request) {
        return Answers.of(
                accounts.users().create(request.caller(), request.body(User.Wanted.class)),
                Answer::created);
    }

    private Answer show(Request request) {
        return accounts.users()
                .find(request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("there is no such user"));
    }

    private Answer update(Request request) {
        User.Wanted wanted = request.body(User.Wanted.class);
        return Answers.of(
                accounts.users().update(request.caller(), request.pathId("id"), wanted),
                Answer::ok);
    }

    private Answer remove(Request request) {
        return Answers.of(
                accounts.users().remove(request.caller(), request.pathId("id")),
                gone -> Answer.done());
    }

    private Answer link(Request request) {
        return Answers.of(
                accounts.setupLinks().forUser(request.caller(), request.pathId("id")),
                Answer::created);
    }
}
