package relais.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Setting<Integer> PORT =
            new Setting<>("http.port", "8080", "where the console answers", false, Parsers.port());
    private static final Setting<Duration> IDLE =
            new Setting<>(
                    "identity.session-idle",
                    "2h",
                    "signed out after",
                    false,
                    Parsers.duration(Duration.ofMinutes(1), Duration.ofDays(7)));
    private static final Setting<String> PASSWORD =
            new Setting<>("database.password", "", "the role's", true, Parsers.text());
    private static final Setting<Integer> PIN =
            new Setting<>("vault.pin", "1234", "a number", true, Parsers.number(0, 9999));
    private static final List<Setting<?>> ALL = List.of(PORT, IDLE, PASSWORD, PIN);

    @TempDir Path folder;

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Path file = file("# ours\n\nhttp.port = 9000\nidentity.session-idle=30m\n");
        Settings settings =
                loaded(
                        Settings.load(
                                ALL,
                                Optional.of(file),
                                Map.of("RELAIS_HTTP_PORT", "9001", "PATH", "/bin"),
                                Map.of("http.port", "9002")));
        assertThat(settings.get(PORT)).isEqualTo(9002);
        assertThat(settings.get(IDLE)).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.describe())
                .extracting(Settings.Described::key, Settings.Described::source)
                .contains(
                        org.assertj.core.api.Assertions.tuple("http.port", "command line"),
                        org.assertj.core.api.Assertions.tuple(
                                "identity.session-idle", "relais.conf line 4"),
                        org.assertj.core.api.Assertions.tuple("database.password", "default"));
    }

    @Test
    void everyMistakeIsNamedAtOnceWithItsPlaceAndWhatIsExpected() throws Exception {
        Path file = file("htp.port = 1\nhttp.port = many\nhttp.port = 5\nnonsense\n");
        List<String> problems =
                wrong(
                        Settings.load(
                                ALL,
                                Optional.of(file),
                                Map.of("RELAIS_IDENTITY_SESSION_IDEL", "1h", "RELAIS_HOME", "/x"),
                                Map.of("identity.session-idle", "soon")));
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "relais.conf line 4: expected key = value",
                        "relais.conf line 1: there is no setting \"htp.port\"; did you mean"
                                + " http.port?",
                        "relais.conf line 3: http.port is already set in relais.conf line 2",
                        "environment RELAIS_IDENTITY_SESSION_IDEL: there is no such setting; did"
                                + " you mean RELAIS_IDENTITY_SESSION_IDLE?",
                        "relais.conf line 2: http.port = \"many\": expected a whole number from 0"
                                + " to 65535",
                        "command line: identity.session-idle = \"soon\": expected a time from 60s"
                                + " to 168h, such as 30s");
    }

    @Test
    void secretsAreNeverShownNotEvenWrongOnes() {
        Settings settings =
                loaded(
                        Settings.load(
                                ALL,
                                Optional.empty(),
                                Map.of("RELAIS_DATABASE_PASSWORD", "hunter2"),
                                Map.of()));
        assertThat(settings.get(PASSWORD)).isEqualTo("hunter2");
        assertThat(settings.describe().toString()).doesNotContain("hunter2").doesNotContain("1234");
        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(
                        wrong(
                                Settings.load(
                                        ALL,
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of("vault.pin", "hunter2"))))
                .singleElement()
                .asString()
                .contains("vault.pin")
                .doesNotContain("hunter2");
    }

    @Test
    void aFileThatIsMissingOrNotTextIsRefused() throws Exception {
        assertThat(
                        wrong(
                                Settings.load(
                                        ALL,
                                        Optional.of(folder.resolve("gone.conf")),
                                        Map.of(),
                                        Map.of())))
                .singleElement()
                .asString()
                .contains("gone.conf cannot be read");
        Path bytes = Files.write(folder.resolve("x.conf"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(wrong(Settings.load(ALL, Optional.of(bytes), Map.of(), Map.of())))
                .containsExactly("x.conf is not UTF-8 text");
    }

    @Test
    void anUndeclaredSettingCannotBeAskedFor() {
        Settings settings =
                loaded(Settings.load(List.of(PORT), Optional.empty(), Map.of(), Map.of()));
        assertThatThrownBy(() -> settings.get(IDLE)).hasMessageContaining("not declared");
    }

    @ParameterizedTest
    @CsvSource({"512MB,536870912", "64 kb,65536", "7,7", "1TB,1099511627776"})
    void sizesAreReadInPowersOf1024(String text, long bytes) {
        assertThat(Parsers.bytes(0, Long.MAX_VALUE).apply(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"999999999999TB", "-1", "1.5MB", "MB", "''"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> Parsers.bytes(0, 1L << 40).apply(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("such as 512MB");
    }

    @Test
    void otherKindsOfValue() {
        assertThat(Parsers.list(Parsers.number(0, 9)).apply("1, 2,3")).containsExactly(1, 2, 3);
        assertThat(Parsers.list(Parsers.text()).apply(" ")).isEmpty();
        assertThat(Parsers.url("http", "https").apply("https://x.org/a")).hasHost("x.org");
        assertThatThrownBy(() -> Parsers.url("https").apply("ftp://x"))
                .hasMessage("expected a URL beginning with https://");
        assertThat(Parsers.yesNo().apply("Yes")).isTrue();
        assertThatThrownBy(() -> Parsers.yesNo().apply("maybe")).hasMessageContaining("true or");
        assertThat(Parsers.path().apply("/a/b")).isEqualTo(Path.of("/a/b"));
        assertThatThrownBy(() -> Parsers.path().apply("a\0b")).hasMessage("expected a path");
    }

    @FuzzTest
    void anyFileIsReadOrRefused(byte[] content) {
        readsOrRefuses(content);
    }

    @Test
    void anyFileIsReadOrRefusedSeeded() {
        long seed = System.nanoTime();
        System.out.println("settings fuzz seed " + seed);
        Random random = new Random(seed);
        String signs = "http.port =8#\n\r\t\0é=.-kMB;";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
            if (content.length > 0 && random.nextInt(4) == 0) {
                content[random.nextInt(content.length)] = (byte) random.nextInt();
            }
            readsOrRefuses(content);
        }
    }

    private static void readsOrRefuses(byte[] content) {
        SettingsFile.Read read = SettingsFile.parse(content, "fuzz.conf");
        switch (Settings.load(ALL, read, "fuzz.conf", Map.of(), Map.of())) {
            case Settings.Loaded all -> assertThat(all.settings().get(PORT)).isBetween(0, 65_535);
            case Settings.Wrong wrong -> assertThat(wrong.problems()).isNotEmpty();
        }
    }

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve("relais.conf"), content);
    }

    private static Settings loaded(Settings.Loading loading) {
        assertThat(loading).isInstanceOf(Settings.Loaded.class);
        return ((Settings.Loaded) loading).settings();
    }

    private static List<String> wrong(Settings.Loading loading) {
        assertThat(loading).isInstanceOf(Settings.Wrong.class);
        return ((Settings.Wrong) loading).problems();
    }
}
