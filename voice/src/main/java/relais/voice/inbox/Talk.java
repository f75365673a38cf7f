package relais.voice.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of the conversation with a person.
 *
 * @param direction {@code in} from them, {@code out} to them
 * @param status of an outgoing one: {@code queued}, {@code sent}, {@code delivered}, {@code
 *     failed}, {@code uncertain}, {@code cancelled}
 */
public record Talk(
        long id,
        String direction,
        String text,
        Instant at,
        @Nullable String status,
        String channel,
        @Nullable Long pollId,
        @Nullable String pollName) {}
