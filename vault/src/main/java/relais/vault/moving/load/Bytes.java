package relais.vault.moving.load;

import java.util.Arrays;

/** Bytes that grow, with the escapes of COPY's text format (PostgreSQL manual, COPY). */
final class Bytes {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    byte[] data;
    int length;

    Bytes(int room) {
        data = new byte[room];
    }

    void clear() {
        length = 0;
    }

    private void need(int more) {
        if (data.length - length < more) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, length + more));
        }
    }

    void add(int b) {
        need(1);
        data[length++] = (byte) b;
    }

    void add(byte[] from, int start, int end) {
        int count = end - start;
        need(count);
        System.arraycopy(from, start, data, length, count);
        length += count;
    }

    void addText(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            add(ascii.charAt(i));
        }
    }

    /** The sign as UTF-8. */
    void addSign(int codePoint) {
        need(4);
        if (codePoint < 0x80) {
            data[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            data[length++] = (byte) (0xc0 | codePoint >> 6);
            data[length++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            data[length++] = (byte) (0xe0 | codePoint >> 12);
            data[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            data[length++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            data[length++] = (byte) (0xf0 | codePoint >> 18);
            data[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            data[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            data[length++] = (byte) (0x80 | codePoint & 0x3f);
        }
    }

    /** A value of COPY: backslash, tab and the ends of lines are escaped. */
    void addEscaped(byte[] from, int start, int end) {
        need(2 * (end - start));
        byte[] to = data;
        int at = length;
        for (int i = start; i < end; i++) {
            byte b = from[i];
            if (b > '\r' && b != '\\' || b < 0) {
                to[at++] = b;
            } else {
                at = escape(to, at, b);
            }
        }
        length = at;
    }

    private static int escape(byte[] to, int start, byte b) {
        int at = start;
        byte sign =
                switch (b) {
                    case '\\' -> '\\';
                    case '\n' -> 'n';
                    case '\r' -> 'r';
                    case '\t' -> 't';
                    default -> 0;
                };
        if (sign != 0) {
            to[at++] = '\\';
        }
        to[at++] = sign == 0 ? b : sign;
        return at;
    }

    void addHex(byte[] from, int start, int end) {
        need(2 * (end - start));
        for (int i = start; i < end; i++) {
            data[length++] = HEX[from[i] >> 4 & 0xf];
            data[length++] = HEX[from[i] & 0xf];
        }
    }
}
