package relais.platform.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTextTest {
    @Test
    void aTokenIsReadBackAndItsSecretNotPrinted() {
        String secret = RandomSecret.make(new Random(5));
        TokenText token = new TokenText(12, secret);
        assertThat(TokenText.parse(token.text())).contains(token);
        assertThat(token.toString()).isEqualTo("relais_12_…");
    }

    @FuzzTest
    void anythingIsATokenOrNot(FuzzedDataProvider data) {
        readsBackOrRefuses(data.consumeRemainingAsString());
    }

    @Test
    void anythingIsATokenOrNotSeeded() {
        long seed = System.nanoTime();
        System.out.println("token fuzz seed " + seed);
        Random random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text =
                    new StringBuilder(
                            new TokenText(random.nextLong(1, 1L << 60), RandomSecret.make(random))
                                    .text());
            for (int change = random.nextInt(3); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) random.nextInt(300));
                    default -> text.setCharAt(at, (char) random.nextInt(128));
                }
            }
            read += readsBackOrRefuses(text.toString()) ? 1 : 0;
        }
        assertThat(read).isGreaterThan(10_000);
    }

    private static boolean readsBackOrRefuses(String text) {
        Optional<TokenText> token = TokenText.parse(text);
        token.ifPresent(known -> assertThat(known.text()).isEqualTo(text));
        return token.isPresent();
    }
}
