package relais.meter.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import relais.meter.promql.PromQl;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.QueryException;

/** Moments and durations as Prometheus' API takes them. */
final class Times {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d{1,18}(\\.\\d{0,18})?([eE][+-]?\\d{1,2})?");

    /** Prometheus' durations; everything else about them the parser of PromQL knows. */
    private static final Pattern DURATION = Pattern.compile("[0-9a-z]{1,40}");

    /** The year 9999: milliseconds beyond are a mistake in a unit. */
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    private Times() {}

    /** Milliseconds since 1970; {@code otherwise} where it is not given. */
    static long moment(Parameters parameters, String name, long otherwise) {
        return parameters.text(name).isEmpty() ? otherwise : moment(parameters, name);
    }

    static long moment(Parameters parameters, String name) {
        String text = parameters.text(name);
        if (NUMBER.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.abs().compareTo(LATEST) <= 0) {
                return millis(seconds);
            }
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw parameters.wrong(name, "cannot parse \"" + text + "\" to a valid timestamp");
        }
    }

    private static long millis(BigDecimal seconds) {
        return seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Milliseconds, above 0. */
    static long step(String text) {
        long step = duration("step", text);
        if (step <= 0) {
            throw QueryException.badData(
                    "invalid parameter \"step\": zero or negative query resolution step widths are"
                            + " not accepted. Try a positive integer");
        }
        return step;
    }

    private static long duration(String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.abs().compareTo(LATEST) <= 0) {
                return millis(seconds);
            }
        }
        if (DURATION.matcher(text).matches()) {
            try {
                if (PromQl.parse("x[" + text + "]") instanceof Expr.MatrixSelector matrix) {
                    return matrix.range();
                }
            } catch (QueryException notOne) {
                throw wrong(name, text);
            }
        }
        throw wrong(name, text);
    }

    private static QueryException wrong(String name, String text) {
        return QueryException.badData(
                "invalid parameter \"%s\": cannot parse \"%s\" to a valid duration"
                        .formatted(name, text));
    }

    /** A caller may want less time than we give. */
    static Limits limited(Parameters parameters, Limits usual) {
        String text = parameters.text("timeout");
        if (text.isEmpty()) {
            return usual;
        }
        Duration wanted = Duration.ofMillis(Math.max(1, duration("timeout", text)));
        Duration time = wanted.compareTo(usual.time()) < 0 ? wanted : usual.time();
        return new Limits(
                usual.samples(), usual.points(), time, usual.lookback(), usual.subqueryStep());
    }
}
