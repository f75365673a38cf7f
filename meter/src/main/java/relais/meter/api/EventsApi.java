package relais.meter.api;

import static relais.platform.http.Route.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.meter.event.Event;
import relais.meter.event.Events;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.Sight;
import relais.platform.http.Answer;
import relais.platform.http.Id;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;
import relais.platform.identity.Caller;

/** What happened and when: {@code /api/events}. */
public final class EventsApi {
    private static final Duration USUAL = Duration.ofDays(30);

    private final Events events;
    private final Directory directory;
    private final InstantSource clock;

    public EventsApi(Events events, Directory directory, InstantSource clock) {
        this.events = events;
        this.directory = directory;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        "/api/events",
                        MeterPermissions.HOSTS_READ,
                        "Events of a stretch of time, newest first",
                        null,
                        View.class,
                        this::list),
                route(
                        Verb.POST,
                        "/api/events",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Write down an event",
                        Body.class,
                        Id.class,
                        request -> save(request, 0)),
                route(
                        Verb.PUT,
                        "/api/events/{id}",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Change an event",
                        Body.class,
                        Id.class,
                        request -> save(request, request.pathId("id"))),
                route(
                        Verb.DELETE,
                        "/api/events/{id}",
                        MeterPermissions.DASHBOARDS_EDIT,
                        "Remove an event",
                        null,
                        Id.class,
                        this::delete));
    }

    /** An event. */
    record View(
            long id,
            Instant at,
            @Nullable Instant until,
            String title,
            String text,
            List<Long> hosts) {
        static View of(Event event) {
            Event.Form form = event.form();
            return new View(
                    event.id(), form.at(), form.until(), form.title(), form.text(), form.hosts());
        }
    }

    /** As {@link View}; now, and of all hosts, unless it says otherwise. */
    record Body(
            @Nullable Instant at,
            @Nullable Instant until,
            String title,
            @Nullable String text,
            @Nullable List<Long> hosts) {}

    private Answer list(Request request) {
        Instant now = clock.instant();
        Optional<Instant> to = time(request.query("to").orElse(""), now);
        Optional<Instant> from = time(request.query("from").orElse(""), now.minus(USUAL));
        if (to.isEmpty() || from.isEmpty()) {
            return Answer.refused(
                    400, "invalid-query", "from", "milliseconds since 1970 or ISO 8601");
        }
        long host = request.queryNumber("host", 0, Long.MAX_VALUE);
        List<View> found =
                events.between(from.get(), to.get(), host, seen(request.caller())).stream()
                        .map(View::of)
                        .toList();
        return Answer.ok(new Page<>(found, null));
    }

    private static Optional<Instant> time(String text, Instant otherwise) {
        if (text.isEmpty()) {
            return Optional.of(otherwise);
        }
        try {
            return Optional.of(
                    text.matches("\\d{1,15}")
                            ? Instant.ofEpochMilli(Long.parseLong(text))
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** By number; null for who sees all. */
    private @Nullable Set<Long> seen(Caller caller) {
        Sight sight = directory.sightOf(caller);
        return switch (sight) {
            case Sight.All all -> null;
            case Sight.Some some ->
                    directory.hosts(sight).stream().map(Host::id).collect(Collectors.toSet());
        };
    }

    private Answer save(Request request, long id) {
        Body body = request.body(Body.class);
        Event.Form form =
                new Event.Form(
                        AlertRulesApi.or(body.at(), clock.instant()),
                        body.until(),
                        body.title(),
                        AlertRulesApi.or(body.text(), ""),
                        AlertRulesApi.or(body.hosts(), List.of()));
        return saved(events.save(request.caller(), id, form, seen(request.caller())));
    }

    private Answer delete(Request request) {
        long id = request.pathId("id");
        return saved(events.delete(request.caller(), id, seen(request.caller())));
    }

    private static Answer saved(Event.Saved saved) {
        return switch (saved) {
            case Event.Saved.Ok(long id) -> Answer.ok(new Id(id));
            case Event.Saved.Missing missing -> Answer.notFound("there is no such event");
            case Event.Saved.Refused(String code, String field, String detail) ->
                    Answer.refused(422, code, field, detail);
        };
    }
}
