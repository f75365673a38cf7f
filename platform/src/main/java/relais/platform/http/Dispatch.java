package relais.platform.http;

import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Histogram;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLTransientConnectionException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Asker;
import relais.platform.db.ReadOnlyNow;
import relais.platform.identity.Authentication;
import relais.platform.metrics.Metrics;

/** From a matched route to its answer: gate, endpoint, and whatever went wrong as a problem. */
final class Dispatch {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** Seconds; a primary that starts again takes some. */
    private static final String READ_ONLY_AGAIN = "5";

    private final Gate gate;
    private final HttpLimits limits;
    private final Set<String> trustedProxies;
    private final Semaphore inFlight;
    private final Histogram seconds;
    private final RandomGenerator random = RandomGenerator.getDefault();

    Dispatch(HttpSettings settings, Authentication authentication, Metrics metrics) {
        this.gate = new Gate(authentication);
        this.limits = settings.limits();
        this.trustedProxies = settings.trustedProxies();
        this.inFlight = new Semaphore(limits.inFlight());
        this.seconds = metrics.seconds("http_request_seconds", "time to answer", "route", "status");
    }

    /**
     * Whoever only looks may be shown what a standby has; other protocols' GETs do change things.
     */
    void handle(Route route, Context context) throws IOException {
        Asker asker =
                route.verb().safe() && Gate.isForPeople(context.path())
                        ? Asker.READER
                        : Asker.WRITER;
        asker.call(
                () -> {
                    handleFor(route, context);
                    return true;
                });
    }

    private void handleFor(Route route, Context context) throws IOException {
        long start = System.nanoTime();
        Sender sender = Sender.of(context.req(), trustedProxies);
        SecurityHeaders.write(context.res(), sender.secure());
        context.res().setHeader("Cache-Control", "no-store");
        AnswerWriter writer = new AnswerWriter(context, sender);
        if (!inFlight.tryAcquire()) {
            context.res().setHeader("Retry-After", "2");
            writer.problem(new Problem(503, "busy", "too much at once; come back in a moment"));
            return;
        }
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable place =
                () -> {
                    if (held.getAndSet(false)) {
                        inFlight.release();
                    }
                };
        Answer answer;
        try {
            answer = answer(route, context, sender, place);
        } finally {
            place.run();
        }
        // streams may last: they hold no place among the requests in flight
        try {
            writer.write(answer);
        } catch (IOException e) {
            LOG.debug("{} {}: the client went away", route.verb(), route.path());
        } catch (RuntimeException e) {
            if (context.res().isCommitted()) {
                LOG.error("{} {} broke off", route.verb(), route.path(), e);
            } else {
                context.res().reset();
                SecurityHeaders.write(context.res(), sender.secure());
                sayWhenAgain(context, e);
                writer.problem(broken(route, e));
            }
        }
        seconds.labelValues(
                        route.verb() + " " + route.path(),
                        String.valueOf(context.res().getStatus()))
                .observe((System.nanoTime() - start) / 1e9);
    }

    private Answer answer(Route route, Context context, Sender sender, Runnable place) {
        try {
            Gate.Admitted in = gate.admit(route, context, sender);
            return route.endpoint()
                    .answer(
                            new Request(
                                    context, limits, in.caller(), in.credential(), sender, place));
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal.problem());
        } catch (EOFException e) {
            return Answer.refused(400, "body-cut", "the body ended before it was whole");
        } catch (Exception e) {
            // the request boundary: whatever an endpoint throws is our fault and is told as such
            sayWhenAgain(context, e);
            return new Answer.Refused(broken(route, e));
        }
    }

    private static void sayWhenAgain(Context context, Exception e) {
        if (ReadOnlyNow.caused(e)) {
            context.res().setHeader("Retry-After", READ_ONLY_AGAIN);
        }
    }

    /** The client gets a reference, the log the rest. */
    private Problem broken(Route route, Exception e) {
        if (ReadOnlyNow.caused(e)) {
            LOG.debug("{} {}: reading only", route.verb(), route.path());
            return new Problem(
                    503,
                    "read-only-now",
                    "reading only: the database's primary does not answer; try again shortly");
        }
        if (databaseIsAway(e)) {
            LOG.warn("{} {}: no database connection", route.verb(), route.path());
            return new Problem(
                    503, "database-away", "the database does not answer; try again shortly");
        }
        String reference = HexFormat.of().toHexDigits(random.nextInt());
        LOG.error("{} {} failed, reference {}", route.verb(), route.path(), reference, e);
        return new Problem(
                500, "internal", "something broke here; tell your operator: " + reference);
    }

    private static boolean databaseIsAway(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }
}
