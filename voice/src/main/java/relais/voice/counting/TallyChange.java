package relais.voice.counting;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * People added to or taken from the counters.
 *
 * @param category empty for uncategorised
 * @param place empty for unknown
 * @param hour the full hour (UTC) in which the counted answer arrived
 * @param number what they answered, for numeric polls
 * @param people positive or negative
 */
public record TallyChange(
        long pollId,
        String category,
        String place,
        Instant hour,
        @Nullable BigDecimal number,
        int people) {}
