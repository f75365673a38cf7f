package relais.voice.counting;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What counting needs to know of an answer that may count: one neither undone nor late.
 *
 * @param id of the answer; later ones are greater
 * @param category null for uncategorised
 * @param number for numeric polls
 * @param place where the person lived when it arrived; empty for unknown
 */
public record Standing(
        long id,
        @Nullable String category,
        @Nullable BigDecimal number,
        String place,
        Instant receivedAt) {
    /** Whether any rule or person understood it. */
    public boolean says() {
        return category != null || number != null;
    }
}
