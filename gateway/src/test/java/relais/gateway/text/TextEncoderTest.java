package relais.gateway.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextEncoderTest {
    private static final String ALPHABET =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRS"
                    + "TUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€";

    @Test
    void everyCharacterOfTheBasicPlaneComesBackOrIsReplacedOnPurpose() {
        for (int i = 0; i <= 0xFFFF; i++) {
            String text = String.valueOf((char) i);
            Encoded encoded = TextEncoder.encode(text);
            boolean gsm = ALPHABET.indexOf((char) i) >= 0;
            boolean unreadable = i == 0 || Character.isSurrogate((char) i);
            // Plain comparisons: an assertion object for each of 65,536 would take seconds.
            if (encoded.encoding() != (gsm ? Encoding.GSM7 : Encoding.UCS2)
                    || !joined(encoded).equals(unreadable ? "\uFFFD" : text)) {
                fail("U+%04X became %s as %s", i, joined(encoded), encoded.encoding());
            }
        }
    }

    @Test
    void theAlphabetHasItsPlacesOfTheStandard() {
        assertThat(ALPHABET).hasSize(127 + 10);
        assertThat(TextEncoder.encode("@ÇÉàÿ".substring(0, 4)).parts().getFirst())
                .containsExactly(0x00, 0x09, 0x1F, 0x7F);
        assertThat(TextEncoder.encode("€|\f").parts().getFirst())
                .containsExactly(0x1B, 0x65, 0x1B, 0x40, 0x1B, 0x0A);
        assertThat("çêëâîïôûœ’–«\u00A0".chars().map(c -> GsmAlphabet.septets((char) c)))
                .containsOnly(0);
    }

    @Test
    void lengthsAreThoseOfTheStandard() {
        sizes("a", 160, Concatenation.BYTE_REFERENCE, 160);
        sizes("a", 161, Concatenation.BYTE_REFERENCE, 153, 8);
        sizes("a", 161, Concatenation.SHORT_REFERENCE, 152, 9);
        sizes("a", 306, Concatenation.BYTE_REFERENCE, 153, 153);
        sizes("a", 307, Concatenation.BYTE_REFERENCE, 153, 153, 1);
        sizes("ç", 70, Concatenation.BYTE_REFERENCE, 140);
        sizes("ç", 71, Concatenation.BYTE_REFERENCE, 134, 8);
        sizes("ç", 71, Concatenation.SHORT_REFERENCE, 132, 10);
        sizes("", 1, Concatenation.BYTE_REFERENCE, 0);
    }

    private static void sizes(String unit, int times, Concatenation concatenation, int... bytes) {
        Encoded encoded = TextEncoder.encode(unit.repeat(times), concatenation);
        assertThat(encoded.parts().stream().mapToInt(part -> part.length).toArray())
                .containsExactly(bytes);
    }

    @Test
    void anEscapePairMovesWholeIntoTheNextPart() {
        Encoded encoded = TextEncoder.encode("a".repeat(152) + "€" + "b".repeat(20));
        assertThat(texts(encoded)).containsExactly("a".repeat(152), "€" + "b".repeat(20));
    }

    @Test
    void whatAReaderSeesAsOneCharacterStaysInOnePart() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        for (String one : List.of("\uD83D\uDE00", "o\u0302", family, "\uD83C\uDDE7\uD83C\uDDEE")) {
            Encoded encoded = TextEncoder.encode("ê".repeat(66) + one + "ê".repeat(20));
            assertThat(texts(encoded)).containsExactly("ê".repeat(66), one + "ê".repeat(20));
        }
    }

    @Test
    void aCharacterLongerThanAPartIsCutBetweenCodePoints() {
        String zalgo = "a" + "\u0301".repeat(200) + "\uD83D\uDE00".repeat(3);
        Encoded encoded = TextEncoder.encode(zalgo);
        assertThat(joined(encoded)).isEqualTo(zalgo);
        String marks = "a" + "\uD834\uDD65".repeat(100);
        assertThat(String.join("", texts(TextEncoder.encode(marks)))).isEqualTo(marks);
    }

    @Test
    void aTextOfTooManyPartsSaysSo() {
        assertThat(TextEncoder.encode("a".repeat(255 * 153)).tooLong()).isFalse();
        assertThat(TextEncoder.encode("a".repeat(255 * 153 + 1)).tooLong()).isTrue();
    }

    @Test
    void randomTextsComeBackWholeFromEachCutting() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 800; i++) {
            String text = randomText(random);
            for (Concatenation concatenation : Concatenation.values()) {
                check(text, concatenation, "seed " + seed);
            }
        }
    }

    @FuzzTest
    void anyTextComesBack(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        check(text, Concatenation.BYTE_REFERENCE, "fuzz");
        check(text, Concatenation.SHORT_REFERENCE, "fuzz");
    }

    private static void check(String text, Concatenation concatenation, String origin) {
        Encoded encoded = TextEncoder.encode(text, concatenation);
        int perUnit = encoded.encoding() == Encoding.GSM7 ? 1 : 2;
        boolean single = encoded.parts().size() == 1;
        int room = single ? encoded.encoding().single() : encoded.encoding().part(concatenation);
        assertThat(encoded.parts()).as(origin).allMatch(part -> part.length <= room * perUnit);
        if (!single) {
            assertThat(encoded.parts()).as(origin).allMatch(part -> part.length > 0);
        }
        String expected =
                new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE)
                        .replace('\0', '\uFFFD');
        assertThat(String.join("", texts(encoded))).as(origin).isEqualTo(expected);
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int kind = random.nextInt(3);
        int length = random.nextInt(400);
        for (int i = 0; i < length; i++) {
            switch (kind) {
                case 0 -> text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> text.appendCodePoint(random.nextInt(0x11_0000));
                default -> text.append(random.nextBoolean() ? 'e' : (char) (0x300 + i % 0x70));
            }
        }
        return random.nextBoolean()
                ? text.toString()
                : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** Each part read alone: a cut pair would show as U+FFFD. */
    private static List<String> texts(Encoded encoded) {
        return encoded.parts().stream()
                .map(part -> TextDecoder.decode(encoded.encoding().dataCoding(), part))
                .toList();
    }

    private static String joined(Encoded encoded) {
        return texts(encoded).stream().collect(Collectors.joining());
    }
}
