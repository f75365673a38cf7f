package relais.voice.stop;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is answered; the seeded loop beside it is in {@link StopWordsTest}. */
class StopWordsFuzzTest {
    private static final StopWords WORDS = StopWords.all();

    @FuzzTest(maxDuration = "2s")
    void anyTextIsAnswered(byte[] bytes) {
        assertThat(WORDS.intentOf(new String(bytes, StandardCharsets.UTF_16))).isNotNull();
        assertThat(WORDS.intentOf(new String(bytes, StandardCharsets.UTF_8))).isNotNull();
    }
}
