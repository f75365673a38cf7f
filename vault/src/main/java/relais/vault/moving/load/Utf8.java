package relais.vault.moving.load;

/** UTF-8 as RFC 3629 has it: no surrogates, nothing longer than needed. */
final class Utf8 {
    static final int REPLACEMENT = 0xfffd;

    private Utf8() {}

    static boolean valid(byte[] data, int from, int to) {
        int at = from;
        while (at < to) {
            if (data[at] >= 0) {
                at++;
            } else {
                int count = sequence(data, at, to);
                if (count <= 0) {
                    return false;
                }
                at += count;
            }
        }
        return true;
    }

    /**
     * Bytes of the sign that begins at {@code at}: 0 where what is there may be the beginning of
     * one that is cut, -1 where it is none.
     */
    static int sequence(byte[] data, int at, int to) {
        int b = data[at] & 0xff;
        int count = b < 0x80 ? 1 : b < 0xc2 ? -1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : -1;
        if (count <= 1) {
            return count;
        }
        for (int i = 1; i < count; i++) {
            if (at + i >= to) {
                return 0;
            }
            int next = data[at + i] & 0xff;
            int least = i > 1 ? 0x80 : b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
            int most = i > 1 ? 0xbf : b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
            if (next < least || next > most) {
                return -1;
            }
        }
        return count;
    }
}
