package relais.meter.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.meter.host.Directory;
import relais.meter.host.GraphSearch;
import relais.meter.host.Sight;
import relais.meter.query.Parameters;
import relais.meter.query.Prometheus;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/**
 * Prometheus' query API for programs with a token, under {@code /prometheus}, and for the console,
 * whose cookie counts under {@code /api} alone, under {@code /api/prometheus}.
 */
public final class PrometheusApi {
    /** A form holds one query. */
    private static final int MOST_FORM_BYTES = 256 * 1024;

    private static final List<String> ROOTS =
            List.of("/prometheus/api/v1/", "/api/prometheus/api/v1/");

    private final Directory directory;
    private final GraphSearch search;
    private final Prometheus prometheus;

    public PrometheusApi(Directory directory, GraphSearch search, Prometheus prometheus) {
        this.directory = directory;
        this.search = search;
        this.prometheus = prometheus;
    }

    /** One question of the API. */
    private interface Question {
        Prometheus.Told ask(Sight sight, Parameters parameters, Request request);
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String root : ROOTS) {
            for (Verb verb : List.of(Verb.GET, Verb.POST)) {
                add(routes, verb, root + "query", (s, p, r) -> prometheus.query(s, p));
                add(routes, verb, root + "query_range", (s, p, r) -> prometheus.range(s, p));
                add(routes, verb, root + "series", (s, p, r) -> prometheus.series(s, p));
                add(routes, verb, root + "labels", (s, p, r) -> prometheus.labelNames(s, p));
            }
            add(
                    routes,
                    Verb.GET,
                    root + "label/{name}/values",
                    (s, p, r) -> prometheus.labelValues(s, r.path("name"), p));
            add(
                    routes,
                    Verb.GET,
                    root + "metadata",
                    (s, p, r) -> Prometheus.metadata(search.metrics(s), p));
            add(routes, Verb.GET, root + "status/buildinfo", (s, p, r) -> build());
        }
        return routes;
    }

    private void add(List<Route> routes, Verb verb, String path, Question question) {
        routes.add(
                route(
                        verb,
                        path,
                        MeterPermissions.METRICS_READ,
                        "As Prometheus 2.42 answers it",
                        null,
                        null,
                        request -> answer(request, question)));
    }

    private Answer answer(Request request, Question question) throws IOException {
        String form = "";
        try (InputStream body = request.stream()) {
            byte[] bytes = body.readNBytes(MOST_FORM_BYTES + 1);
            if (bytes.length > MOST_FORM_BYTES) {
                return failure(new Prometheus.Told.Failure("bad_data", "the form is too large"));
            }
            form = new String(bytes, StandardCharsets.UTF_8);
        }
        Parameters parameters;
        try {
            parameters = Parameters.of(form, request.rawQuery());
        } catch (IllegalArgumentException wrong) {
            return failure(
                    new Prometheus.Told.Failure("bad_data", String.valueOf(wrong.getMessage())));
        }
        Sight sight = directory.sightOf(request.caller());
        return switch (question.ask(sight, parameters, request)) {
            case Prometheus.Told.Success(Object data) ->
                    Answer.ok(shape("success", Map.of("data", data)));
            case Prometheus.Told.Failure failure -> failure(failure);
        };
    }

    private static Map<String, Object> shape(String status, Map<String, Object> rest) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", status);
        shape.putAll(rest);
        return shape;
    }

    private static Answer failure(Prometheus.Told.Failure failure) {
        int status =
                switch (failure.type()) {
                    case "execution" -> 422;
                    case "timeout" -> 503;
                    default -> 400;
                };
        return new Answer.Json(
                status,
                shape("error", Map.of("errorType", failure.type(), "error", failure.error())));
    }

    /** What Grafana reads to know which functions it may use. */
    private static Prometheus.Told build() {
        return new Prometheus.Told.Success(
                Map.of("version", "2.42.0", "revision", "relais", "goVersion", ""));
    }
}
