package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of documents in a header, whatever people call them. */
class AttachmentTest {
    /** RFC 6266 and RFC 8187: a quoted plain name, then attr-char and %XX only. */
    private static final Pattern FORM =
            Pattern.compile(
                    "attachment; filename=\"([A-Za-z0-9._ -]*)\"; filename\\*=UTF-8''(\\S*)");

    private static final Pattern OCTET = Pattern.compile("%[0-9A-F]{2}");
    private static final Pattern ATTR_CHARS = Pattern.compile("[A-Za-z0-9!#$&+.^_`|~-]*");

    /** Well below what readers of headers take for all of them. */
    private static final int MOST = 4_000;

    private static String name(String given) {
        String header = Answer.attachment(given);
        assertThat(header.length()).as("of %s", given).isLessThan(MOST);
        Matcher parts = FORM.matcher(header);
        assertThat(parts.matches()).as(header).isTrue();
        assertThat(OCTET.matcher(parts.group(2)).replaceAll("")).matches(ATTR_CHARS);
        return URLDecoder.decode(parts.group(2).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.pdf",
                "l'été à Gitega.docx",
                "報告書.pdf",
                "تقرير.pdf",
                "отчёт 100%.xlsx",
                "a\"; filename=\"evil.exe",
                "a\r\nSet-Cookie: x=y\r\n\r\n<script>",
                "a\\\"b.txt",
                "star*.txt",
                "(1+1)~'`|.txt",
                "\uD83D\uDE00 smile.png",
                "\u202Efdp.exe",
                "\u0000\u007F",
                ""
            })
    void theRealNameComesBackAndNothingElseDoes(String given) {
        assertThat(name(given)).isEqualTo(given);
    }

    @Test
    void aNameThatIsFarTooLongKeepsItsEnding() {
        for (String sign : List.of("a", "é", "報", "\uD83D\uDE00")) {
            assertThat(name(sign.repeat(255))).isEqualTo(sign.repeat(255));
            String shown = name(sign.repeat(100_000) + ".pdf");
            assertThat(shown).startsWith(sign).endsWith(".pdf").doesNotContain("\uFFFD", "?");
        }
    }

    @Test
    void whateverANameHoldsTheHeaderKeepsItsForm() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder given = new StringBuilder();
            for (int n = random.nextInt(400); n > 0; n--) {
                switch (random.nextInt(4)) {
                    case 0 -> given.append((char) random.nextInt(128));
                    case 1 -> given.append((char) random.nextInt(65_536)); // also half signs
                    case 2 -> given.appendCodePoint(random.nextInt(0x110000));
                    default -> given.append("\"\r\n;*%'\\".charAt(random.nextInt(8)));
                }
            }
            name(given.toString());
        }
    }

    @FuzzTest
    void anyName(FuzzedDataProvider data) {
        name(data.consumeRemainingAsString());
    }
}
