package relais.gateway.smpp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header before the text of a part (3GPP TS 23.040, 9.2.3.24): its length, then elements of id,
 * length and content.
 *
 * @param segment how the part belongs to its message, or null for a message of its own
 * @param body what follows the header
 */
record UserDataHeader(@Nullable Segment segment, byte[] body) {
    private static final int BYTE_REFERENCE = 0x00;
    private static final int SHORT_REFERENCE = 0x08;

    /** Keeps references of different kinds apart when parts are joined. */
    private static final int SHORT_REFERENCE_MARK = 1 << 16;

    /** Part {@code number} of {@code of}, of the message called {@code reference}. */
    record Segment(int reference, int number, int of) {
        /** Null where the numbers make no sense: such a part is taken as a message of its own. */
        static @Nullable Segment of(int reference, int number, int of) {
            return of > 1 && number >= 1 && number <= of
                    ? new Segment(reference, number, of)
                    : null;
        }
    }

    /** Splits header and body; a header longer than the data makes all of it body. */
    static UserDataHeader read(byte[] data) {
        int end = data.length == 0 ? 1 : 1 + (data[0] & 0xFF);
        if (end > data.length) {
            return new UserDataHeader(null, data);
        }
        Segment segment = null;
        for (int at = 1; at + 2 <= end; ) {
            int id = data[at] & 0xFF;
            int length = data[at + 1] & 0xFF;
            int content = at + 2;
            if (content + length > end) {
                break;
            }
            if (id == BYTE_REFERENCE && length == 3) {
                segment =
                        Segment.of(
                                octet(data, content),
                                octet(data, content + 2),
                                octet(data, content + 1));
            } else if (id == SHORT_REFERENCE && length == 4) {
                int reference = octet(data, content) << 8 | octet(data, content + 1);
                segment =
                        Segment.of(
                                SHORT_REFERENCE_MARK | reference,
                                octet(data, content + 3),
                                octet(data, content + 2));
            }
            at = content + length;
        }
        return new UserDataHeader(segment, Arrays.copyOfRange(data, end, data.length));
    }

    /** Header with an 8-bit reference, then {@code body}. */
    static byte[] withByteReference(int reference, int number, int of, byte[] body) {
        return joined(
                new byte[] {5, BYTE_REFERENCE, 3, (byte) reference, (byte) of, (byte) number},
                body);
    }

    /** Header with a 16-bit reference, then {@code body}. */
    static byte[] withShortReference(int reference, int number, int of, byte[] body) {
        byte[] header = {
            6,
            SHORT_REFERENCE,
            4,
            (byte) (reference >> 8),
            (byte) reference,
            (byte) of,
            (byte) number
        };
        return joined(header, body);
    }

    private static byte[] joined(byte[] header, byte[] body) {
        byte[] all = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, all, header.length, body.length);
        return all;
    }

    private static int octet(byte[] data, int at) {
        return data[at] & 0xFF;
    }
}
