package relais.gateway.kannel;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.ChannelSettings.Kannel;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.message.Incoming;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Route;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;

/**
 * Where a Kannel hands us messages (its get-url or post-url) and delivery reports (our dlr-url).
 * Each is on the queue, committed, before it hears 200; while the database is away it hears an
 * error and, set up as docs/decisions/041-kannel.md says, tries again. What repeats an id changes
 * nothing.
 */
public final class KannelCallbacks {
    private static final String PATH = "/kannel/{channel}/";

    /** A queue item's bound, whatever the characters. */
    private static final int LONGEST_TEXT = SendsmsRequest.LONGEST_TEXT;

    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_CODE = 64;

    /** A provider's clock may be wrong; beyond this ours is believed. */
    private static final Duration OLDEST_REPORT = Duration.ofDays(7);

    private static final Pattern ERROR = Pattern.compile("\\berr:([0-9A-Za-z]{1,16})");
    private static final Pattern STATE = Pattern.compile("\\bstat:([A-Z]{1,10})");
    private static final Pattern REFUSAL = Pattern.compile("^NACK/([^/]{1,32})");

    private final Database database;
    private final Queue queue;
    private final ChannelDirectory directory;
    private final InstantSource clock;

    public KannelCallbacks(
            Database database, Queue queue, ChannelDirectory directory, InstantSource clock) {
        this.database = database;
        this.queue = queue;
        this.directory = directory;
        this.clock = clock;
    }

    static String reportPath(String channel) {
        return "/kannel/" + channel + "/report";
    }

    public List<Route> routes() {
        Access secret = new Access.Open("a Kannel shows its channel's secret by HTTP Basic");
        Access token = new Access.Open("each report address carries its own unguessable token");
        return List.of(
                route(Route.Verb.GET, "receive", secret, "Takes a message from a Kannel's get-url"),
                route(Route.Verb.POST, "receive", secret, "Takes one from a Kannel's post-url"),
                route(Route.Verb.GET, "report", token, "Takes a delivery report from a Kannel"));
    }

    private Route route(Route.Verb verb, String what, Access access, String summary) {
        boolean post = verb == Route.Verb.POST;
        return new Route(
                verb,
                PATH + what,
                access,
                summary,
                null,
                null,
                request -> {
                    Call call = Calls.read(request, post);
                    String channel = request.path("channel");
                    return what.equals("receive") ? receive(channel, call) : report(channel, call);
                });
    }

    Answer receive(String name, Call call) {
        Kannel link = link(name).orElse(null);
        if (link == null || !knowsSecret(call, link)) {
            return text(403, "Authorization failed");
        }
        Arrived arrived = call.post() ? ofPost(call) : ofParameters(call.query());
        if (arrived.from().isEmpty() || arrived.from().length() > LONGEST_NUMBER) {
            return text(400, "from: a number is missing; see get-url in the channel's help");
        }
        if (arrived.to().length() > LONGEST_NUMBER) {
            return text(400, "to: longer than " + LONGEST_NUMBER + " characters");
        }
        store(name, arrived);
        // An empty answer: Kannel would send any text back to the person.
        return text(200, "");
    }

    private void store(String channel, Arrived arrived) {
        Instant now = clock.instant();
        String id = arrived.id() == null || arrived.id().isEmpty() ? null : arrived.id();
        Incoming incoming =
                new Incoming(
                        channel, id, arrived.from(), arrived.to(), fitting(arrived.text()), now, 1);
        String itemId = "kannel:" + channel + ":" + (id == null ? UUID.randomUUID() : id);
        Item item = new Item(itemId, incoming.from(), Json.bytes(incoming));
        database.useTransaction(
                tx -> {
                    if (id == null || isNew(tx, channel, id, now)) {
                        queue.enqueue(tx, Topics.MO, List.of(item));
                    }
                });
    }

    /** The queue knows ids for a while; a Kannel that finds its old store again needs longer. */
    private static boolean isNew(Handle tx, String channel, String id, Instant now) {
        return tx.createUpdate(
                                """
                                insert into gateway_arrival (channel, id, at)
                                values (:channel, :id, :now) on conflict do nothing
                                """)
                        .bind("channel", channel)
                        .bind("id", id)
                        .bind("now", Timestamp.from(now))
                        .execute()
                == 1;
    }

    /**
     * Kannel joins parts without end; refusing such a text would lose it, since Kannel gives up at
     * last, so what is beyond the bound is cut off visibly.
     */
    private static String fitting(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        boolean pair = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, pair ? end - 1 : end) + "…";
    }

    Answer report(String name, Call call) {
        Parameters parameters = Parameters.parse(call.query());
        String id = orEmpty(parameters.text("id"));
        String token = orEmpty(parameters.text("token"));
        Kannel link = link(name).orElse(null);
        if (link == null || !ReportToken.fits(token, link.inbound(), name, id)) {
            return text(403, "Authorization failed");
        }
        int status = KannelNumber.read(orEmpty(parameters.text("d")), 0);
        String reply = orEmpty(parameters.text("a"));
        Report.State state = state(status, reply);
        if (state == null) {
            return text(400, "d: not a delivery status");
        }
        Instant at = time(orEmpty(parameters.text("t")));
        Report.Receipt receipt = new Report.Receipt(name, id, state, code(reply), at);
        String itemId = "kannel:" + name + ":" + id + ":" + state;
        Item item = new Item(itemId, receipt.key(), Json.bytes(receipt));
        database.useTransaction(tx -> queue.enqueue(tx, Topics.REPORT, List.of(item)));
        return text(200, "");
    }

    private Optional<Kannel> link(String name) {
        return directory
                .find(name)
                .map(Channel::settings)
                .map(settings -> settings.link() instanceof Kannel kannel ? kannel : null);
    }

    /** The password of HTTP Basic: in get-url it stands before the host and leaves as a header. */
    private static boolean knowsSecret(Call call, Kannel link) {
        String header = call.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).strip());
            String login = new String(decoded, StandardCharsets.UTF_8);
            String password = login.substring(login.indexOf(':') + 1);
            return ReportToken.same(password, link.inbound().reveal());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A message as one of the two ways brings it. */
    private record Arrived(String from, String to, String text, @Nullable String id) {}

    private static Arrived ofParameters(@Nullable String query) {
        Parameters parameters = Parameters.parse(query);
        byte[] data = parameters.bytes("text");
        int coding = KannelNumber.read(orEmpty(parameters.text("coding")), 0);
        return new Arrived(
                orEmpty(parameters.text("from")).strip(),
                orEmpty(parameters.text("to")).strip(),
                KannelText.read(
                        data == null ? new byte[0] : data, coding, parameters.text("charset")),
                id(parameters));
    }

    private static Arrived ofPost(Call call) {
        if (call.mediaType().equals("application/x-www-form-urlencoded")) {
            return ofParameters(SendsmsRequest.ascii(call.body()));
        }
        int coding = KannelNumber.read(orEmpty(call.header("X-Kannel-Coding")), 0);
        return new Arrived(
                orEmpty(call.header("X-Kannel-From")).strip(),
                orEmpty(call.header("X-Kannel-To")).strip(),
                KannelText.read(call.body(), coding, call.charset()),
                id(Parameters.parse(call.query())));
    }

    /** An id too long to be kept is cut: it still tells repeated messages apart. */
    private static @Nullable String id(Parameters parameters) {
        String id = parameters.text("id");
        return id == null || id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID);
    }

    /** The dlr-mask bit, made exact by the provider's own word where it is passed on. */
    private static Report.@Nullable State state(int status, String reply) {
        Matcher word = STATE.matcher(reply);
        String said = word.find() ? word.group(1) : "";
        return switch (status) {
            case 1 -> Report.State.DELIVERED;
            case 2 ->
                    switch (said) {
                        case "EXPIRED" -> Report.State.EXPIRED;
                        case "REJECTD" -> Report.State.REJECTED;
                        default -> Report.State.FAILED;
                    };
            case 4, 32 -> Report.State.BUFFERED;
            case 8 -> Report.State.ACCEPTED;
            case 16 -> Report.State.REJECTED;
            default -> null;
        };
    }

    private static String code(String reply) {
        Matcher error = ERROR.matcher(reply);
        if (error.find()) {
            return error.group(1);
        }
        Matcher refusal = REFUSAL.matcher(reply);
        String code = refusal.find() ? refusal.group(1) : reply;
        String printable = code.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.length() <= LONGEST_CODE
                ? printable
                : printable.substring(0, LONGEST_CODE);
    }

    private Instant time(String epochSeconds) {
        Instant now = clock.instant();
        Instant said = Instant.ofEpochSecond(Math.max(0, KannelNumber.epoch(epochSeconds)));
        boolean credible = said.isAfter(now.minus(OLDEST_REPORT)) && !said.isAfter(now);
        return credible ? said : now;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Answer text(int status, String text) {
        return new Answer.Text(status, "text/plain; charset=utf-8", text);
    }
}
