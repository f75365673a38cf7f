package relais.gateway.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a person. The gateway splits it into parts and reports on each.
 *
 * @param messageId the sender's own id; handing one id over twice sends once
 * @param from the short code, number or name it shall show; empty for the channel's own
 * @param expiresAt after this instant it is refused as expired rather than sent
 * @param despiteStop goes even to one who asked to stop: the confirmation of that itself
 */
public record Outgoing(
        long messageId,
        String channel,
        String from,
        String to,
        String text,
        Lane lane,
        @Nullable Instant expiresAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean despiteStop) {
    /** One that does not go to people who asked to stop. */
    public Outgoing(
            long messageId,
            String channel,
            String from,
            String to,
            String text,
            Lane lane,
            @Nullable Instant expiresAt) {
        this(messageId, channel, from, to, text, lane, expiresAt, false);
    }
}
