package relais.voice.poll;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A poll in the list; {@code answered} are people whose answer counts. */
public record PollSummary(
        long id,
        String name,
        PollKind kind,
        PollState state,
        boolean sending,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant closedAt,
        long asked,
        long answered) {}
