package relais.gateway.text;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Text → parts. GSM-7 when every character is in its alphabet, UCS-2 otherwise. An escape pair and
 * a surrogate pair are never cut; what a reader sees as one character (letter and accents, an emoji
 * sequence; UAX #29 extended grapheme cluster) stays whole unless it is longer than a part.
 */
public final class TextEncoder {
    private TextEncoder() {}

    /** Cuts for headers with an 8-bit reference. */
    public static Encoded encode(String text) {
        return encode(text, Concatenation.BYTE_REFERENCE);
    }

    public static Encoded encode(String text, Concatenation concatenation) {
        int septets = GsmAlphabet.septets(text);
        if (septets != GsmAlphabet.ABSENT) {
            byte[] data = GsmAlphabet.write(text, septets);
            return new Encoded(Encoding.GSM7, cutSeptets(data, concatenation));
        }
        // A NUL cannot be stored further on, a lone surrogate is no character.
        String readable = text.replace('\0', '\uFFFD');
        return new Encoded(Encoding.UCS2, cutUnits(readable, concatenation));
    }

    private static List<byte[]> cutSeptets(byte[] data, Concatenation concatenation) {
        if (data.length <= Encoding.GSM7.single()) {
            return List.of(data);
        }
        int room = Encoding.GSM7.part(concatenation);
        List<byte[]> parts = new ArrayList<>(data.length / room + 1);
        for (int from = 0; from < data.length; ) {
            int to = Math.min(from + room, data.length);
            // No doubled escape is ever written, so an escape just before the cut opens a pair.
            if (to < data.length && data[to - 1] == GsmAlphabet.ESCAPE) {
                to--;
            }
            parts.add(Arrays.copyOfRange(data, from, to));
            from = to;
        }
        return parts;
    }

    private static List<byte[]> cutUnits(String text, Concatenation concatenation) {
        if (text.length() <= Encoding.UCS2.single()) {
            return List.of(bytes(text));
        }
        int room = Encoding.UCS2.part(concatenation);
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        List<byte[]> parts = new ArrayList<>(text.length() / room + 1);
        for (int from = 0; from < text.length(); ) {
            int to = cut(text, characters, from, room);
            parts.add(bytes(text.substring(from, to)));
            from = to;
        }
        return parts;
    }

    /** The end of the part that begins at {@code from}; always beyond it. */
    private static int cut(String text, BreakIterator characters, int from, int room) {
        int most = from + room;
        if (most >= text.length()) {
            return text.length();
        }
        int whole = characters.isBoundary(most) ? most : characters.preceding(most);
        if (whole > from) {
            return whole;
        }
        boolean pair =
                Character.isHighSurrogate(text.charAt(most - 1))
                        && Character.isLowSurrogate(text.charAt(most));
        return pair ? most - 1 : most;
    }

    /** UTF-16BE; a lone surrogate becomes U+FFFD, as everywhere in the JDK's encoders. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }
}
