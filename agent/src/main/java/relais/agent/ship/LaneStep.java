package relais.agent.ship;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import relais.agent.batch.Batch;
import relais.agent.batch.Batch.Lane;

/** One lane's next step and what it has learnt from the last ones. Used by one thread at a time. */
final class LaneStep {

    private static final System.Logger LOG = System.getLogger(LaneStep.class.getName());

    /** Below the 30 s that live data may be old when a link is back. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** Who is not known will hardly be known a second later. */
    static final Duration STRANGERS_WAIT = Duration.ofSeconds(60);

    private static final long FIRST_WAIT_MILLIS = 500;
    private static final int MOST_SHEETS = 200;

    private final Lane lane;
    private final Outbox outbox;
    private final Transport transport;
    private final Runnable graphsWanted;
    private final InstantSource clock;
    private final RandomGenerator random;
    private int most = MOST_SHEETS;
    private int failures;
    private @Nullable Instant awaySince;
    private String lastReason = "";
    private String lastLeft = "";

    LaneStep(
            Lane lane,
            Outbox outbox,
            Transport transport,
            Runnable graphsWanted,
            InstantSource clock,
            RandomGenerator random) {
        this.lane = lane;
        this.outbox = outbox;
        this.transport = transport;
        this.graphsWanted = graphsWanted;
        this.clock = clock;
        this.random = random;
    }

    /** Sends a batch if there is one; says how long to wait, null when there was nothing to do. */
    @Nullable Duration run() {
        Batch batch = outbox.next(lane, most);
        if (batch == null) {
            return null;
        }
        return switch (transport.send(batch)) {
            case Outcome.Acknowledged(boolean wantsGraphs, String left) -> {
                outbox.done(batch, false);
                note(left);
                most = Math.min(MOST_SHEETS, most * 2);
                back();
                if (wantsGraphs) {
                    graphsWanted.run();
                }
                yield Duration.ZERO;
            }
            case Outcome.Refused(Outcome.Because because, String reason) ->
                    switch (because) {
                        case CONTENT -> refused(batch, reason);
                        case SENDER -> {
                            away("this agent is refused: " + reason);
                            yield STRANGERS_WAIT;
                        }
                    };
            case Outcome.Away(String reason) -> {
                away(reason);
                yield pause();
            }
        };
    }

    /** Said once for as long as it is the same: every batch may bring it. */
    private void note(String left) {
        if (!left.isEmpty() && !left.equals(lastLeft)) {
            LOG.log(System.Logger.Level.WARNING, "the centre leaves some out: {0}", left);
        }
        lastLeft = left;
    }

    /** Finds the one sheet that is refused, by halves; gives up that one alone. */
    private Duration refused(Batch batch, String reason) {
        int size = batch.sheets().size();
        if (size > 1) {
            most = size / 2;
            return Duration.ZERO;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "the centre refuses sheet {0} for good: {1}",
                Long.toString(batch.sheets().getFirst().sequence()),
                reason);
        outbox.done(batch, true);
        return Duration.ZERO;
    }

    private void away(String reason) {
        if (awaySince == null) {
            awaySince = clock.instant();
        }
        if (!reason.equals(lastReason)) {
            LOG.log(System.Logger.Level.WARNING, "{0}: kept, and tried again: {1}", lane, reason);
            lastReason = reason;
        }
        failures++;
    }

    private void back() {
        if (awaySince != null) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: the centre answers again after {1} s",
                    lane,
                    Long.toString(Duration.between(awaySince, clock.instant()).toSeconds()));
        }
        awaySince = null;
        lastReason = "";
        failures = 0;
    }

    /** Twice as long each time, and never the same for all agents. */
    private Duration pause() {
        long millis =
                Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT_MILLIS << Math.min(failures - 1, 10));
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }
}
