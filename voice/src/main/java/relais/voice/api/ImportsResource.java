package relais.voice.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.voice.contact.PeoplePermissions;
import relais.voice.contact.Sight;
import relais.voice.imports.ImportRecord;
import relais.voice.imports.Imports;
import relais.voice.imports.Received;

/** Lists of people as files: {@code /api/imports}. */
public final class ImportsResource {
    private static final String ONE = "/api/imports/{id}";

    private final Imports imports;
    private final String country;

    /** Numbers without a country code are {@code country}'s unless the upload names another. */
    public ImportsResource(Imports imports, String country) {
        this.imports = imports;
        this.country = country;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.POST,
                        "/api/imports",
                        PeoplePermissions.IMPORT,
                        "Bring in a CSV or XLSX file (raw body, ?name=, ?country=)",
                        null,
                        Id.class,
                        this::take),
                route(
                        Verb.GET,
                        "/api/imports",
                        PeoplePermissions.IMPORT,
                        "Imports, newest first",
                        null,
                        ImportRecord.class,
                        this::list),
                route(
                        Verb.GET,
                        ONE,
                        PeoplePermissions.IMPORT,
                        "How far an import is",
                        null,
                        ImportRecord.class,
                        request -> found(request.pathId("id"))),
                route(
                        Verb.POST,
                        ONE + "/resume",
                        PeoplePermissions.IMPORT,
                        "Go on with an import that failed",
                        null,
                        ImportRecord.class,
                        this::resume),
                route(
                        Verb.GET,
                        ONE + "/report.csv",
                        PeoplePermissions.IMPORT,
                        "What was done with each row",
                        null,
                        null,
                        this::report));
    }

    private Answer take(Request request) throws IOException {
        Received received =
                imports.take(
                        request.caller(),
                        request.query("name").orElse("list"),
                        request.query("country").orElse(country).toUpperCase(Locale.ROOT),
                        request.stream());
        return switch (received) {
            case Received.Taken taken -> Answer.created(new Id(taken.id()));
            case Received.Refused refused -> Answer.refused(422, refused.code(), refused.detail());
        };
    }

    private Answer list(Request request) {
        int limit = request.limit();
        long after = request.queryNumber("after", 0, Long.MAX_VALUE);
        return Answer.ok(Paging.page(imports.list(after, limit), limit, ImportRecord::id));
    }

    private Answer found(long id) {
        return imports.find(id)
                .map(Answer::ok)
                .orElseGet(() -> Answer.notFound("there is no such import"));
    }

    private Answer resume(Request request) {
        return imports.resume(request.caller(), request.pathId("id"))
                .map(Answer::ok)
                .orElseGet(
                        () ->
                                Answer.refused(
                                        409,
                                        "nothing-to-resume",
                                        "the import is done, or its file is not on this server"));
    }

    private Answer report(Request request) {
        long id = request.pathId("id");
        if (imports.find(id).isEmpty()) {
            return Answer.notFound("there is no such import");
        }
        Sight sight = Sight.of(request.caller());
        return new Answer.Streamed(
                "text/csv; charset=utf-8",
                "import-" + id + ".csv",
                out -> imports.report(sight, id, out));
    }
}
