package relais.meter.api;

import static relais.platform.http.Route.route;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import relais.agent.centre.Pairing;
import relais.agent.centre.Push;
import relais.agent.centre.Reply;
import relais.agent.https.HttpsTransport;
import relais.meter.collecting.Codes;
import relais.meter.collecting.Doorkeeper;
import relais.meter.collecting.Pairings;
import relais.meter.host.Directory;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Page;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.http.Route.Verb;

/** Pairing and pushes of agents: {@code /api/agents}; see docs/formats/agent-batch.md. */
public final class AgentsApi {
    private static final String CODES = "/api/agents/codes";

    /** An agent gives up after a minute. */
    private static final Duration LONGEST_BODY = Duration.ofMinutes(1);

    private final Directory directory;
    private final Codes codes;
    private final Pairings pairings;
    private final Doorkeeper doorkeeper;

    public AgentsApi(Directory directory, Codes codes, Pairings pairings, Doorkeeper doorkeeper) {
        this.directory = directory;
        this.codes = codes;
        this.pairings = pairings;
        this.doorkeeper = doorkeeper;
    }

    /** Whose answers hold a secret, so that they must not be kept anywhere. */
    public List<Route> secretRoutes() {
        return List.of(
                route(
                        Verb.POST,
                        CODES,
                        MeterPermissions.HOSTS_EDIT,
                        "Make a one-time code that pairs an agent; shown once",
                        Codes.Wanted.class,
                        NewCode.class,
                        this::make));
    }

    public List<Route> routes() {
        return List.of(
                route(
                        Verb.GET,
                        CODES,
                        MeterPermissions.HOSTS_EDIT,
                        "Codes that nobody has used yet",
                        null,
                        Codes.Open.class,
                        request -> Answer.ok(new Page<>(codes.open(request.caller()), null))),
                route(
                        Verb.DELETE,
                        CODES + "/{id}",
                        MeterPermissions.HOSTS_EDIT,
                        "Take a code back",
                        null,
                        null,
                        this::withdraw),
                new Route(
                        Verb.POST,
                        Pairing.PATH,
                        new Access.Open("a host that has nothing but its code shows its key"),
                        "Pair an agent by its code",
                        null,
                        null,
                        this::pair),
                new Route(
                        Verb.POST,
                        HttpsTransport.PATH,
                        new Access.Open("each push is signed by its agent's key"),
                        "What an agent measured",
                        null,
                        null,
                        this::push));
    }

    /** A code and how it is used. */
    record NewCode(long id, String code, java.time.Instant expiresAt, String command) {
        @Override
        public String toString() {
            return "NewCode[" + id + "]";
        }
    }

    private Answer make(Request request) {
        Codes.Wanted wanted = request.body(Codes.Wanted.class);
        if (wanted.host() != null
                && directory.host(directory.sightOf(request.caller()), wanted.host()).isEmpty()) {
            return Answer.refused(422, "no-such-host", "there is no such host or group");
        }
        return switch (codes.make(request.caller(), wanted)) {
            case Codes.Answer.Given(Codes.Made made) ->
                    Answer.created(
                            new NewCode(
                                    made.id(),
                                    made.code(),
                                    made.expiresAt(),
                                    "./relais agent --to %s --code %s"
                                            .formatted(origin(request), made.code())));
            case Codes.Answer.TooMany many ->
                    Answer.refused(409, "too-many-codes", "take back codes that nobody uses");
            case Codes.Answer.Missing missing ->
                    Answer.refused(422, "no-such-host", "there is no such host or group");
        };
    }

    /** Where the person who asks finds us; their machine's agent most likely does as well. */
    private static String origin(Request request) {
        String fallback = "http://" + request.header("Host").orElse("CENTRE");
        return request.header("Origin").filter(text -> text.startsWith("http")).orElse(fallback);
    }

    private Answer withdraw(Request request) {
        return codes.withdraw(request.caller(), request.pathId("id"))
                ? Answer.done()
                : Answer.notFound("there is no such open code");
    }

    private Answer pair(Request request) throws IOException {
        String form;
        try (InputStream in = request.stream()) {
            form = new String(in.readNBytes(Pairings.LARGEST_FORM), StandardCharsets.UTF_8);
        }
        Reply reply = pairings.pair(form);
        return new Answer.WithHeaders(text(reply.status(), reply.text()), reply.headers());
    }

    private Answer push(Request request) throws IOException {
        Optional<Integer> length = request.header("Content-Length").flatMap(AgentsApi::number);
        if (length.isEmpty()) {
            return text(411, "a push says its Content-Length");
        }
        Doorkeeper.Push push =
                new Doorkeeper.Push(
                        request.header(Reply.AGENT).orElse(""),
                        request.address(),
                        request.header(Push.TIME).orElse(""),
                        request.header(Push.SIGNATURE).orElse(""),
                        length.get(),
                        request.remote(),
                        request.header(Push.VERSION).orElse(""));
        Reply reply = doorkeeper.take(push, () -> body(request, length.get()));
        return new Answer.WithHeaders(text(reply.status(), reply.text()), reply.headers());
    }

    private static Answer text(int status, String line) {
        return new Answer.Text(status, "text/plain; charset=utf-8", line + "\n");
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    /** As long as it said, and not slower than an agent waits. */
    private static byte[] body(Request request, int length) throws IOException {
        long end = System.nanoTime() + LONGEST_BODY.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(length, 64 << 10));
        byte[] piece = new byte[16 << 10];
        try (InputStream in = request.stream()) {
            while (body.size() < length && System.nanoTime() - end < 0) {
                int read = in.read(piece, 0, Math.min(piece.length, length - body.size()));
                if (read < 0) {
                    break;
                }
                body.write(piece, 0, read);
            }
        }
        if (body.size() < length) {
            throw new EOFException("a push broke off");
        }
        return body.toByteArray();
    }
}
