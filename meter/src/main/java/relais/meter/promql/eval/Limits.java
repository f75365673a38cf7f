package relais.meter.promql.eval;

import java.time.Duration;

/**
 * What one query may cost.
 *
 * @param samples read and computed in all
 * @param points steps of a range query
 * @param time until it is given up
 * @param lookback how old the sample of an instant selector may be
 * @param subqueryStep of subqueries that name none
 */
public record Limits(
        long samples, int points, Duration time, Duration lookback, Duration subqueryStep) {
    /** 20 million doubles are 160 MB; 11,000 points, two minutes and five are Prometheus' own. */
    public static final Limits USUAL =
            new Limits(
                    20_000_000,
                    11_000,
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1));
}
