package relais.vault.dav;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.vault.document.Document;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Folder;
import relais.vault.document.Listing;
import relais.vault.document.Node;
import relais.vault.download.Content;
import relais.vault.download.Downloads;

/** What can be seen on the drive: PROPFIND, GET and HEAD. */
final class Browsing {
    /** What a file manager asks for at once; the rest of a larger folder is left out. */
    private static final int MOST_LISTED = 10_000;

    private final Database database;
    private final Shelves shelves;
    private final Documents documents;
    private final Downloads downloads;
    private final Guard guard;
    private final InstantSource clock;

    Browsing(
            Database database,
            Shelves shelves,
            Documents documents,
            Downloads downloads,
            Guard guard,
            InstantSource clock) {
        this.database = database;
        this.shelves = shelves;
        this.documents = documents;
        this.downloads = downloads;
        this.guard = guard;
        this.clock = clock;
    }

    Answer get(Request request, DavPath path) {
        Place place = shelves.seen(request.caller(), path);
        return place instanceof Place.Inside inside && inside.waiting() != null
                ? shelves.lent(inside.waiting())
                : here(request, path, place);
    }

    Answer head(Request request, DavPath path) {
        Place place = shelves.seen(request.caller(), path);
        return place instanceof Place.Inside inside && inside.waiting() != null
                ? shelves.told(inside.waiting())
                : here(request, path, place);
    }

    private Answer here(Request request, DavPath path, Place place) {
        if (place instanceof Place.Inside inside && inside.node() instanceof Document document) {
            if (document.scan() == Document.Scan.INFECTED
                    && !documents.mayManage(request.caller(), inside.dossier())) {
                return Answer.refused(403, "infected", "a virus was found in this document");
            }
            return downloads.answer(request, Content.of(document), false);
        }
        require(place);
        String page = page(request, place, path);
        return new Answer.Text(200, "text/html; charset=utf-8", page);
    }

    /** For who opens the drive's address in a browser. */
    private String page(Request request, Place place, DavPath path) {
        StringBuilder html = new StringBuilder("<!doctype html><meta charset=utf-8><title>");
        html.append(Multistatus.escaped("/" + String.join("/", path.names())))
                .append("</title><ul>");
        for (Entry entry : children(request, place, path)) {
            html.append("<li><a href=\"%s\">".formatted(Multistatus.escaped(entry.href())));
            html.append(Multistatus.escaped(entry.shown())).append("</a>");
        }
        return html.append("</ul>").toString();
    }

    /**
     * A resource that is listed.
     *
     * @param node null for one of the upper floors, and for what waits
     * @param waiting a file that is not here yet
     */
    private record Entry(
            String href, String shown, @Nullable Node node, Elsewhere.@Nullable Waiting waiting) {}

    Answer propfind(Request request, DavPath path) throws IOException {
        String depth = request.header("Depth").orElse("infinity");
        Place place = shelves.seen(request.caller(), path);
        require(place);
        DavBody.Asked asked = asked(request);
        if (!depth.equals("0") && !depth.equals("1")) {
            return new Answer.Text(
                    403,
                    "application/xml; charset=utf-8",
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<D:error xmlns:D=\"DAV:\">"
                            + "<D:propfind-finite-depth/></D:error>");
        }
        List<Entry> entries = new ArrayList<>(List.of(self(place, path)));
        if (depth.equals("1")) {
            entries.addAll(children(request, place, path));
        }
        Multistatus all = new Multistatus();
        entries.forEach(entry -> describe(all, entry, asked));
        return all.answer();
    }

    private static DavBody.Asked asked(Request request) throws IOException {
        try (InputStream body = request.stream()) {
            return DavBody.propfind(body);
        } catch (DavBody.Malformed e) {
            throw new Stopped(400, "invalid-body", String.valueOf(e.getMessage()));
        }
    }

    private static void require(Place place) {
        boolean there =
                switch (place) {
                    case Place.Nowhere nowhere -> false;
                    case Place.Inside inside -> inside.node() != null || inside.waiting() != null;
                    case Place.Root root -> true;
                    case Place.Shelf shelf -> true;
                };
        if (!there) {
            throw new Stopped(404, "not-found", "there is nothing at this address");
        }
    }

    private static Entry self(Place place, DavPath path) {
        @Nullable Node node = place instanceof Place.Inside inside ? inside.node() : null;
        var waiting = place instanceof Place.Inside inside ? inside.waiting() : null;
        boolean folder = waiting == null && !(node instanceof Document);
        return new Entry(path.href(folder), path.name(), node, waiting);
    }

    private List<Entry> children(Request request, Place place, DavPath path) {
        return switch (place) {
            case Place.Root root -> lines(path, shelves.types(request.caller()));
            case Place.Shelf shelf -> lines(path, shelves.dossiers(request.caller(), shelf));
            case Place.Inside inside ->
                    inside.isFolder() ? members(request, inside, path) : List.of();
            case Place.Nowhere nowhere -> List.of();
        };
    }

    private static List<Entry> lines(DavPath path, List<Shelves.Line> lines) {
        return lines.stream()
                .map(
                        line ->
                                new Entry(
                                        path.child(line.name()).href(true),
                                        line.shown(),
                                        null,
                                        null))
                .toList();
    }

    private List<Entry> members(Request request, Place.Inside folder, DavPath path) {
        List<Entry> all = new ArrayList<>();
        Pages pages = new Pages(documents, request, folder.dossier(), folder.path());
        while (pages.hasNext() && all.size() < MOST_LISTED) {
            Listing.Page page = pages.next();
            page.folders().forEach(line -> all.add(entry(request, path, line)));
            page.documents()
                    .forEach(
                            line ->
                                    all.add(
                                            new Entry(
                                                    path.child(line.document().name()).href(false),
                                                    line.document().name(),
                                                    line.document(),
                                                    null)));
        }
        for (Elsewhere.Waiting file : shelves.waiting(folder)) {
            all.add(new Entry(path.child(file.name()).href(false), file.name(), null, file));
        }
        return all;
    }

    private Entry entry(Request request, DavPath path, Listing.FolderLine line) {
        Folder folder = Stopped.unless(documents.folder(request.caller(), line.id()));
        return new Entry(path.child(line.name()).href(true), line.name(), folder, null);
    }

    private void describe(Multistatus all, Entry entry, DavBody.Asked asked) {
        Map<Property, String> has = properties(entry);
        switch (asked) {
            case DavBody.Asked.All everything ->
                    all.properties(entry.href(), List.copyOf(has.values()), Set.of());
            case DavBody.Asked.Names names ->
                    all.properties(
                            entry.href(), List.of(Multistatus.empty(has.keySet())), Set.of());
            case DavBody.Asked.Some some -> {
                List<String> found = new ArrayList<>();
                Set<Property> missing = new LinkedHashSet<>();
                for (Property property : some.properties()) {
                    String element = has.get(property);
                    if (element == null) {
                        missing.add(property);
                    } else {
                        found.add(element);
                    }
                }
                all.properties(entry.href(), found, missing);
            }
        }
    }

    private Map<Property, String> properties(Entry entry) {
        Node node = entry.node();
        if (entry.waiting() != null) {
            return Found.waiting(entry.waiting());
        }
        if (node == null) {
            return Found.shelf(entry.shown());
        }
        Map<Property, String> all =
                new LinkedHashMap<>(
                        Found.node(
                                node,
                                entry.shown(),
                                guard.locksOn(node),
                                entry.href(),
                                clock.instant()));
        if (node.id() != 0) {
            all.putAll(database.with(handle -> DeadProperties.of(handle, node)));
        }
        return all;
    }
}
