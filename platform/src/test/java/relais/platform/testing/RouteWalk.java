package relais.platform.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import relais.platform.http.Access;
import relais.platform.http.Route;

/**
 * Walks every route of a running server as somebody who lacks its permission. Each must refuse
 * before its endpoint runs; nothing is left out, so a new route is walked without anybody thinking
 * of it.
 */
public final class RouteWalk {
    /** As browsers speak in the clear: a refusal may come before the body was read. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final List<Route> routes;

    /**
     * @param routes those of the server ({@code HttpServer.routes()})
     */
    public RouteWalk(URI server, List<Route> routes) {
        this.server = server;
        this.routes = routes;
    }

    /** Routes that let in somebody without any credential, or with a forged one: none should. */
    public List<String> openToStrangers() throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Route route : routes) {
            if (route.access() instanceof Access.Open) {
                continue;
            }
            expect(wrong, route, 401, request(route).header("X-Relais", "1"));
            expect(wrong, route, 401, request(route).header("Authorization", "Bearer forged"));
            expect(
                    wrong,
                    route,
                    401,
                    request(route)
                            .header("X-Relais", "1")
                            .header("Cookie", "relais_session=forged"));
        }
        return wrong;
    }

    /** Routes needing a permission that let in the holder of {@code token}, who has none. */
    public List<String> openToThoseWithoutPermission(String token)
            throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Route route : routes) {
            if (route.access() instanceof Access.Needs) {
                expect(
                        wrong,
                        route,
                        403,
                        request(route).header("Authorization", "Bearer " + token));
            }
        }
        return wrong;
    }

    /** Routes that change something under /api and take a foreign page's word for it. */
    public List<String> openToForeignPages(String session)
            throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Route route : routes) {
            if (route.verb().safe() || !route.path().startsWith("/api/")) {
                continue;
            }
            String cookie = "relais_session=" + session;
            expect(wrong, route, 403, request(route).header("Cookie", cookie));
            expect(
                    wrong,
                    route,
                    403,
                    request(route)
                            .header("Cookie", cookie)
                            .header("X-Relais", "1")
                            .header("Sec-Fetch-Site", "cross-site"));
        }
        return wrong;
    }

    /** How many routes say who may call them, and how many of those are open, for the report. */
    public String summary() {
        long open = routes.stream().filter(r -> r.access() instanceof Access.Open).count();
        return routes.size() + " routes, " + open + " open to all";
    }

    private void expect(List<String> wrong, Route route, int status, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != status) {
            wrong.add(route.verb() + " " + route.path() + " answered " + answer.statusCode());
        }
    }

    private HttpRequest.Builder request(Route route) {
        String path = route.path().replaceAll("\\{[^}]*}|<[^>]*>", "1");
        boolean bodyless = route.verb().safe() || route.verb() == Route.Verb.DELETE;
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(
                        route.verb().name(),
                        bodyless
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
    }
}
