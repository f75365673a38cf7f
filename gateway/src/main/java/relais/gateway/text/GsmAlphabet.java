package relais.gateway.text;

import java.util.Arrays;

/**
 * The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1 and §6.2.1.1).
 * Position 9 is Ç: the small ç is not in the alphabet.
 */
public final class GsmAlphabet {
    static final int ESCAPE = 0x1B;

    /** What marks a character that the alphabet lacks. */
    static final int ABSENT = -1;

    /** Set in a code that is reached by {@link #ESCAPE}. */
    private static final int EXTENDED = 0x80;

    private static final String DEFAULT =
            "@£$¥èéùìòÇ\nØø\rÅå"
                    + "Δ_ΦΓΛΩΠΨΣΘΞ\uFFFDÆæßÉ"
                    + " !\"#¤%&'()*+,-./"
                    + "0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNO"
                    + "PQRSTUVWXYZÄÖÑÜ§"
                    + "¿abcdefghijklmno"
                    + "pqrstuvwxyzäöñüà";

    private static final String EXTENSION_CHARACTERS = "\f^{}\\[~]|€";
    private static final int[] EXTENSION_CODES = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };

    /** All of the alphabet lies below U+0400 but for the euro sign. */
    private static final int TABLE_SIZE = 0x400;

    private static final short[] CODES = codes();
    private static final char[] EXTENSION = extension();

    private GsmAlphabet() {}

    private static short[] codes() {
        short[] codes = new short[TABLE_SIZE];
        Arrays.fill(codes, (short) ABSENT);
        for (int code = 0; code < DEFAULT.length(); code++) {
            if (code != ESCAPE) {
                codes[DEFAULT.charAt(code)] = (short) code;
            }
        }
        for (int i = 0; i < EXTENSION_CODES.length; i++) {
            char character = EXTENSION_CHARACTERS.charAt(i);
            if (character < TABLE_SIZE) {
                codes[character] = (short) (EXTENDED | EXTENSION_CODES[i]);
            }
        }
        return codes;
    }

    private static char[] extension() {
        char[] table = DEFAULT.toCharArray();
        for (int i = 0; i < EXTENSION_CODES.length; i++) {
            table[EXTENSION_CODES[i]] = EXTENSION_CHARACTERS.charAt(i);
        }
        table[ESCAPE] = ' ';
        return table;
    }

    private static int code(char character) {
        if (character < TABLE_SIZE) {
            return CODES[character];
        }
        return character == '€' ? EXTENDED | 0x65 : ABSENT;
    }

    /** Septets that {@code character} takes: 1, 2 (by the extension table), or 0 if it has none. */
    public static int septets(char character) {
        int code = code(character);
        if (code == ABSENT) {
            return 0;
        }
        return code >= EXTENDED ? 2 : 1;
    }

    /** Septets of the whole text, or -1 when a character is not in the alphabet. */
    static int septets(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            int one = septets(text.charAt(i));
            if (one == 0) {
                return ABSENT;
            }
            septets += one;
        }
        return septets;
    }

    /** Writes a text that lies wholly in the alphabet, one septet per byte. */
    static byte[] write(String text, int septets) {
        byte[] out = new byte[septets];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = code(text.charAt(i));
            if (code >= EXTENDED) {
                out[at++] = ESCAPE;
            }
            out[at++] = (byte) (code & 0x7F);
        }
        return out;
    }

    /**
     * Reads unpacked septets. As the standard asks, an unknown code after the escape shows the
     * default table's character and a doubled escape a space; a byte above 127 and an escape at the
     * end become U+FFFD.
     */
    static String read(byte[] septets) {
        StringBuilder text = new StringBuilder(septets.length);
        boolean escaped = false;
        for (byte septet : septets) {
            if (septet < 0) {
                text.append('\uFFFD');
                escaped = false;
            } else if (escaped) {
                text.append(EXTENSION[septet]);
                escaped = false;
            } else if (septet == ESCAPE) {
                escaped = true;
            } else {
                text.append(DEFAULT.charAt(septet));
            }
        }
        return escaped ? text.append('\uFFFD').toString() : text.toString();
    }
}
