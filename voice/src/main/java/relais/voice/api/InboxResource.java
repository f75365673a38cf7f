package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Caller;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.Sight;
import relais.voice.inbox.Conversation;
import relais.voice.inbox.InboxItem;
import relais.voice.inbox.InboxList;
import relais.voice.inbox.InboxQuery;
import relais.voice.inbox.Written;
import relais.voice.message.Inbox;
import relais.voice.message.Waiting;
import relais.voice.trace.Trace;
import relais.voice.trace.Traces;

/** The inbox and single messages: {@code /api/inbox}, {@code /api/messages}. */
public final class InboxResource {
    private static final String ONE = "/api/inbox/{id}";

    private final InboxList inbox;
    private final Conversation conversation;
    private final Traces traces;

    public InboxResource(InboxList inbox, Conversation conversation, Traces traces) {
        this.inbox = inbox;
        this.conversation = conversation;
        this.traces = traces;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/inbox",
                        PeoplePermissions.INBOX_READ,
                        "Messages that wait for a person, newest first",
                        null,
                        InboxItem.class,
                        this::list),
                route(
                        Verb.GET,
                        "/api/inbox/count",
                        PeoplePermissions.INBOX_READ,
                        "How many messages wait, for a badge",
                        null,
                        Waiting.class,
                        request -> Answer.ok(inbox.waiting(Sight.of(request.caller())))),
                route(
                        Verb.POST,
                        ONE + "/reply",
                        PeoplePermissions.INBOX_REPLY,
                        "Answer a message",
                        Routes.Text.class,
                        Routes.MessageId.class,
                        this::reply),
                tick("/done", "Tick a message off", conversation::done),
                tick("/reopen", "Put a message back among the open ones", conversation::reopen),
                route(
                        Verb.GET,
                        "/api/messages/{id}",
                        PeoplePermissions.INBOX_READ,
                        "A message's story",
                        null,
                        Trace.class,
                        this::trace));
    }

    private static Route tick(
            String path, String summary, BiFunction<Caller, Long, Written> change) {
        return route(
                Verb.POST,
                ONE + path,
                PeoplePermissions.INBOX_REPLY,
                summary,
                null,
                Routes.MessageId.class,
                request -> Routes.answer(change.apply(request.caller(), request.pathId("id"))));
    }

    private Answer reply(Request request) {
        String text = request.body(Routes.Text.class).text();
        return Routes.answer(conversation.reply(request.caller(), request.pathId("id"), text));
    }

    private Answer list(Request request) {
        int limit = request.limit();
        return states(request.query("state").orElse("open"))
                .flatMap(states -> query(request, states, limit))
                .map(query -> inbox.list(Sight.of(request.caller()), query))
                .map(items -> Answer.ok(Paging.page(items, limit, InboxItem::id)))
                .orElseGet(InboxResource::wrongQuery);
    }

    /** The list that the request's query asks for; empty when it makes no sense. */
    static Optional<InboxQuery> query(Request request, List<Inbox> states, int limit) {
        Optional<String> wanted = request.query("kind");
        Inbox.Kind kind = wanted.map(InboxResource::kind).orElse(null);
        return wanted.isPresent() && kind == null
                ? Optional.empty()
                : Optional.of(
                        new InboxQuery(
                                request.query("q").orElse(null),
                                states,
                                kind,
                                request.query("channel").orElse(null),
                                request.queryNumber("after", 0, Long.MAX_VALUE),
                                limit));
    }

    static Answer wrongQuery() {
        return Answer.refused(
                400,
                "invalid-query",
                "state is open, done or all; kind is unsolicited, story or undone");
    }

    private static Optional<List<Inbox>> states(String text) {
        return switch (text) {
            case "open" -> Optional.of(List.of(Inbox.OPEN));
            case "done" -> Optional.of(List.of(Inbox.DONE));
            case "all" -> Optional.of(List.of(Inbox.OPEN, Inbox.DONE));
            default -> Optional.empty();
        };
    }

    private static Inbox.@Nullable Kind kind(String text) {
        return Arrays.stream(Inbox.Kind.values())
                .filter(k -> k != Inbox.Kind.NONE)
                .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(null);
    }

    private Answer trace(Request request) {
        return traces.find(Sight.of(request.caller()), request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("there is no such message"));
    }
}
