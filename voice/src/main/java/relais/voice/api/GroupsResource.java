package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.List;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.Group;
import relais.voice.contact.Groups;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.Sight;

/** Groups of people: {@code /api/groups}. */
public final class GroupsResource {
    private static final String ONE = "/api/groups/{id}";

    private final Groups groups;

    public GroupsResource(Groups groups) {
        this.groups = groups;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/groups",
                        PeoplePermissions.READ,
                        "All groups, by name",
                        null,
                        Group.class,
                        this::list),
                route(
                        Verb.POST,
                        "/api/groups",
                        PeoplePermissions.EDIT,
                        "Make a group",
                        Group.Form.class,
                        Id.class,
                        this::create),
                route(
                        Verb.PUT,
                        ONE,
                        PeoplePermissions.EDIT,
                        "Rename or describe a group",
                        Group.Form.class,
                        Id.class,
                        this::update),
                route(
                        Verb.DELETE,
                        ONE,
                        PeoplePermissions.EDIT,
                        "Forget a group; its people stay",
                        null,
                        null,
                        this::delete));
    }

    private Answer list(Request request) {
        return Answer.ok(new Page<>(groups.list(Sight.of(request.caller())), null));
    }

    private Answer create(Request request) {
        Group.Form form = request.body(Group.Form.class);
        return Routes.answer(
                groups.create(request.caller(), form), id -> Answer.created(new Id(id)));
    }

    private Answer update(Request request) {
        Group.Form form = request.body(Group.Form.class);
        return Routes.answer(
                groups.update(request.caller(), request.pathId("id"), form),
                id -> Answer.ok(new Id(id)));
    }

    private Answer delete(Request request) {
        return Routes.answer(
                groups.delete(request.caller(), request.pathId("id")), id -> Answer.done());
    }
}
