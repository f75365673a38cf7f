package relais.voice.api;

import static relais.voice.api.Routes.route;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.Sight;
import relais.voice.inbox.Conversation;
import relais.voice.inbox.InboxItem;
import relais.voice.inbox.InboxList;
import relais.voice.inbox.InboxQuery;
import relais.voice.message.Inbox;
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
                        Verb.POST,
                        ONE + "/reply",
                        PeoplePermissions.INBOX_REPLY,
                        "Answer a message",
                        Routes.Text.class,
                        Routes.MessageId.class,
                        this::reply),
                route(
                        Verb.POST,
                        ONE + "/done",
                        PeoplePermissions.INBOX_REPLY,
                        "Tick a message off",
                        null,
                        Routes.MessageId.class,
                        request ->
                                Routes.answer(
                                        conversation.done(request.caller(), request.pathId("id")))),
                route(
                        Verb.POST,
                        ONE + "/reopen",
                        PeoplePermissions.INBOX_REPLY,
                        "Put a message back among the open ones",
                        null,
                        Routes.MessageId.class,
                        request ->
                                Routes.answer(
                                        conversation.reopen(
                                                request.caller(), request.pathId("id")))),
                route(
                        Verb.GET,
                        "/api/messages/{id}",
                        PeoplePermissions.INBOX_READ,
                        "A message's story",
                        null,
                        Trace.class,
                        this::trace));
    }

    private Answer reply(Request request) {
        String text = request.body(Routes.Text.class).text();
        return Routes.answer(conversation.reply(request.caller(), request.pathId("id"), text));
    }

    private Answer list(Request request) {
        Optional<List<Inbox>> states = states(request.query("state").orElse("open"));
        Optional<String> wanted = request.query("kind");
        Inbox.Kind kind = wanted.map(InboxResource::kind).orElse(null);
        if (states.isEmpty() || (wanted.isPresent() && kind == null)) {
            return Answer.refused(
                    400,
                    "invalid-query",
                    "state is open, done or all; kind is unsolicited, story or undone");
        }
        int limit = request.limit();
        InboxQuery query =
                new InboxQuery(
                        request.query("q").orElse(null),
                        states.get(),
                        kind,
                        request.query("channel").orElse(null),
                        request.queryNumber("after", 0, Long.MAX_VALUE),
                        limit);
        List<InboxItem> items = inbox.list(Sight.of(request.caller()), query);
        return Answer.ok(Paging.page(items, limit, InboxItem::id));
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
