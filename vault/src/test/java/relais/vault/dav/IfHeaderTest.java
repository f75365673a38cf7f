package relais.vault.dav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IfHeaderTest {
    /** The request's resource is locked by A and has the tag "1"; /other is locked by B. */
    private static final IfHeader.State STATE =
            new IfHeader.State() {
                @Override
                public Set<String> tokens(String resource) {
                    return resource.isEmpty() ? Set.of("urn:uuid:A") : Set.of("urn:uuid:B");
                }

                @Override
                public Optional<String> tag(String resource) {
                    return resource.isEmpty() ? Optional.of("\"1\"") : Optional.empty();
                }
            };

    private static boolean holds(String header) {
        return IfHeader.parse(header).holds(STATE);
    }

    @Test
    void oneListIsEnoughAndInItAllMustHold() {
        assertThat(holds("(<urn:uuid:A>)")).isTrue();
        assertThat(holds("(<urn:uuid:B>)")).isFalse();
        assertThat(holds("(<urn:uuid:A> [\"1\"])")).isTrue();
        assertThat(holds("(<urn:uuid:A> [\"2\"])")).isFalse();
        assertThat(holds("(<urn:uuid:A> [\"2\"]) ([\"1\"])")).isTrue();
        assertThat(holds("(Not <urn:uuid:B> [\"1\"])")).isTrue();
        assertThat(holds("(<DAV:no-lock>) (Not <DAV:no-lock>)")).isTrue();
        assertThat(holds("</other> (<urn:uuid:B>)")).isTrue();
        assertThat(holds("</other> (<urn:uuid:A>) (<urn:uuid:C>)")).isFalse();
    }

    @Test
    void everyTokenShownIsKnownEvenOneThatIsDenied() {
        assertThat(IfHeader.parse("(<a> Not <b>) ([\"x\"] <c>)").tokens())
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void nonsenseIsRefused() {
        for (String nonsense : new String[] {"", "(", "()", "(<a", "<x>", "(a)", "([1)", "(<a>"}) {
            assertThatThrownBy(() -> IfHeader.parse(nonsense))
                    .as(nonsense)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @FuzzTest
    void anythingIsReadOrRefused(FuzzedDataProvider data) {
        readOrRefuse(data.consumeRemainingAsString());
    }

    @Test
    void randomSignsAreReadOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append("<>()[] Nota\"1".charAt(random.nextInt(13)));
            }
            readOrRefuse(text.toString());
        }
    }

    private static void readOrRefuse(String text) {
        try {
            IfHeader.parse(text).holds(STATE);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("If");
        }
    }
}
