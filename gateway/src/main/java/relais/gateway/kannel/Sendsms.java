package relais.gateway.kannel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.GatewayPermissions;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Topics;
import relais.platform.cache.Cache;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Route;
import relais.platform.identity.Authentication;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.json.Json;
import relais.platform.queue.Item;
import relais.platform.queue.Queue;
import relais.platform.secrets.Secrets;

/**
 * Kannel's sendsms for programs that used Kannel: the same parameters and the same answers. The
 * password is an API token with the permission gateway.sendsms; better than in the address it
 * stands in a header. Accepted means committed to the queue.
 */
public final class Sendsms {
    private static final Logger LOG = LoggerFactory.getLogger(Sendsms.class);

    private static final String PATH = "/cgi-bin/sendsms";
    private static final String NOT_AUTHORISED = "Authorization failed for sendsms";
    private static final String TRY_LATER = "Temporal failure, try again later.";

    /** Beyond so many without outcome on one channel, a program is told to come back. */
    static final int MOST_WAITING = 200_000;

    /** The count above may be as old as this. */
    private static final Duration COUNT_EVERY = Duration.ofSeconds(5);

    private static final int LONGEST_KEY = 100;

    private final Database database;
    private final Queue queue;
    private final ChannelDirectory directory;
    private final Authentication authentication;
    private final SendsmsStore store;
    private final String usualChannel;
    private final InstantSource clock;
    private final Cache counted;

    /**
     * @param usualChannel where a request without smsc goes; empty: the only channel there is
     * @param counted keeps for a moment how much waits, for all web processes where it is shared
     */
    public Sendsms(
            Database database,
            Queue queue,
            ChannelDirectory directory,
            Authentication authentication,
            Secrets secrets,
            String usualChannel,
            Cache counted,
            InstantSource clock) {
        this.database = database;
        this.queue = queue;
        this.directory = directory;
        this.authentication = authentication;
        this.store = new SendsmsStore(secrets);
        this.usualChannel = usualChannel;
        this.counted = counted;
        this.clock = clock;
    }

    public List<Route> routes() {
        Access access = new Access.Open("programs sign in as they did with Kannel");
        return List.of(
                new Route(
                        Route.Verb.GET,
                        PATH,
                        access,
                        "Sends a message, as Kannel's sendsms",
                        null,
                        null,
                        request -> answer(Calls.read(request, false), request.caller())),
                new Route(
                        Route.Verb.POST,
                        PATH,
                        access,
                        "Sends a message, as Kannel's sendsms by POST or by form",
                        null,
                        null,
                        request -> answer(Calls.read(request, true), request.caller())));
    }

    /** Answers with Kannel's status codes and texts. */
    Answer answer(Call call, Caller bearer) {
        try {
            return answerOf(call, bearer);
        } catch (JdbiException e) {
            // The request's boundary: Kannel's clients know this answer and send again.
            LOG.warn("sendsms refused for now: the database does not answer");
            return text(503, TRY_LATER);
        }
    }

    private Answer answerOf(Call call, Caller bearer) {
        Caller caller = bearer.isNobody() ? caller(call) : bearer;
        if (!caller.may(GatewayPermissions.SENDSMS)) {
            return text(403, NOT_AUTHORISED);
        }
        return switch (SendsmsRequest.read(call)) {
            case SendsmsRequest.Read.Wrong(int status, String text) -> text(status, text);
            case SendsmsRequest.Read.Asked(SendsmsRequest request) ->
                    accept(request, caller, call.header("Idempotency-Key"));
        };
    }

    private Caller caller(Call call) {
        String password = password(call);
        return password.isEmpty()
                ? Caller.nobody()
                : authentication.callerOf(new Credential.Token(password)).orElse(Caller.nobody());
    }

    /** From HTTP Basic, an X-Kannel header, the form, or as Kannel's oldest clients the address. */
    private static String password(Call call) {
        String basic = call.header("Authorization");
        if (basic != null && basic.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                byte[] login = Base64.getDecoder().decode(basic.substring(6).strip());
                String text = new String(login, StandardCharsets.UTF_8);
                return text.substring(text.indexOf(':') + 1);
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
        String header = call.header("X-Kannel-Password");
        if (header != null) {
            return header;
        }
        boolean form = call.mediaType().equals("application/x-www-form-urlencoded");
        String inForm = form ? password(SendsmsRequest.ascii(call.body())) : null;
        String inAddress = password(call.query());
        return inForm != null ? inForm : inAddress == null ? "" : inAddress;
    }

    private static @Nullable String password(@Nullable String raw) {
        Parameters parameters = Parameters.parse(raw);
        String password = parameters.text("password");
        return password == null ? parameters.text("pass") : password;
    }

    private Answer accept(SendsmsRequest request, Caller caller, @Nullable String key) {
        Channel channel = channel(request.smsc()).orElse(null);
        if (channel == null) {
            return text(400, "There is no smsc of that name here, rejected");
        }
        if (key != null && (key.isEmpty() || key.length() > LONGEST_KEY)) {
            return text(400, "Idempotency-Key: 1 to " + LONGEST_KEY + " characters, rejected");
        }
        if (waiting(channel.name()) >= MOST_WAITING) {
            return text(503, TRY_LATER);
        }
        SendsmsStore.Key use =
                database.inTransaction(tx -> enqueueOnce(tx, request, caller, channel.name(), key));
        return switch (use) {
            case USED_OTHERWISE -> text(422, "Idempotency-Key was used for another request");
            case NEW, REPEATED ->
                    channel.settings().paused()
                            ? text(202, "3: Queued for later delivery")
                            : text(202, "0: Accepted for delivery");
        };
    }

    private SendsmsStore.Key enqueueOnce(
            Handle tx,
            SendsmsRequest request,
            Caller caller,
            String channel,
            @Nullable String key) {
        SendsmsStore.Key use =
                key == null
                        ? SendsmsStore.Key.NEW
                        : store.use(
                                tx,
                                caller.userId() + " " + caller.name(),
                                key,
                                fingerprint(request),
                                clock.instant());
        if (use == SendsmsStore.Key.NEW) {
            enqueue(tx, request, caller.name(), channel);
        }
        return use;
    }

    private void enqueue(Handle tx, SendsmsRequest request, String login, String channel) {
        Instant now = clock.instant();
        Duration validity = request.validity();
        Instant expiresAt = validity == null ? null : now.plus(validity);
        Lane lane = request.urgent() ? Lane.REPLY : Lane.BULK;
        List<Item> items = new ArrayList<>(request.to().size());
        for (SendsmsStore.Stored stored : store.add(tx, login, channel, request, now)) {
            long id = SendsmsReports.messageId(stored.id());
            Outgoing outgoing =
                    new Outgoing(
                            id,
                            channel,
                            request.from(),
                            stored.receiver(),
                            request.text(),
                            lane,
                            expiresAt,
                            request.octets(),
                            false);
            items.add(new Item(Long.toString(id), stored.receiver(), Json.bytes(outgoing)));
        }
        queue.enqueue(tx, Topics.mt(channel, lane), items);
    }

    private Optional<Channel> channel(String smsc) {
        if (!smsc.isEmpty()) {
            return directory.find(smsc);
        }
        if (!usualChannel.isEmpty()) {
            return directory.find(usualChannel);
        }
        List<Channel> all = directory.all();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    private long waiting(String channel) {
        byte[] kept =
                counted.get(
                        "sendsms waiting " + channel,
                        COUNT_EVERY,
                        () -> Long.toString(count(channel)).getBytes(StandardCharsets.US_ASCII));
        return Long.parseLong(new String(kept, StandardCharsets.US_ASCII));
    }

    private long count(String channel) {
        return database.with(handle -> SendsmsStore.waiting(handle, channel, MOST_WAITING));
    }

    private static byte[] fingerprint(SendsmsRequest request) {
        try {
            byte[] all = Json.bytes(request);
            return MessageDigest.getInstance("SHA-256").digest(all);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Answer text(int status, String text) {
        return new Answer.Text(status, "text/html", text);
    }
}
