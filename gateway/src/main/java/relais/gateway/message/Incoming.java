package relais.gateway.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A whole message from a person, its parts already joined.
 *
 * @param channel the name of the channel it came by
 * @param providerId the provider's own id, where it gives one
 * @param from the person's number as the provider wrote it
 * @param to the short code or number it was sent to
 * @param receivedAt when its last part arrived here
 * @param parts how many parts arrived
 */
public record Incoming(
        String channel,
        @Nullable String providerId,
        String from,
        String to,
        String text,
        Instant receivedAt,
        int parts) {}
