package relais.vault.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which dossiers a letter names. */
class LetterTest {
    private static Letter letter(String recipients, String subject) {
        return new Letter(subject, "", recipients, List.of());
    }

    @Test
    void theAddressCountsBeforeTheSubject() {
        assertThat(letter("Office <post+A-1@x.test>, b@y", "Re: [ B-2 ] and [C]").named())
                .containsExactly("A-1", "B-2", "C");
        assertThat(letter("post@x.test", "A-1 without brackets").named()).isEmpty();
    }

    @Test
    void randomSignsNameBoundedPlainTexts() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String signs = "[]+@<>,A-1 \0\né";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            bounded(text.toString(), text.reverse().toString());
        }
    }

    @FuzzTest
    void anyLetterNamesBoundedPlainTexts(FuzzedDataProvider data) {
        bounded(data.consumeString(1_000), data.consumeRemainingAsString());
    }

    private static void bounded(String recipients, String subject) {
        assertThat(letter(recipients, subject).named())
                .hasSizeLessThanOrEqualTo(20)
                .allSatisfy(
                        named ->
                                assertThat(named)
                                        .hasSizeLessThanOrEqualTo(100)
                                        .doesNotContain("\0"));
    }
}
