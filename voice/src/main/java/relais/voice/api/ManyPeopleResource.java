package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.ManyPeople;
import relais.voice.contact.ManyPeople.Whom;
import relais.voice.contact.PeoplePermissions;

/**
 * Many people at once: {@code /api/groups/{id}/add}, {@code …/remove}, {@code /api/people/stop}.
 */
public final class ManyPeopleResource {
    private final ManyPeople people;

    public ManyPeopleResource(ManyPeople people) {
        this.people = people;
    }

    public List<Route> routes() {
        return List.of(
                change(
                        "/api/groups/{id}/add",
                        "Put people into a group: ids, or all that the same query of people lists",
                        request -> whom -> group(people.join(request.caller(), id(request), whom))),
                change(
                        "/api/groups/{id}/remove",
                        "Take people out of a group: ids, or all that the same query lists",
                        request ->
                                whom -> group(people.leave(request.caller(), id(request), whom))),
                change(
                        "/api/people/stop",
                        "Write to these people no more: ids, or all that the same query lists",
                        request -> whom -> Answer.ok(people.stop(request.caller(), whom))));
    }

    private static Route change(
            String path, String summary, Function<Request, Function<Whom, Answer>> change) {
        return route(
                Verb.POST,
                path,
                PeoplePermissions.EDIT,
                summary,
                Chosen.class,
                ManyPeople.Changed.class,
                request -> {
                    Chosen chosen = request.body(Chosen.class);
                    return chosen.wrong(ManyPeople.MOST)
                            .orElseGet(() -> change.apply(request).apply(whom(request, chosen)));
                });
    }

    private static Whom whom(Request request, Chosen chosen) {
        return chosen.ids() != null
                ? new Whom.These(chosen.ids())
                : new Whom.Found(PeopleResource.query(request, ManyPeople.MOST));
    }

    private static long id(Request request) {
        return request.pathId("id");
    }

    private static Answer group(Optional<ManyPeople.Changed> changed) {
        return changed.map(Answer::ok).orElseGet(() -> Answer.notFound("there is no such group"));
    }
}
