package relais.voice.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row about to be stored.
 *
 * @param id from {@link Messages#ids}
 * @param trace JSON: which rule decided what (docs/formats/trace.md)
 * @param source the queue item it came as, for incoming ones
 */
public record NewMessage(
        long id,
        Direction direction,
        long contactId,
        String channel,
        String text,
        Instant at,
        @Nullable Long pollId,
        Inbox inbox,
        Inbox.Kind inboxKind,
        @Nullable Long inReplyTo,
        byte @Nullable [] trace,
        @Nullable String source) {}
