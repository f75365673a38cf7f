package relais.voice.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Statistics of a numeric poll, one number per person.
 *
 * @param mean exact, to six significant digits
 * @param median of values tallied to four significant digits, like {@code min} and {@code max}
 */
public record NumericSummary(
        long count,
        BigDecimal mean,
        BigDecimal median,
        BigDecimal min,
        BigDecimal max,
        List<Bin> histogram) {

    /** People who answered {@code from} or more and less than {@code to}. */
    public record Bin(BigDecimal from, BigDecimal to, long people) {}

    /** As many bars as a phone's screen shows. */
    private static final int BINS = 12;

    private static final MathContext SHOWN = new MathContext(6, RoundingMode.HALF_UP);

    /** From people by value, ascending; empty when nobody gave a number. */
    static Optional<NumericSummary> of(SortedMap<BigDecimal, Long> people, BigDecimal total) {
        long count = people.values().stream().mapToLong(Long::longValue).sum();
        if (count <= 0) {
            return Optional.empty();
        }
        BigDecimal median =
                at(people, (count - 1) / 2)
                        .add(at(people, count / 2))
                        .divide(BigDecimal.TWO, SHOWN);
        return Optional.of(
                new NumericSummary(
                        count,
                        plain(total.divide(BigDecimal.valueOf(count), SHOWN)),
                        plain(median),
                        people.firstKey(),
                        people.lastKey(),
                        histogram(people)));
    }

    /** The value of the person with {@code rank}, 0-based. */
    private static BigDecimal at(SortedMap<BigDecimal, Long> people, long rank) {
        long before = 0;
        for (Map.Entry<BigDecimal, Long> each : people.entrySet()) {
            before += each.getValue();
            if (before > rank) {
                return each.getKey();
            }
        }
        throw new IllegalArgumentException("no person of rank " + rank);
    }

    private static List<Bin> histogram(SortedMap<BigDecimal, Long> people) {
        BigDecimal width = width(people.firstKey(), people.lastKey());
        BigDecimal from = floor(people.firstKey(), width);
        List<Bin> bins = new ArrayList<>();
        while (from.compareTo(people.lastKey()) <= 0) {
            BigDecimal to = from.add(width);
            long inside =
                    people.subMap(from, to).values().stream().mapToLong(Long::longValue).sum();
            bins.add(new Bin(plain(from), plain(to), inside));
            from = to;
        }
        return bins;
    }

    /** 1, 2 or 5 times a power of ten, so that at most {@link #BINS} bins cover the range. */
    private static BigDecimal width(BigDecimal min, BigDecimal max) {
        BigDecimal width = new BigDecimal("0.000001");
        int[] steps = {2, 5, 10};
        BigDecimal base = width;
        for (int i = 0; bins(min, max, width) > BINS; i++) {
            width = base.multiply(BigDecimal.valueOf(steps[i % 3]));
            base = i % 3 == 2 ? width : base;
        }
        boolean whole = isWhole(min) && isWhole(max);
        return whole ? width.max(BigDecimal.ONE) : width;
    }

    private static long bins(BigDecimal min, BigDecimal max, BigDecimal width) {
        return max.subtract(floor(min, width)).divideToIntegralValue(width).longValue() + 1;
    }

    private static BigDecimal floor(BigDecimal value, BigDecimal width) {
        return value.divide(width, 0, RoundingMode.FLOOR).multiply(width);
    }

    private static boolean isWhole(BigDecimal value) {
        return value.stripTrailingZeros().scale() <= 0;
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
