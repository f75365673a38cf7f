package relais.gateway.api;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.gateway.channel.Secret;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.GatewayPermissions;
import relais.gateway.directory.LineBoard;
import relais.gateway.directory.SeenLine;
import relais.gateway.message.Lane;
import relais.gateway.message.Topics;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.queue.Queue;

/** Channels: list with live state, add, change, pause, remove. Each change is audited. */
public final class ChannelsApi {
    private static final int SECRET_BYTES = 24;

    private final Database database;
    private final ChannelDirectory directory;
    private final LineBoard board;
    private final Queue queue;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    public ChannelsApi(
            Database database,
            ChannelDirectory directory,
            LineBoard board,
            Queue queue,
            Audit audit) {
        this.database = database;
        this.directory = directory;
        this.board = board;
        this.queue = queue;
        this.audit = audit;
    }

    /** All there are: a directory is one page. */
    record Items(List<ChannelView> items) {}

    /** What the audit log keeps of a change. */
    record Change(String kind, boolean paused, boolean newPassword, boolean newInboundSecret) {}

    public List<Route> routes() {
        Access read = new Access.Needs(GatewayPermissions.CHANNELS_READ);
        Access edit = new Access.Needs(GatewayPermissions.CHANNELS_EDIT);
        String one = "/api/channels/{id}";
        Class<?> body = ChannelBody.class;
        Class<?> view = ChannelView.class;
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/channels",
                        read,
                        "Channels and how their lines are",
                        null,
                        ChannelView[].class,
                        this::list),
                new Route(
                        Route.Verb.POST,
                        "/api/channels",
                        edit,
                        "Add a channel",
                        body,
                        view,
                        this::add),
                new Route(Route.Verb.PUT, one, edit, "Change a channel", body, view, this::change),
                new Route(
                        Route.Verb.POST,
                        one + "/pause",
                        edit,
                        "Stop sending",
                        null,
                        view,
                        request -> pause(request, true)),
                new Route(
                        Route.Verb.POST,
                        one + "/resume",
                        edit,
                        "Send again",
                        null,
                        view,
                        request -> pause(request, false)),
                new Route(
                        Route.Verb.DELETE,
                        one,
                        edit,
                        "Remove a channel on which nothing waits",
                        null,
                        null,
                        this::remove));
    }

    private Answer list(Request request) {
        Map<String, SeenLine> lines = board.lines();
        Map<String, Long> queued = queued();
        List<ChannelView> items = new ArrayList<>();
        for (Channel channel : directory.all()) {
            long waiting = queued.getOrDefault(channel.name(), 0L);
            items.add(ChannelView.of(channel, lines.get(channel.name()), waiting, null));
        }
        return Answer.ok(new Items(items));
    }

    private Map<String, Long> queued() {
        Map<String, String> channelOf = new HashMap<>();
        for (Channel channel : directory.all()) {
            for (Lane lane : Lane.values()) {
                channelOf.put(Topics.mt(channel.name(), lane).name(), channel.name());
            }
        }
        Map<String, Long> queued = new HashMap<>();
        queue.state()
                .forEach(
                        state -> {
                            String channel = channelOf.get(state.topic());
                            if (channel != null) {
                                queued.merge(channel, state.depth(), Long::sum);
                            }
                        });
        return queued;
    }

    private Answer add(Request request) {
        ChannelBody body = request.body(ChannelBody.class);
        if (directory.all().size() >= ChannelDirectory.MOST_CHANNELS) {
            return Answer.refused(
                    409,
                    "too-many-channels",
                    "there are " + ChannelDirectory.MOST_CHANNELS + " channels; remove one first");
        }
        boolean needsSecret = body.kind().equals("kannel") && body.inbound() == null;
        String madeUp = needsSecret ? secret() : null;
        Secret inbound = Secret.of(madeUp == null ? "" : madeUp);
        try {
            ChannelReading.Read read =
                    ChannelReading.read(body, ChannelReading.Before.nothing(inbound));
            Optional<Long> id =
                    database.inTransaction(
                            tx -> {
                                Optional<Long> added =
                                        directory.add(
                                                tx, read.settings(), read.country(), read.price());
                                added.ifPresent(_ -> note(tx, request, "channel.add", body, read));
                                return added;
                            });
            return id.isPresent()
                    ? Answer.created(view(id.get(), madeUp))
                    : Answer.refused(409, "name-taken", "name", "name: there is one already");
        } catch (ChannelReading.Wrong wrong) {
            return new Answer.Refused(wrong.problem());
        }
    }

    private Answer change(Request request) {
        long id = request.pathId("id");
        ChannelBody body = request.body(ChannelBody.class);
        Channel before = directory.find(id).orElse(null);
        if (before == null) {
            return gone();
        }
        if (!before.name().equals(body.name())
                || !before.settings().link().kind().equals(body.kind())) {
            return Answer.refused(
                    400,
                    "invalid-field",
                    "name",
                    "name: name and kind stay as they are; add another channel instead");
        }
        try {
            ChannelReading.Read read =
                    ChannelReading.read(body, ChannelReading.Before.of(before.settings()));
            boolean changed =
                    database.inTransaction(
                            tx -> {
                                note(tx, request, "channel.change", body, read);
                                return directory.change(
                                        tx, id, read.settings(), read.country(), read.price());
                            });
            return changed ? Answer.ok(view(id, null)) : gone();
        } catch (ChannelReading.Wrong wrong) {
            return new Answer.Refused(wrong.problem());
        }
    }

    private Answer pause(Request request, boolean paused) {
        long id = request.pathId("id");
        Channel channel = directory.find(id).orElse(null);
        if (channel == null) {
            return gone();
        }
        String action = paused ? "channel.pause" : "channel.resume";
        boolean done =
                database.inTransaction(
                        tx -> {
                            audit.record(
                                    tx,
                                    request.caller(),
                                    action,
                                    subject(channel.name()),
                                    Map.of());
                            return directory.pause(tx, id, paused);
                        });
        return done ? Answer.ok(view(id, null)) : gone();
    }

    private Answer remove(Request request) {
        long id = request.pathId("id");
        Channel channel = directory.find(id).orElse(null);
        if (channel == null) {
            return gone();
        }
        SeenLine seen = board.lines().get(channel.name());
        long waiting =
                queued().getOrDefault(channel.name(), 0L) + (seen == null ? 0 : seen.waiting());
        if (waiting > 0) {
            return Answer.refused(
                    409,
                    "messages-wait",
                    waiting + " messages still wait on this channel; let them go out first");
        }
        database.useTransaction(
                tx -> {
                    audit.record(
                            tx,
                            request.caller(),
                            "channel.remove",
                            subject(channel.name()),
                            Map.of());
                    directory.remove(tx, id);
                });
        return Answer.done();
    }

    private void note(
            Handle tx, Request request, String action, ChannelBody body, ChannelReading.Read read) {
        Change change =
                new Change(
                        body.kind(),
                        read.settings().paused(),
                        body.password() != null,
                        body.inbound() != null);
        audit.record(tx, request.caller(), action, subject(body.name()), change);
    }

    private Object view(long id, @Nullable String madeUp) {
        Channel channel = directory.find(id).orElseThrow();
        SeenLine seen = board.lines().get(channel.name());
        return ChannelView.of(channel, seen, queued().getOrDefault(channel.name(), 0L), madeUp);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String subject(String name) {
        return "channel:" + name;
    }

    private static Answer gone() {
        return Answer.notFound("there is no such channel");
    }
}
