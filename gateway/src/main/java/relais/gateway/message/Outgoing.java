package relais.gateway.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A message to a person. The gateway splits it into parts and reports on each.
 *
 * @param messageId the sender's own id; handing one id over twice sends once
 * @param from the short code, number or name it shall show; empty for the channel's own
 * @param expiresAt after this instant it is refused as expired rather than sent
 * @param octets what a device gets instead of the text, which is then empty; null for people
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
        @Nullable Octets octets,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean despiteStop) {
    /**
     * A binary message of one part, both in hexadecimal.
     *
     * @param header user data header with its length in front (3GPP TS 23.040, 9.2.3.24), or empty
     */
    public record Octets(String header, String body) {
        /** SMPP's data_coding for octets (SMPP 3.4, 5.2.19). */
        public static final int DATA_CODING = 4;

        /** What one part holds (3GPP TS 23.040, 9.2.3.16). */
        public static final int MOST = 140;

        public static Octets of(byte[] header, byte[] body) {
            HexFormat hex = HexFormat.of();
            return new Octets(hex.formatHex(header), hex.formatHex(body));
        }

        public byte[] headerBytes() {
            return HexFormat.of().parseHex(header);
        }

        public byte[] bodyBytes() {
            return HexFormat.of().parseHex(body);
        }
    }

    /** A text that does not go to people who asked to stop. */
    public Outgoing(
            long messageId,
            String channel,
            String from,
            String to,
            String text,
            Lane lane,
            @Nullable Instant expiresAt) {
        this(messageId, channel, from, to, text, lane, expiresAt, null, false);
    }
}
