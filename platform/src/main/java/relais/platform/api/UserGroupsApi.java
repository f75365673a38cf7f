package relais.platform.api;

import java.util.List;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.UserGroup;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** Groups of users and the permissions they can be granted. */
public final class UserGroupsApi {
    private final Accounts accounts;

    public UserGroupsApi(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A permission as the console lists it. */
    public record Grantable(String key, String help) {}

    public List<Route> routes() {
        Access admin = new Access.Needs(AdminPermissions.USERS);
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/user-groups",
                        admin,
                        "All groups of users",
                        null,
                        UserGroup[].class,
                        request -> Answers.all(accounts.groups().list())),
                new Route(
                        Route.Verb.POST,
                        "/api/user-groups",
                        admin,
                        "Add a group",
                        UserGroup.Wanted.class,
                        UserGroup.class,
                        this::create),
                new Route(
                        Route.Verb.PUT,
                        "/api/user-groups/{id}",
                        admin,
                        "Change a group",
                        UserGroup.Wanted.class,
                        UserGroup.class,
                        this::update),
                new Route(
                        Route.Verb.DELETE,
                        "/api/user-groups/{id}",
                        admin,
                        "Remove a group; its users lose what it granted",
                        null,
                        null,
                        this::remove),
                new Route(
                        Route.Verb.GET,
                        "/api/permissions",
                        new Access.SignedIn(),
                        "All that a group or token can be granted",
                        null,
                        Grantable[].class,
                        request -> permissions()));
    }

    private Answer create(Request request) {
        return Answers.of(
                accounts.groups().create(request.caller(), request.body(UserGroup.Wanted.class)),
                Answer::created);
    }

    private Answer update(Request request) {
        UserGroup.Wanted wanted = request.body(UserGroup.Wanted.class);
        return Answers.of(
                accounts.groups().update(request.caller(), request.pathId("id"), wanted),
                Answer::ok);
    }

    private Answer remove(Request request) {
        return Answers.of(
                accounts.groups().remove(request.caller(), request.pathId("id")),
                gone -> Answer.done());
    }

    private Answer permissions() {
        return Answers.all(
                accounts.permissions().stream()
                        .map(one -> new Grantable(one.permission().key(), one.help()))
                        .toList());
    }
}
