package relais.vault.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents may be called. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Réponse.pdf",
                "Ответ.docx",
                "答复.txt",
                "ردّ.pdf",
                "የመልስ.odt",
                "👩‍👩‍👧.png",
                "a",
                ".env"
            })
    void everyScriptIsWelcome(String name) {
        assertThat(DocumentName.of(name).text())
                .isEqualTo(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a/b",
                "a\\b",
                "a\0b",
                "a\nb",
                "a.",
                "a ",
                " a",
                "CON",
                "nul.txt",
                "com1.pdf",
                "x\u202Efdp.exe",
                "\uD800",
                "\uFFFF"
            })
    void tricksAreNot(String name) {
        assertThatThrownBy(() -> DocumentName.of(name))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatLooksTheSameIsTheSame() {
        assertThat(DocumentName.of("e\u0301")).isEqualTo(DocumentName.of("\u00e9"));
    }

    @Test
    void numbersComeBeforeTheEndingAndNamesStayShortEnough() {
        assertThat(new DocumentName("a.tar.gz").numbered(2).text()).isEqualTo("a.tar (2).gz");
        DocumentName longest = new DocumentName("é".repeat(125) + ".pdf");
        DocumentName second = longest.numbered(12);
        assertThat(second.text()).endsWith(" (12).pdf");
        assertThat(second.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
    }

    @Test
    void peopleFindNamesInTheOrderTheyExpect() {
        List<String> names = List.of("b", "A10", "a2", "É1", "e2", "a 1");
        assertThat(
                        names.stream()
                                .sorted(java.util.Comparator.comparing(NaturalOrder::key))
                                .toList())
                .containsExactly("a 1", "a2", "A10", "b", "É1", "e2");
    }

    @Test
    void whateverTextComesEitherIsANameOrIsRefusedAndTheNearestIsOne() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt()));
            }
            DocumentName nearest = DocumentName.nearest(text.toString(), "file");
            assertThat(DocumentName.objection(nearest.text())).isEmpty();
            try {
                DocumentPath path = DocumentPath.parse(text.toString());
                assertThat(DocumentPath.parse(path.toString())).isEqualTo(path);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
