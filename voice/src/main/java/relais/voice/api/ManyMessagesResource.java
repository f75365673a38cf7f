package relais.voice.api;

import static relais.platform.http.Route.route;

import java.util.List;
import java.util.Optional;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.PeoplePermissions;
import relais.voice.inbox.ManyMessages;
import relais.voice.message.Inbox;

/** Many messages of the inbox at once: {@code /api/inbox/done}, {@code /api/inbox/reopen}. */
public final class ManyMessagesResource {
    private final ManyMessages messages;

    public ManyMessagesResource(ManyMessages messages) {
        this.messages = messages;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.POST,
                        "/api/inbox/done",
                        PeoplePermissions.INBOX_REPLY,
                        "Tick messages off: ids, or all that the same query lists",
                        Chosen.class,
                        ManyMessages.Moved.class,
                        request -> move(request, Inbox.OPEN)),
                route(
                        Verb.POST,
                        "/api/inbox/reopen",
                        PeoplePermissions.INBOX_REPLY,
                        "Put messages back: ids, or all that the same query lists",
                        Chosen.class,
                        ManyMessages.Moved.class,
                        request -> move(request, Inbox.DONE)));
    }

    private Answer move(Request request, Inbox from) {
        Chosen chosen = request.body(Chosen.class);
        Optional<Answer> wrong = chosen.wrong(ManyMessages.MOST);
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return chosen.ids() != null
                ? Answer.ok(messages.move(request.caller(), chosen.ids(), from))
                : InboxResource.query(request, List.of(from), ManyMessages.MOST)
                        .map(query -> messages.moveFound(request.caller(), query))
                        .map(Answer::ok)
                        .orElseGet(InboxResource::wrongQuery);
    }
}
