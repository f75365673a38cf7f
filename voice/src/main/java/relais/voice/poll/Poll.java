package relais.voice.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A poll as stored.
 *
 * @param version of the definition; grows when rules are replaced after the start
 * @param sending whether questions are still being released
 * @param asked people selected at the start
 */
public record Poll(
        long id,
        PollState state,
        int version,
        PollDefinition definition,
        boolean sending,
        long asked,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant closedAt) {}
