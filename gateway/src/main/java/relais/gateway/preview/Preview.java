package relais.gateway.preview;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.gateway.text.Concatenation;
import relais.gateway.text.Encoded;
import relais.gateway.text.Encoding;
import relais.gateway.text.GsmAlphabet;
import relais.gateway.text.TextEncoder;

/**
 * A text seen before sending; also the body that the API answers.
 *
 * @param encoding "GSM-7" or "UCS-2"
 * @param segments parts that the operator charges
 * @param characters as a person counts them (code points)
 * @param remaining units (septets or UTF-16 units) left in the last segment
 * @param cost of one recipient
 * @param costly characters outside GSM 03.38; one of them is enough to halve the room
 * @param transliterated the text without them; absent when that would not help
 */
public record Preview(
        String encoding,
        int segments,
        int characters,
        int remaining,
        BigDecimal cost,
        String currency,
        List<Costly> costly,
        @Nullable Offer transliterated) {

    /** A character that GSM 03.38 lacks; {@code replacement} is absent when there is none. */
    public record Costly(String character, int count, @Nullable String replacement) {}

    /** The same text written in fewer or cheaper segments. */
    public record Offer(String text, int segments, BigDecimal cost) {}

    public Preview {
        costly = List.copyOf(costly);
    }

    public static Preview of(String text, Price price) {
        Encoded encoded = TextEncoder.encode(text);
        int segments = encoded.parts().size();
        return new Preview(
                encoded.encoding().label(),
                segments,
                text.codePointCount(0, text.length()),
                remaining(encoded),
                price.of(segments),
                price.currency(),
                costly(text),
                offer(text, encoded, price));
    }

    private static int remaining(Encoded encoded) {
        Encoding encoding = encoded.encoding();
        boolean single = encoded.parts().size() == 1;
        int room = single ? encoding.single() : encoding.part(Concatenation.BYTE_REFERENCE);
        int bytes = encoded.parts().getLast().length;
        return room - (encoding == Encoding.GSM7 ? bytes : bytes / 2);
    }

    private static List<Costly> costly(String text) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        text.codePoints()
                .filter(c -> c > Character.MAX_VALUE || GsmAlphabet.septets((char) c) == 0)
                .forEach(c -> counts.merge(Character.toString(c), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> new Costly(e.getKey(), e.getValue(), replacement(e.getKey())))
                .toList();
    }

    private static @Nullable String replacement(String character) {
        String written = Transliteration.of(character);
        return written.equals(character) ? null : written;
    }

    private static @Nullable Offer offer(String text, Encoded encoded, Price price) {
        if (encoded.encoding() == Encoding.GSM7) {
            return null;
        }
        String written = Transliteration.of(text);
        Encoded other = TextEncoder.encode(written);
        int segments = other.parts().size();
        boolean cheaper = segments < encoded.parts().size();
        boolean roomier = other.encoding() == Encoding.GSM7 && segments == encoded.parts().size();
        return cheaper || roomier ? new Offer(written, segments, price.of(segments)) : null;
    }
}
