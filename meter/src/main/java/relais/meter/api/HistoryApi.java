package relais.meter.api;

import static relais.platform.http.Route.route;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.meter.collecting.HistoryHosts;
import relais.meter.history.HistoryIntake;
import relais.meter.history.HistoryIntake.Place;
import relais.meter.history.HistoryIntake.Taken;
import relais.meter.history.archive.Contents;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** History of hosts that other programs kept: {@code /ingest/history}. */
public final class HistoryApi {
    private static final String HOST = "/ingest/history/{host}";

    /** A file is held whole, with its samples on their way: one at a time bounds the memory. */
    private static final int AT_ONCE = 1;

    private static final long PATIENCE_SECONDS = 20;

    private final HistoryHosts hosts;
    private final HistoryIntake intake;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public HistoryApi(HistoryHosts hosts, HistoryIntake intake) {
        this.hosts = hosts;
        this.intake = intake;
    }

    /**
     * What is said of some of a host's graphs.
     *
     * @param writtenAt when that was written; of two descriptions the later counts
     */
    record Described(Instant writtenAt, List<DescribedGraph> graphs) {}

    /** With munin's attributes word by word. */
    record DescribedGraph(
            String name, Map<String, String> attributes, List<DescribedField> fields) {}

    record DescribedField(String name, Map<String, String> attributes) {}

    /** The host's name here: the label {@code host} of its series. */
    record Named(String host) {}

    /** What was written of a file. */
    record Brought(List<HistoryIntake.Written> sources) {}

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.PUT,
                        HOST,
                        MeterPermissions.HOSTS_EDIT,
                        "Describe graphs of a host whose history is brought; makes the host",
                        Described.class,
                        Named.class,
                        this::describe),
                route(
                        Verb.POST,
                        HOST + "/files",
                        MeterPermissions.HOSTS_EDIT,
                        "Bring a file of RRDtool, rrd4j or Whisper: ?graph=&field=",
                        null,
                        Brought.class,
                        this::bring));
    }

    private static Optional<Answer> notAllowed(Request request) {
        return request.caller().allHosts()
                ? Optional.empty()
                : Optional.of(
                        Answer.refused(
                                403,
                                "all-hosts-needed",
                                "history is brought by who sees all hosts"));
    }

    private Answer describe(Request request) {
        Optional<Answer> refusal = notAllowed(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Described described = request.body(Described.class);
        List<Graph> graphs = new ArrayList<>();
        try {
            described.graphs().forEach(graph -> graphs.add(graph(graph)));
        } catch (IllegalArgumentException unfit) {
            return Answer.refused(400, "damaged-body", String.valueOf(unfit.getMessage()));
        }
        return switch (hosts.describe(
                request.caller(), request.path("host"), graphs, described.writtenAt())) {
            case HistoryHosts.Result.Known(String host) -> Answer.ok(new Named(host));
            case HistoryHosts.Result.Refused(String reason) ->
                    Answer.refused(400, "damaged-body", reason);
        };
    }

    private static Graph graph(DescribedGraph graph) {
        return new Graph(
                graph.name(),
                graph.attributes(),
                graph.fields().stream().map(f -> new Field(f.name(), f.attributes())).toList());
    }

    private Answer bring(Request request) throws IOException, InterruptedException {
        Optional<Answer> refusal = notAllowed(request);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> host = hosts.find(request.path("host"));
        if (host.isEmpty()) {
            return Answer.notFound("there is no such host; describe it first");
        }
        Place place =
                new Place(
                        host.get(),
                        request.query("graph").orElse(""),
                        request.query("field").orElse(""));
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            return Answer.refused(503, "store-away", "another file is being read");
        }
        try {
            return bring(place, request);
        } finally {
            places.release();
        }
    }

    private Answer bring(Place place, Request request) throws IOException {
        byte[] file;
        try (InputStream body = body(request)) {
            file = body.readNBytes(Contents.MOST_BYTES + 1);
        } catch (ZipException notGzip) {
            return Answer.refused(400, "damaged-body", "the body is not gzip");
        }
        if (file.length > Contents.MOST_BYTES) {
            return Answer.refused(
                    400, "damaged-body", "more than " + Contents.MOST_BYTES + " bytes");
        }
        return switch (intake.take(place, file)) {
            case Taken.Done(List<HistoryIntake.Written> sources) -> Answer.ok(new Brought(sources));
            case Taken.Refused(String reason) -> Answer.refused(400, "damaged-body", reason);
            case Taken.Away(String reason) -> Answer.refused(503, "store-away", reason);
        };
    }

    private static InputStream body(Request request) throws IOException {
        InputStream body = request.stream();
        return request.header("Content-Encoding").orElse("").equals("gzip")
                ? new GZIPInputStream(body, 64 * 1024)
                : body;
    }
}
