package relais.vault.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.vault.access.VaultPermissions;
import relais.vault.moving.Incoming;
import relais.vault.moving.Move;
import relais.vault.moving.Moves;
import relais.vault.moving.Moving;

/** Begins moves from the console, with what an operator has laid down for it. */
public final class NewMovesApi {
    private final Database database;
    private final Moving moving;
    private final Incoming incoming;
    private final Audit audit;

    public NewMovesApi(Database database, Moving moving, Incoming incoming, Audit audit) {
        this.database = database;
        this.moving = moving;
        this.incoming = incoming;
        this.audit = audit;
    }

    /**
     * @param name its tables will lie in {@code legacy_<name>}
     * @param dump one of what lies there, or none
     * @param share one of what lies there, or none
     */
    record NewMove(String name, @Nullable String dump, @Nullable String share) {}

    /**
     * @param folder on the server
     */
    record Choice(String folder, List<Incoming.Laid> items) {}

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/move-sources",
                        VaultPermissions.FILES_IMPORT,
                        "What lies ready to be moved in",
                        null,
                        Choice.class,
                        request ->
                                Answer.ok(
                                        new Choice(incoming.folder().toString(), incoming.list()))),
                route(
                        Verb.POST,
                        "/api/moves",
                        VaultPermissions.FILES_IMPORT,
                        "Begin a move and inspect its dump, else its share",
                        NewMove.class,
                        Move.class,
                        this::begin));
    }

    private Answer begin(Request request) throws IOException {
        NewMove wanted = request.body(NewMove.class);
        String dump = wanted.dump() == null ? "" : wanted.dump();
        String share = wanted.share() == null ? "" : wanted.share();
        if (!Moves.isName(wanted.name())) {
            return Answer.refused(
                    422, "move-name", "name", "a to z, digits and _, beginning with a letter");
        }
        Optional<Path> file = incoming.find(dump, false);
        Optional<Path> folder = incoming.find(share, true);
        if (file.isEmpty() && (!dump.isEmpty() || share.isEmpty())) {
            return Answer.refused(422, "move-source", "dump", "a dump that lies ready");
        }
        if (folder.isEmpty() && !share.isEmpty()) {
            return Answer.refused(422, "move-source", "share", "a folder that lies ready");
        }
        Optional<Move> begun =
                database.inTransaction(
                        tx -> begin(tx, request, wanted.name(), path(file), path(folder)));
        if (begun.isEmpty()) {
            return Answer.refused(409, "name-taken", "name", "there is a move of this name");
        }
        moving.ask(request.caller(), begun.get(), file.isPresent() ? "load" : "look");
        return Answer.created(begun.get());
    }

    private Optional<Move> begin(
            Handle tx, Request request, String name, String dump, String share) {
        Optional<Move> begun = moving.moves().beginNew(tx, name, dump, share);
        begun.ifPresent(
                move ->
                        audit.record(
                                tx,
                                request.caller(),
                                "move.begin",
                                "move:" + move.id(),
                                move.name()));
        return begun;
    }

    private static String path(Optional<Path> path) {
        return path.map(Path::toString).orElse("");
    }
}
