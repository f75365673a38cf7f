package relais.voice.outgoing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Lane;

/**
 * A message to one person.
 *
 * @param address their number as stored in voice_contact
 * @param why a stable code for the trace: {@code poll.question}, {@code poll.confirmation}, {@code
 *     inbox.reply}, {@code stop.confirmation}
 * @param expiresAt after this it is not sent any more
 */
public record NewOutgoing(
        long contactId,
        String address,
        String channel,
        String text,
        Lane lane,
        String why,
        @Nullable Long pollId,
        @Nullable Long inReplyTo,
        @Nullable Instant expiresAt) {
    /** The one message that goes to a person who asked to stop. */
    private static final String STOP_CONFIRMATION = "stop.confirmation";

    boolean despiteStop() {
        return why.equals(STOP_CONFIRMATION);
    }
}
