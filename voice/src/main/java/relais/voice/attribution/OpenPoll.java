package relais.voice.attribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.voice.rules.CompiledRules;

/**
 * A poll that this contact was asked and might be answering.
 *
 * @param askedAt when the contact was asked
 * @param answeredAt when the contact's answer now standing arrived; null while there is none
 * @param closedAt when the poll was closed; null while it counts answers
 */
public record OpenPoll(
        long pollId,
        CompiledRules rules,
        Instant askedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant closedAt) {
    public OpenPoll(
            long pollId, CompiledRules rules, Instant askedAt, @Nullable Instant answeredAt) {
        this(pollId, rules, askedAt, answeredAt, null);
    }
}
