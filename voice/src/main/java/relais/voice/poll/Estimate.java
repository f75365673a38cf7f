package relais.voice.poll;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sending a poll's question would take.
 *
 * @param cost of all segments, in {@code currency}
 * @param durationSeconds at the channel's rate, quiet hours not counted; null while the channel is
 *     unknown or paused
 */
public record Estimate(
        long recipients,
        List<Language> perLanguage,
        long totalSegments,
        BigDecimal cost,
        String currency,
        @Nullable Long durationSeconds) {

    /**
     * The people who get one text.
     *
     * @param encoding "GSM-7" or "UCS-2"
     * @param segments of one message
     * @param characters of one message
     */
    public record Language(
            String language, long recipients, String encoding, int segments, int characters) {}
}
