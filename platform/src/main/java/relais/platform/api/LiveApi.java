package relais.platform.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/**
 * Changes to what a screen shows, as server-sent events: {@code event: changed}, data the thing's
 * name. What changes while an event is on its way is said once.
 */
public final class LiveApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveApi.class);

    /** Proxies cut what is silent for long; a third of our own idle timeout. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** After it the browser connects anew by itself, and is asked again who it is. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** Screens one person has open; a browser itself stops at six per host over HTTP/1.1. */
    static final int STREAMS_PER_USER = 12;

    /** Things on one screen. */
    static final int THINGS = 32;

    private static final String THING = "[a-z][a-z0-9._:-]{0,79}";

    private final LiveFeed feed;
    private final Hearing hearing;

    /** By user, the oldest first; each changed within {@code compute} alone. */
    private final ConcurrentHashMap<Long, Deque<Stream>> open = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** Who may hear of a thing's changes; asked when a screen begins to listen. */
    @FunctionalInterface
    public interface Hearing {
        boolean may(Caller caller, String thing);
    }

    /**
     * @param hearing of what is not allowed nothing is heard, as of what is not there
     */
    public LiveApi(LiveFeed feed, Hearing hearing) {
        this.feed = feed;
        this.hearing = hearing;
    }

    public List<Route> routes() {
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/live",
                        new Access.SignedIn(),
                        "Server-sent events when one of things changes (comma between them)",
                        null,
                        null,
                        this::listen));
    }

    private Answer listen(Request request) {
        Set<String> things =
                new LinkedHashSet<>(Arrays.asList(request.query("things").orElse("").split(",")));
        if (things.size() > THINGS || !things.stream().allMatch(thing -> thing.matches(THING))) {
            return Answer.refused(
                    400,
                    "invalid-query",
                    "things",
                    "things names 1 to " + THINGS + " things, such as poll:12,inbox");
        }
        if (closed) {
            return Answer.refused(503, "stopping", "the server is stopping; try again");
        }
        long user = request.caller().userId();
        things.removeIf(thing -> !hearing.may(request.caller(), thing));
        return new Answer.Streamed(
                "text/event-stream; charset=utf-8", "", out -> follow(out, user, things));
    }

    private void follow(OutputStream out, long user, Set<String> things) throws IOException {
        Stream stream = new Stream();
        enter(user, stream);
        try (AutoCloseable listening = feed.listen(things, stream::changed)) {
            stream.write(out);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            // what closing the listener throws cannot concern the client, who is gone
            LOG.warn("a live stream ended badly", e);
        } finally {
            leave(user, stream);
        }
    }

    /**
     * A screen that went away is noticed only when something is written to it, and whoever walks
     * from page to page leaves many: so the oldest makes room for the newest, which is looked at.
     */
    private void enter(long user, Stream stream) {
        open.compute(
                user,
                (id, before) -> {
                    Deque<Stream> streams = before == null ? new ArrayDeque<>() : before;
                    streams.addLast(stream);
                    if (streams.size() > STREAMS_PER_USER) {
                        streams.removeFirst().end();
                    }
                    return streams;
                });
    }

    private void leave(long user, Stream stream) {
        open.computeIfPresent(
                user,
                (id, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                });
    }

    /**
     * One screen's pending news: each thing at most once, so that it is bounded by their number.
     */
    private final class Stream {
        private static final String END = "";
        private final Set<String> pending = ConcurrentHashMap.newKeySet();
        private final LinkedBlockingQueue<String> order = new LinkedBlockingQueue<>();

        void changed(String thing) {
            if (pending.add(thing)) {
                order.add(thing);
            }
        }

        void end() {
            order.add(END);
        }

        void write(OutputStream out) throws IOException {
            long end = System.nanoTime() + LONGEST.toNanos();
            send(out, "retry: 2000\n: listening\n\n");
            while (!closed && System.nanoTime() < end) {
                String thing = next();
                if (END.equals(thing)) {
                    return;
                }
                pending.remove(thing);
                send(out, thing.equals(" ") ? ":\n\n" : "event: changed\ndata: " + thing + "\n\n");
            }
        }

        /** The next thing, or a blank when a heartbeat is due. */
        private String next() {
            try {
                String thing = order.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                return thing == null ? " " : thing;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return END;
            }
        }

        private static void send(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Ends every stream, so that a stopping server does not wait for them. */
    @Override
    public void close() {
        closed = true;
        for (Long user : open.keySet()) {
            open.computeIfPresent(
                    user,
                    (id, streams) -> {
                        streams.forEach(Stream::end);
                        return streams;
                    });
        }
    }
}
