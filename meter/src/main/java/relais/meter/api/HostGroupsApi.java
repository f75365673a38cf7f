package relais.meter.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.function.LongFunction;
import relais.meter.host.HostGroups;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Groups of hosts: {@code /api/host-groups}. */
public final class HostGroupsApi {
    private static final String ALL = "/api/host-groups";
    private static final String ONE = "/api/host-groups/{id}";

    private final HostGroups groups;

    public HostGroupsApi(HostGroups groups) {
        this.groups = groups;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ALL,
                        MeterPermissions.HOSTS_READ,
                        "The groups one may see, by name",
                        null,
                        HostGroups.Group.class,
                        request -> Answer.ok(new Page<>(groups.list(request.caller()), null))),
                route(
                        Verb.POST,
                        ALL,
                        MeterPermissions.HOSTS_EDIT,
                        "Make a group",
                        HostGroups.Wanted.class,
                        Id.class,
                        this::create),
                route(
                        Verb.PUT,
                        ONE,
                        MeterPermissions.HOSTS_EDIT,
                        "Rename or describe a group",
                        HostGroups.Wanted.class,
                        Id.class,
                        this::update),
                route(
                        Verb.DELETE,
                        ONE,
                        MeterPermissions.HOSTS_EDIT,
                        "Remove a group; its hosts stay",
                        null,
                        null,
                        this::remove));
    }

    private Answer create(Request request) {
        return answer(
                groups.create(request.caller(), request.body(HostGroups.Wanted.class)),
                id -> Answer.created(new Id(id)));
    }

    private Answer update(Request request) {
        HostGroups.Wanted wanted = request.body(HostGroups.Wanted.class);
        return answer(
                groups.update(request.caller(), request.pathId("id"), wanted),
                id -> Answer.ok(new Id(id)));
    }

    private Answer remove(Request request) {
        return answer(groups.remove(request.caller(), request.pathId("id")), id -> Answer.done());
    }

    private static Answer answer(HostGroups.Saved saved, LongFunction<Answer> ok) {
        return switch (saved) {
            case HostGroups.Saved.Ok(long id) -> ok.apply(id);
            case HostGroups.Saved.Missing missing -> Answer.notFound("there is no such group");
            case HostGroups.Saved.Refused(String code, String detail) ->
                    Answer.refused(422, code, "name", detail);
        };
    }
}
