package relais.agent.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link Out} wrote, and believes no length. */
final class In {

    private final ByteBuffer bytes;

    In(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int one() throws Damaged {
        if (!bytes.hasRemaining()) {
            throw new Damaged("it ends early");
        }
        return bytes.get();
    }

    long eight() throws Damaged {
        if (bytes.remaining() < 8) {
            throw new Damaged("it ends early");
        }
        return bytes.getLong();
    }

    long varint() throws Damaged {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = one();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new Damaged("a number of more than 64 bits");
    }

    long zigzag() throws Damaged {
        long number = varint();
        return (number >>> 1) ^ -(number & 1);
    }

    /** A count of things of at least a byte each. */
    int count(int most) throws Damaged {
        long count = varint();
        if (count < 0 || count > most || count > bytes.remaining()) {
            throw new Damaged("a count of " + count);
        }
        return (int) count;
    }

    String text() throws Damaged {
        int length = count(4 * SheetCodec.LONGEST_TEXT);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    byte[] piece(int length) throws Damaged {
        if (length < 0 || length > bytes.remaining()) {
            throw new Damaged("a length of " + length);
        }
        byte[] piece = new byte[length];
        bytes.get(piece);
        return piece;
    }

    void end() throws Damaged {
        if (bytes.hasRemaining()) {
            throw new Damaged(bytes.remaining() + " bytes too many");
        }
    }
}
