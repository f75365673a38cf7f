package relais.voice.results;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One answer in a list.
 *
 * @param person their name, else their number as far as the caller may see it
 * @param counted whether it is the one of this person that counts
 * @param late arrived after the poll was closed
 * @param undone taken from this poll by a person; may be restored
 */
public record AnswerItem(
        long id,
        long contactId,
        String person,
        @Nullable String place,
        String text,
        @Nullable String category,
        @Nullable BigDecimal number,
        boolean manual,
        double confidence,
        boolean counted,
        boolean late,
        boolean undone,
        Instant receivedAt,
        long messageId) {}
