package relais.gateway.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a person. The gateway splits it into parts and reports on each.
 *
 * @param messageId the sender's own id; handing one id over twice sends once
 * @param from the short code, number or name it shall show; empty for the channel's own
 * @param expiresAt after this instant it is refused as expired rather than sent
 */
public record Outgoing(
        long messageId,
        String channel,
        String from,
        String to,
        String text,
        Lane lane,
        @Nullable Instant expiresAt) {}
