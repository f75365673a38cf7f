package relais.gateway.text;

import java.util.List;

/**
 * A text ready to be sent.
 *
 * @param parts the user data of each part without header: one septet per byte for GSM-7 (not
 *     packed), UTF-16BE for UCS-2; at least one part, an empty text has one empty part
 */
public record Encoded(Encoding encoding, List<byte[]> parts) {
    /** The part count is one octet in every concatenation header. */
    public static final int MOST_PARTS = 255;

    public Encoded {
        parts = List.copyOf(parts);
    }

    /** True when the text has more parts than can be numbered: it must be refused, not sent. */
    public boolean tooLong() {
        return parts.size() > MOST_PARTS;
    }
}
