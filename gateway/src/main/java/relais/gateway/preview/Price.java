package relais.gateway.preview;

import java.math.BigDecimal;

/**
 * What the operator charges.
 *
 * @param perSegment in units of {@code currency}, not negative
 * @param currency ISO 4217, e.g. "BIF"
 */
public record Price(BigDecimal perSegment, String currency) {
    public Price {
        if (perSegment.signum() < 0) {
            throw new IllegalArgumentException("a negative price: " + perSegment);
        }
    }

    BigDecimal of(int segments) {
        return perSegment.multiply(BigDecimal.valueOf(segments));
    }
}
