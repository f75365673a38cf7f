package relais.voice.review;

import java.time.Instant;
import java.util.List;

/**
 * A reply whose poll is doubtful.
 *
 * @param person their name, else their number as far as the caller may see it
 * @param candidates likeliest first
 */
public record ReviewItem(
        long id,
        long messageId,
        long contactId,
        String person,
        String text,
        Instant receivedAt,
        List<Candidate> candidates) {

    /** A poll it may answer, with its share of the likelihood, 0 to 1. */
    public record Candidate(long pollId, String name, double confidence) {}
}
