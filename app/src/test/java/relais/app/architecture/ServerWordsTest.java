package relais.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.app.AppSettings;
import relais.platform.settings.Setting;

/**
 * The server speaks in codes and in English; the console knows each of its words in two languages.
 */
class ServerWordsTest {
    private static final Path WORDS = Sources.root().resolve("console/src/main/web/words");
    private static final List<String> SPEAKING =
            List.of("platform", "gateway", "voice", "meter", "vault", "app");

    /** A call that makes a problem, and as much after it as its arguments take. */
    private static final Pattern PROBLEM =
            Pattern.compile(
                    "\\b(?:Refused|refused|Refusal|Problem|FileProblem|invalid|say|wrong)"
                            + "\\((?<arguments>[^;]{0,200})");

    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

    private static final Pattern AUDITED =
            Pattern.compile("audit\\s*\\.record\\((?<arguments>[^;]{0,200})");
    private static final Pattern ACTION = Pattern.compile("\"([a-z-]+\\.[a-z-]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everySettingIsExplained(String language) {
        String words = Sources.text(WORDS.resolve(language).resolve("server.ts"));
        assertThat(AppSettings.declared().stream().map(Setting::key))
                .allSatisfy(key -> assertThat(words).contains("'" + key + "':"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everyProblemIsExplained(String language) {
        String words = Sources.text(WORDS.resolve(language).resolve("problems.ts"));
        Set<String> codes = spoken(PROBLEM, CODE);
        assertThat(codes).hasSizeGreaterThan(50);
        assertThat(codes).allSatisfy(code -> assertThat(words).contains("'" + code + "':"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everyAuditedDeedIsNamed(String language) {
        String words = Sources.text(WORDS.resolve(language).resolve("server.ts"));
        assertThat(spoken(AUDITED, ACTION))
                .hasSizeGreaterThan(10)
                .allSatisfy(action -> assertThat(words).contains("'" + action + "':"));
    }

    private static Set<String> spoken(Pattern call, Pattern word) {
        Set<String> found = new TreeSet<>();
        for (String module : SPEAKING) {
            for (Path file : Sources.java(module, "main")) {
                Matcher calls = call.matcher(Sources.text(file));
                while (calls.find()) {
                    Matcher words = word.matcher(calls.group("arguments"));
                    while (words.find()) {
                        found.add(words.group(1));
                    }
                }
            }
        }
        return found;
    }
}
