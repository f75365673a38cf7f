package relais.agent.batch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers as LEB128 and texts with their length. */
final class Out extends ByteArrayOutputStream {

    void varint(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
    }

    void zigzag(long number) {
        varint((number << 1) ^ (number >> 63));
    }

    void eight(long bits) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            write((int) (bits >>> shift));
        }
    }

    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.length() > SheetCodec.LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters");
        }
        varint(bytes.length);
        write(bytes, 0, bytes.length);
    }

    byte[] bytes() {
        return toByteArray();
    }
}
