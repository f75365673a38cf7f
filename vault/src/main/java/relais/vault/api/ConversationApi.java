package relais.vault.api;

import static relais.platform.http.Route.route;
import static relais.vault.api.DossiersApi.ONE;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.Level;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.contact.Conversations;
import relais.vault.conversation.Filing;

/** Messages that are filed in a dossier: {@code /api/dossiers/{id}/messages}. */
public final class ConversationApi {
    private final Database database;
    private final Filing filing;
    private final Sight sight;

    public ConversationApi(Database database, Filing filing, Sight sight) {
        this.database = database;
        this.filing = filing;
        this.sight = sight;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        ONE + "/messages",
                        VaultPermissions.RECORDS_READ,
                        "Messages filed in a dossier, oldest first",
                        null,
                        Conversations.Message.class,
                        this::list),
                route(
                        Verb.POST,
                        ONE + "/messages",
                        VaultPermissions.RECORDS_EDIT,
                        "File messages by their numbers, or all of a person's",
                        Body.class,
                        Id.class,
                        this::file),
                route(
                        Verb.POST,
                        ONE + "/answer",
                        VaultPermissions.RECORDS_EDIT,
                        "Write to a person, and file it",
                        Reply.class,
                        Id.class,
                        this::answer));
    }

    /** Either messages or a person. */
    record Body(@Nullable List<Long> messageIds, @Nullable Long contactId) {}

    record Reply(String text, long contactId) {}

    private Answer list(Request request) {
        long dossier = request.pathId("id");
        Level level = database.with(handle -> sight.of(handle, request.caller(), dossier));
        return level == Level.NONE
                ? Routes.missing()
                : Answer.ok(new Page<>(filing.of(request.caller(), dossier), null));
    }

    private Answer file(Request request) {
        Body body = request.body(Body.class);
        Set<Long> messages = body.messageIds() == null ? Set.of() : Set.copyOf(body.messageIds());
        return Routes.answer(
                filing.file(
                        request.caller(),
                        request.pathId("id"),
                        messages,
                        body.contactId() == null ? 0 : body.contactId()),
                id -> Answer.ok(new Id(id)));
    }

    private Answer answer(Request request) {
        Reply reply = request.body(Reply.class);
        return Routes.answer(
                filing.answer(
                        request.caller(), request.pathId("id"), reply.contactId(), reply.text()),
                id -> Answer.created(new Id(id)));
    }
}
