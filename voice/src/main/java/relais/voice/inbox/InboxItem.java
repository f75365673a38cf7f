package relais.voice.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits for a person, or did.
 *
 * @param id the message's
 * @param person the sender's name, or their number as the caller may see it
 * @param state {@code open} or {@code done}
 * @param kind {@code unsolicited}, {@code story} (told along with an answer) or {@code undone} (its
 *     attribution to a poll was taken back)
 */
public record InboxItem(
        long id,
        long contactId,
        String person,
        String address,
        @Nullable String place,
        String text,
        Instant at,
        String state,
        String kind,
        @Nullable Long pollId,
        @Nullable String pollName) {}
