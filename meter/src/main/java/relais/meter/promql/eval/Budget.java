package relais.meter.promql.eval;

import java.time.InstantSource;
import java.util.Arrays;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.Stale;

/** Counts what a query has cost and ends it at its limits. */
final class Budget {
    private final InstantSource clock;
    private final long deadline;
    private long samplesLeft;

    Budget(Limits limits, InstantSource clock) {
        this.clock = clock;
        this.deadline = clock.millis() + limits.time().toMillis();
        this.samplesLeft = limits.samples();
    }

    /**
     * Called once per series and operation: often enough to stop soon, rarely enough to be free.
     */
    void spend(long samples) {
        samplesLeft -= samples;
        if (samplesLeft < 0) {
            throw QueryException.execution(
                    "query processing would load too many samples into memory in query execution");
        }
        if (clock.millis() > deadline) {
            throw QueryException.timeout("query timed out in expression evaluation");
        }
    }

    /** Values for so many steps, all of them absent. */
    double[] absent(int steps) {
        spend(steps);
        double[] values = new double[steps];
        Arrays.fill(values, Stale.MARKER);
        return values;
    }
}
