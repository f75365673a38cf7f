package relais.gateway.kannel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import relais.gateway.text.TextDecoder;

/** Texts as Kannel writes them: bytes with a coding (0 text, 1 octets, 2 UCS-2) and a charset. */
final class KannelText {
    static final int OCTETS = 1;
    static final int UCS2 = 2;

    private static final int DATA_CODING_UCS2 = 8;

    private KannelText() {}

    /**
     * Reads without ever failing: what is malformed becomes U+FFFD. Octets are taken for UTF-8 if
     * they are, else for Latin-1, so that a person can see what came.
     */
    static String read(byte[] data, int coding, @Nullable String charset) {
        String name = charset == null ? "" : charset.toUpperCase(Locale.ROOT);
        boolean utf16 = name.equals("UTF-16BE") || (coding == UCS2 && name.isEmpty());
        if (utf16) {
            return TextDecoder.decode(DATA_CODING_UCS2, data);
        }
        String text = coding == OCTETS ? octets(data) : new String(data, known(name));
        return text.replace('\0', '\uFFFD');
    }

    /** True for a charset that {@link #read} knows, or none. */
    static boolean isKnown(@Nullable String charset) {
        return charset == null
                || charset.isEmpty()
                || switch (charset.toUpperCase(Locale.ROOT)) {
                    case "UTF-8", "UTF8", "UTF-16BE", "ISO-8859-1", "LATIN1", "US-ASCII", "ASCII" ->
                            true;
                    case "WINDOWS-1252", "ISO-8859-15" -> true;
                    default -> false;
                };
    }

    private static Charset known(String name) {
        return switch (name) {
            case "ISO-8859-1", "LATIN1" -> StandardCharsets.ISO_8859_1;
            case "WINDOWS-1252" -> Charset.forName("windows-1252");
            case "ISO-8859-15" -> Charset.forName("ISO-8859-15");
            default -> StandardCharsets.UTF_8;
        };
    }

    private static String octets(byte[] data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException e) {
            return new String(data, StandardCharsets.ISO_8859_1);
        }
    }
}
