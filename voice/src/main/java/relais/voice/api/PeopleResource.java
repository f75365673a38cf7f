package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.Contacts;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.PeopleQuery;
import relais.voice.contact.Person;
import relais.voice.contact.PersonForm;
import relais.voice.contact.Saved;
import relais.voice.contact.Sight;
import relais.voice.inbox.Conversation;
import relais.voice.inbox.Talk;

/** People: {@code /api/people}. */
public final class PeopleResource {
    private static final String ONE = "/api/people/{id}";

    private final Contacts contacts;
    private final Conversation conversation;

    public PeopleResource(Contacts contacts, Conversation conversation) {
        this.contacts = contacts;
        this.conversation = conversation;
    }

    public List<Route> routes() {
        return Stream.concat(records().stream(), talks().stream()).toList();
    }

    private List<Route> records() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/people",
                        PeoplePermissions.READ,
                        "People by name, number or place, newest first",
                        null,
                        Person.class,
                        this::list),
                route(
                        Verb.POST,
                        "/api/people",
                        PeoplePermissions.EDIT,
                        "Add a person",
                        PersonForm.class,
                        Person.class,
                        this::create),
                route(
                        Verb.GET,
                        ONE,
                        PeoplePermissions.READ,
                        "One person",
                        null,
                        Person.class,
                        this::get),
                route(
                        Verb.PUT,
                        ONE,
                        PeoplePermissions.EDIT,
                        "Replace what is known of a person",
                        PersonForm.class,
                        Person.class,
                        this::update));
    }

    private List<Route> talks() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/messages",
                        PeoplePermissions.READ,
                        "What was said, newest first",
                        null,
                        Talk.class,
                        this::messages),
                route(
                        Verb.POST,
                        ONE + "/stop",
                        PeoplePermissions.EDIT,
                        "Write to this person no more",
                        null,
                        Person.class,
                        request ->
                                person(
                                        request,
                                        contacts.stop(request.caller(), request.pathId("id")))),
                route(
                        Verb.POST,
                        ONE + "/resume",
                        PeoplePermissions.EDIT,
                        "Write to this person again",
                        null,
                        Person.class,
                        request ->
                                person(
                                        request,
                                        contacts.resume(request.caller(), request.pathId("id")))),
                route(
                        Verb.POST,
                        ONE + "/send",
                        PeoplePermissions.INBOX_REPLY,
                        "Write to a person",
                        Routes.Text.class,
                        Routes.MessageId.class,
                        this::send));
    }

    private Answer list(Request request) {
        int limit = request.limit();
        List<Person> people = contacts.list(Sight.of(request.caller()), query(request, limit));
        return Answer.ok(Paging.page(people, limit, Person::id));
    }

    /** The list that the request's query asks for. */
    static PeopleQuery query(Request request, int limit) {
        return new PeopleQuery(
                request.query("q").orElse(null),
                request.queryNumber("group", 0, Long.MAX_VALUE),
                request.query("place").orElse(null),
                stopped(request.query("stopped")),
                request.queryNumber("after", 0, Long.MAX_VALUE),
                limit);
    }

    private static @Nullable Boolean stopped(Optional<String> text) {
        return text.isEmpty() ? null : (Boolean) text.get().equals("true");
    }

    private Answer create(Request request) {
        Saved saved = contacts.create(request.caller(), request.body(PersonForm.class));
        return Routes.answer(
                saved,
                id ->
                        contacts.find(Sight.of(request.caller()), id)
                                .map(Answer::created)
                                .orElseGet(() -> Answer.notFound("the person is gone")));
    }

    private Answer get(Request request) {
        return found(request, request.pathId("id"));
    }

    private Answer update(Request request) {
        PersonForm form = request.body(PersonForm.class);
        return person(request, contacts.update(request.caller(), request.pathId("id"), form));
    }

    private Answer person(Request request, Saved saved) {
        return Routes.answer(saved, id -> found(request, id));
    }

    private Answer found(Request request, long id) {
        return contacts.find(Sight.of(request.caller()), id)
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("there is no such person"));
    }

    private Answer messages(Request request) {
        int limit = request.limit();
        long after = request.queryNumber("after", 0, Long.MAX_VALUE);
        return conversation
                .with(Sight.of(request.caller()), request.pathId("id"), after, limit)
                .map(talks -> Answer.ok(Paging.page(talks, limit, Talk::id)))
                .orElseGet(() -> Answer.notFound("there is no such person"));
    }

    private Answer send(Request request) {
        Routes.Text body = request.body(Routes.Text.class);
        return Routes.answer(
                conversation.send(
                        request.caller(), request.pathId("id"), body.text(), body.channel()));
    }
}
