package relais.gateway.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a received message → text, by SMPP's data_coding (SMPP 3.4 §5.2.19), which also carries
 * the coding groups of 3GPP TS 23.038 §4 from SMSCs that pass them through. Never throws: what is
 * malformed becomes U+FFFD, and so does NUL, which no database text can hold.
 */
public final class TextDecoder {
    private static final Charset CYRILLIC = Charset.forName("ISO-8859-5");
    private static final Charset HEBREW = Charset.forName("ISO-8859-8");

    private TextDecoder() {}

    /**
     * @param dataCoding the PDU's octet, signed or not
     * @param data user data without header; GSM-7 one septet per byte
     */
    public static String decode(int dataCoding, byte[] data) {
        return switch (alphabet(dataCoding & 0xFF)) {
            case GSM -> GsmAlphabet.read(data);
            case ASCII -> storable(new String(data, StandardCharsets.US_ASCII));
            case LATIN -> storable(new String(data, StandardCharsets.ISO_8859_1));
            case UCS2 -> storable(units(data));
            case CYRILLIC -> storable(new String(data, CYRILLIC));
            case HEBREW -> storable(new String(data, HEBREW));
        };
    }

    private enum Alphabet {
        GSM,
        ASCII,
        /** Also binary (2, 4): byte for byte, so that a person can still see what came. */
        LATIN,
        UCS2,
        CYRILLIC,
        HEBREW
    }

    private static Alphabet alphabet(int coding) {
        return switch (coding & 0xF0) {
            case 0x00 -> smppAlphabet(coding);
            // Message class given: bits 2 and 3 name the alphabet.
            case 0x10, 0x20, 0x30 -> gsmGroup((coding >> 2) & 3);
            case 0xE0 -> Alphabet.UCS2;
            case 0xF0 -> gsmGroup((coding >> 2) & 1);
            default -> Alphabet.GSM;
        };
    }

    private static Alphabet smppAlphabet(int coding) {
        return switch (coding) {
            case 1 -> Alphabet.ASCII;
            case 2, 3, 4 -> Alphabet.LATIN;
            case 6 -> Alphabet.CYRILLIC;
            case 7 -> Alphabet.HEBREW;
            case 8 -> Alphabet.UCS2;
            default -> Alphabet.GSM;
        };
    }

    private static Alphabet gsmGroup(int bits) {
        return switch (bits) {
            case 1 -> Alphabet.LATIN;
            case 2 -> Alphabet.UCS2;
            default -> Alphabet.GSM;
        };
    }

    /** The JDK's decoder would swallow the character after a lone surrogate; here it stays. */
    private static String units(byte[] data) {
        char[] units = new char[(data.length + 1) / 2];
        for (int i = 0; i < data.length / 2; i++) {
            units[i] = (char) ((data[2 * i] & 0xFF) << 8 | data[2 * i + 1] & 0xFF);
        }
        if ((data.length & 1) == 1) {
            units[units.length - 1] = '\uFFFD';
        }
        for (int i = 0; i < units.length; i++) {
            boolean pair =
                    i + 1 < units.length && Character.isSurrogatePair(units[i], units[i + 1]);
            if (pair) {
                i++;
            } else if (Character.isSurrogate(units[i])) {
                units[i] = '\uFFFD';
            }
        }
        return new String(units);
    }

    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
