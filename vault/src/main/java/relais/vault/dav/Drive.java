package relais.vault.dav;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.identity.Permission;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.document.Documents;
import relais.vault.download.Downloads;
import relais.vault.download.FromShare;

/** Everything under {@code /dav}: the dossiers as file managers and office programs open them. */
public final class Drive {
    private static final Map<String, String> ABLE =
            Map.of("DAV", "1, 2", "MS-Author-Via", "DAV", "Accept-Ranges", "bytes");

    private final Browsing browsing;
    private final Changing changing;
    private final Carrying carrying;
    private final Locking locking;

    /**
     * What the drive stands on.
     *
     * @param fromShare what of the dossiers is not here yet
     * @param mostBytes of one document
     */
    public record Setup(
            Database database,
            Sight sight,
            Documents documents,
            FromShare fromShare,
            Downloads downloads,
            InstantSource clock,
            long mostBytes) {}

    public Drive(Setup on) {
        Shelves shelves = new Shelves(on.database(), on.sight(), on.documents(), on.fromShare());
        Guard guard = new Guard(on.database(), on.documents().locks(), shelves);
        this.browsing =
                new Browsing(
                        on.database(), shelves, on.documents(), on.downloads(), guard, on.clock());
        this.changing = new Changing(on.database(), shelves, on.documents(), guard, on.mostBytes());
        this.carrying = new Carrying(on.database(), shelves, on.documents(), guard, changing);
        this.locking = new Locking(on.documents(), guard, changing, on.clock());
    }

    /** What is done at a path. */
    private interface Act {
        Answer at(Request request, DavPath path) throws IOException;
    }

    public List<Route> routes() {
        List<Route> all = new ArrayList<>();
        see(all, Route.Verb.GET, "Read a document of the drive", browsing::get);
        see(all, Route.Verb.HEAD, "Ask about a document of the drive", browsing::head);
        see(all, Route.Verb.PROPFIND, "List a folder of the drive", browsing::propfind);
        see(all, Route.Verb.OPTIONS, "What the drive can do", Drive::options);
        change(all, Route.Verb.PUT, "Write a document of the drive", changing::put);
        change(all, Route.Verb.DELETE, "Throw something of the drive away", changing::delete);
        change(all, Route.Verb.MKCOL, "Make a folder on the drive", changing::mkcol);
        change(all, Route.Verb.PROPPATCH, "Note properties on the drive", changing::proppatch);
        change(all, Route.Verb.COPY, "Copy on the drive", carrying::copy);
        change(all, Route.Verb.MOVE, "Move on the drive", carrying::move);
        change(all, Route.Verb.LOCK, "Lock on the drive", locking::lock);
        change(all, Route.Verb.UNLOCK, "Unlock on the drive", locking::unlock);
        return List.copyOf(all);
    }

    private static Answer options(Request request, DavPath path) {
        return new Answer.WithHeaders(
                new Answer.Bytes(200, "", 0, out -> {}),
                Map.of(
                        "Allow",
                        "OPTIONS, GET, HEAD, PUT, DELETE, PROPFIND, PROPPATCH, MKCOL, COPY, MOVE,"
                                + " LOCK, UNLOCK"));
    }

    private static void see(List<Route> all, Route.Verb verb, String summary, Act act) {
        add(all, verb, VaultPermissions.RECORDS_READ, summary, act);
    }

    private static void change(List<Route> all, Route.Verb verb, String summary, Act act) {
        add(all, verb, VaultPermissions.RECORDS_EDIT, summary, act);
    }

    private static void add(
            List<Route> all, Route.Verb verb, Permission needed, String summary, Act act) {
        for (String path : List.of("/dav", "/dav/", "/dav/<path>")) {
            all.add(
                    new Route(
                            verb,
                            path,
                            new Access.Needs(needed),
                            summary,
                            null,
                            null,
                            request ->
                                    answer(
                                            request,
                                            path.endsWith(">") ? request.path("path") : "",
                                            act)));
        }
    }

    private static Answer answer(Request request, String text, Act act) throws IOException {
        try {
            DavPath path =
                    DavPath.of(text)
                            .orElseThrow(() -> new Stopped(404, "not-found", "no such path"));
            return new Answer.WithHeaders(act.at(request, path), ABLE);
        } catch (Stopped stopped) {
            return new Answer.WithHeaders(stopped.answer(), ABLE);
        } catch (IllegalArgumentException e) {
            return Answer.refused(403, "invalid-name", String.valueOf(e.getMessage()));
        }
    }
}
