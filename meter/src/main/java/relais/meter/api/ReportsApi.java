package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import relais.meter.host.Directory;
import relais.meter.picture.Album;
import relais.meter.report.Period;
import relais.meter.report.Reports;
import relais.meter.report.Speech;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/**
 * Reports as files: {@code /api/hosts/{id}/report.pdf}, {@code /api/dashboards/{id}/report.pdf}.
 */
public final class ReportsApi {
    private final Directory directory;
    private final Reports reports;
    private final InstantSource clock;

    public ReportsApi(Directory directory, Reports reports, InstantSource clock) {
        this.directory = directory;
        this.reports = reports;
        this.clock = clock;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (String kind : List.of("hosts", "dashboards")) {
            routes.add(
                    route(
                            Verb.GET,
                            "/api/" + kind + "/{id}/report.pdf",
                            MeterPermissions.HOSTS_READ,
                            "A report: ?period=day|week|month, to (ms; now), lang, zone",
                            null,
                            null,
                            request -> report(kind, request)));
        }
        return routes;
    }

    private Answer report(String kind, Request request) throws InterruptedException {
        Optional<Period.Length> length =
                Period.Length.of(request.query("period").orElse(Period.Length.WEEK.code()));
        Optional<ZoneId> zone = zone(request.query("zone").orElse(""));
        if (length.isEmpty() || zone.isEmpty()) {
            return Answer.refused(
                    400, "invalid-query", "period is day, week or month, zone Africa/Abidjan");
        }
        Locale locale =
                request.query("lang").map(Locale::forLanguageTag).orElse(request.caller().locale());
        long now = clock.millis();
        Instant to = Instant.ofEpochMilli(request.queryNumber("to", now, now));
        Period period = Period.upTo(length.get(), to, zone.get());
        Album.Viewer viewer =
                new Album.Viewer(request.caller(), directory.sightOf(request.caller()));
        Reports.Wanted wanted =
                new Reports.Wanted(
                        new Album.About(kind, request.path("id"), ""), period, locale, zone.get());
        return switch (reports.make(viewer, wanted)) {
            case Reports.Made.Done(String title, byte[] file) -> {
                String name = new Speech(locale, zone.get()).fileName(title, period);
                yield new Answer.Streamed("application/pdf", name, out -> out.write(file));
            }
            case Reports.Made.Missing missing ->
                    Answer.notFound("there is no such host or dashboard");
            case Reports.Made.Busy busy ->
                    Answer.refused(503, "busy", "too many reports at once; come back in a moment");
        };
    }

    /** Empty where there is no such zone. */
    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
