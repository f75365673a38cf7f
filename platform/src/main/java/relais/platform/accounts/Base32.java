package relais.platform.accounts;

/** RFC 4648 base 32 without padding: what authenticator apps read, and a person can type. */
final class Base32 {
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        long bits = 0;
        int count = 0;
        for (byte b : bytes) {
            bits = bits << 8 | (b & 0xff);
            count += 8;
            while (count >= 5) {
                count -= 5;
                text.append(SIGNS.charAt((int) (bits >> count) & 31));
            }
        }
        if (count > 0) {
            text.append(SIGNS.charAt((int) (bits << (5 - count)) & 31));
        }
        return text.toString();
    }
}
