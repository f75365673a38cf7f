package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import relais.meter.drawing.Event;
import relais.meter.host.Directory;
import relais.meter.host.HostGraph;
import relais.meter.picture.Address;
import relais.meter.picture.Album;
import relais.meter.picture.Figure;
import relais.meter.picture.Format;
import relais.meter.picture.Link;
import relais.meter.picture.Links;
import relais.meter.picture.Pictures;
import relais.meter.picture.Wish;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Caller;

/** Pictures by address, and links to show them without login: {@code /api/…/picture.png}. */
public final class PicturesApi {
    /** Each costs up to 100 MB while it is drawn. */
    private static final int DRAWN_AT_ONCE = 3;

    private static final long PATIENCE_SECONDS = 5;

    private static final String OPEN =
            "whoever has the address of a link may see the one picture it was made for";

    private final Directory directory;
    private final Album album;
    private final Pictures pictures;
    private final Links links;
    private final InstantSource clock;
    private final Semaphore drawing = new Semaphore(DRAWN_AT_ONCE);

    public PicturesApi(
            Directory directory, Album album, Pictures pictures, Links links, InstantSource clock) {
        this.directory = directory;
        this.album = album;
        this.pictures = pictures;
        this.links = links;
        this.clock = clock;
    }

    record NewLink(String path, int days) {}

    record LinkMade(long id, String url, Instant expiresAt) {}

    record LinkShown(
            long id,
            String path,
            String title,
            String by,
            Instant madeAt,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Format format : Format.values()) {
            for (String kind : List.of("graphs", "hosts", "dashboards")) {
                routes.add(
                        route(
                                Verb.GET,
                                "/api/" + kind + "/{id}/picture." + format.end(),
                                MeterPermissions.HOSTS_READ,
                                "Drawn: ?from=&to=|last= (s), width, height, factor, theme, lang, zone",
                                null,
                                null,
                                this::picture));
            }
        }
        routes.add(
                route(
                        Verb.GET,
                        "/api/links",
                        MeterPermissions.HOSTS_READ,
                        "One's own links, everybody's for those who edit hosts",
                        null,
                        LinkShown.class,
                        this::list));
        routes.add(
                route(
                        Verb.DELETE,
                        "/api/links/{id}",
                        MeterPermissions.HOSTS_READ,
                        "Takes a link back",
                        null,
                        null,
                        this::revoke));
        routes.add(
                new Route(
                        Verb.GET,
                        "/shared/{token}/{name}",
                        new Access.Open(OPEN),
                        "The picture of a link",
                        null,
                        null,
                        this::shared));
        return routes;
    }

    /** Its answer tells an address that is a secret. */
    public List<Route> secretRoutes() {
        return List.of(
                route(
                        Verb.POST,
                        "/api/links",
                        MeterPermissions.HOSTS_READ,
                        "Makes a link by which a picture is shown without login",
                        NewLink.class,
                        LinkMade.class,
                        this::share));
    }

    private Answer picture(Request request) throws InterruptedException {
        String asked = request.address();
        String query = request.rawQuery();
        Optional<Address> address = Address.parse(query.isEmpty() ? asked : asked + "?" + query);
        if (address.isEmpty()) {
            return Answer.refused(400, "invalid-query", "the address is not that of a picture");
        }
        return drawn(address.get(), viewer(request.caller()), false);
    }

    private Album.Viewer viewer(Caller caller) {
        return new Album.Viewer(caller, directory.sightOf(caller));
    }

    private Answer drawn(Address address, Album.Viewer viewer, boolean everywhere)
            throws InterruptedException {
        Optional<List<Figure>> figures = album.figures(address, viewer);
        if (figures.isEmpty()) {
            return Answer.notFound("there is no such graph, host or dashboard");
        }
        if (!drawing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return Answer.refused(503, "busy", "too many pictures at once; come back in a moment");
        }
        try {
            Wish wish =
                    Wish.of(
                            address.query(),
                            viewer.caller().locale(),
                            ZoneId.systemDefault(),
                            clock.millis());
            List<HostGraph> graphs = Figure.graphs(figures.get());
            List<Event> events = album.events(graphs, wish.view().range());
            byte[] picture =
                    address.kind().equals("graphs")
                            ? pictures.of(graphs.getFirst(), events, wish.view(), address.format())
                            : pictures.sheet(figures.get(), events, wish, address.format());
            Duration fresh = wish.fresh();
            return new Answer.Keepable(address.format().contentType(), picture, fresh, everywhere);
        } catch (IllegalArgumentException wrong) {
            return Answer.refused(400, "invalid-query", String.valueOf(wrong.getMessage()));
        } finally {
            drawing.release();
        }
    }

    private Answer share(Request request) {
        NewLink wanted = request.body(NewLink.class);
        if (wanted.days() < 1 || wanted.days() > Links.MOST_DAYS) {
            return Answer.refused(
                    400, "invalid-field", "days", "a link lasts 1 to " + Links.MOST_DAYS + " days");
        }
        Optional<Address> address = Address.parse(wanted.path());
        Album.Viewer viewer = viewer(request.caller());
        Optional<Album.Shown> shown =
                address.flatMap(asked -> album.find(Album.About.of(asked), viewer));
        if (shown.isEmpty()) {
            return Answer.refused(
                    400, "no-such-picture", "path", "the path is that of a picture you may see");
        }
        String end = address.get().format().end();
        Links.Wanted link = new Links.Wanted(wanted.path(), shown.get().name(), wanted.days());
        return links.make(request.caller(), viewer.sight(), link)
                .map(made -> Answer.created(made(made, end)))
                .orElseGet(
                        () -> Answer.refused(409, "too-many-links", "take one of your links back"));
    }

    private static LinkMade made(Links.Made made, String end) {
        return new LinkMade(
                made.link().id(),
                "/shared/" + made.token() + "/picture." + end,
                made.link().expiresAt());
    }

    private static boolean mayAll(Request request) {
        return request.caller().may(MeterPermissions.HOSTS_EDIT);
    }

    private Answer list(Request request) {
        List<LinkShown> shown =
                links.list(request.caller(), mayAll(request)).stream()
                        .map(PicturesApi::shown)
                        .toList();
        return Answer.ok(new Page<>(shown, null));
    }

    private static LinkShown shown(Link link) {
        return new LinkShown(
                link.id(),
                link.path(),
                link.title(),
                link.maker(),
                link.madeAt(),
                link.expiresAt(),
                link.usedAt());
    }

    private Answer revoke(Request request) {
        return links.revoke(request.caller(), request.pathId("id"), mayAll(request))
                ? Answer.done()
                : Answer.notFound("there is no such link");
    }

    private Answer shared(Request request) throws InterruptedException {
        Optional<Link> link = links.find(request.path("token"));
        Optional<Address> address = link.flatMap(found -> Address.parse(found.path()));
        boolean named =
                address.isPresent()
                        && request.path("name").equals("picture." + address.get().format().end());
        return named
                ? drawn(
                        address.get(),
                        Album.Viewer.forMaker(
                                link.get().madeBy(), link.get().sight(), Locale.ENGLISH),
                        true)
                : Answer.notFound("this link does not exist, was taken back or is over");
    }
}
