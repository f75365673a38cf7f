package relais.vault.api;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;
import static relais.vault.testing.DocumentSite.encoded;
import static relais.vault.testing.DocumentSite.text;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.http.Route;
import relais.platform.testing.SettableClock;
import relais.vault.testing.DocumentSite;

/** Whatever somebody sends, it is their mistake and told as such: no answer is a 5xx. */
@Timeout(240)
class OddBodiesTest {
    private static final int BODIES = 25;

    /** JSON that fits nowhere, or is more than anybody can keep. */
    private static final String[] ODD = {
        "null",
        "[null]",
        "{\"a\":null}",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "1e400",
        "-1e400",
        "1e-5000",
        "123456789012345678901234567890",
        "9223372036854775807",
        "-9223372036854775808",
        "4294967297",
        "-1",
        "0",
        "\"\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"-999999999-01-01\"",
        "\"9999-12-31T23:59:59.999999999Z\"",
        "\"../../etc/passwd\"",
        "\"/a/b\"",
        "[]",
        "{}",
        "true",
        "[[[[[[1]]]]]]",
        "\"" + "x".repeat(70_000) + "\"",
        "{\"\\u0000\":\"x\"}",
        "\"' OR 1=1 --\"",
        "\"$1 ? :x\"",
        "\"\\uD83D\\uDE00\""
    };

    private static final String[] ODD_WORDS = {
        "\0",
        "-1",
        "1e9",
        "99999999999999999999",
        "9223372036854775807",
        "ZjA6AA",
        "ZDE6AA",
        "Zjk5OTk5OTk5OTk5OTk5OTk5OTk5Og",
        "1.x",
        "1.2026-02-31 10:00:00+00",
        "1.9999999999999999999",
        "+999999999-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
        "(",
        "\\",
        "%",
        "'",
        "a:* & !b",
        "..",
        "/..",
        "/a\0b",
        "null",
        "NaN",
        "\uD83D\uDE00",
        "☃",
        "-"
    };

    private static final List<String> QUERIES =
            List.of(
                    "after", "limit", "sort", "order", "at", "q", "path", "type", "state", "tag",
                    "person", "page", "width", "mine", "version");

    private final Random random = new Random(20260303);

    private String odd() {
        return ODD[random.nextInt(ODD.length)];
    }

    /** JSON that would fit the type, but that one in five of its parts is odd. */
    private String json(Type type, int depth) {
        if (random.nextInt(5) == 0 || depth > 5) {
            return odd();
        }
        if (type instanceof ParameterizedType generic) {
            boolean list = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
            Type[] inner = generic.getActualTypeArguments();
            String one = json(inner[inner.length - 1], depth + 1);
            return list ? "[" + one + "]" : "{\"amount\":" + one + "}";
        }
        if (!(type instanceof Class<?> plain)) {
            return odd();
        }
        if (plain.isRecord()) {
            List<String> parts = new ArrayList<>();
            for (RecordComponent each : plain.getRecordComponents()) {
                parts.add('"' + each.getName() + "\":" + json(each.getGenericType(), depth + 1));
            }
            return "{" + String.join(",", parts) + "}";
        }
        if (plain.isEnum()) {
            return '"'
                    + plain.getEnumConstants()[0].toString().toLowerCase(java.util.Locale.ROOT)
                    + '"';
        }
        return switch (plain.getSimpleName()) {
            case "String" -> "\"x\"";
            case "Boolean", "boolean" -> "true";
            case "Instant" -> "\"2026-03-04T00:00:00Z\"";
            case "LocalDate" -> "\"2026-03-04\"";
            case "Object" -> "\"x\"";
            default -> "1";
        };
    }

    private static String path(Route route, long document, long dossier) {
        String path = route.path();
        String id = path.contains("/documents/") ? "" + document : "" + dossier;
        return path.replace("{id}", id).replaceAll("\\{[a-z]+}", "1");
    }

    @Test
    void oddBodiesAreRefusedNotStumbledOver(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        List<String> broken = new ArrayList<>();
        int asked = 0;
        try (DocumentSite site = new DocumentSite(folder, clock)) {
            long document = site.put("/letter.txt", "the answer");
            for (Route route : site.routes()) {
                Class<?> takes = route.takes();
                if (takes == null) {
                    continue;
                }
                for (int i = 0; i < BODIES; i++) {
                    String body = i < 3 ? odd() : json(takes, 0);
                    HttpResponse<byte[]> answer =
                            site.send(
                                    site.request(
                                                    CHIEF,
                                                    path(route, document, site.dossier),
                                                    "Content-Type",
                                                    "application/json")
                                            .method(
                                                    route.verb().name(),
                                                    BodyPublishers.ofString(body))
                                            .build());
                    asked++;
                    note(broken, route, body, answer);
                }
            }
        }
        System.out.println("odd bodies: " + asked);
        assertThat(asked).isGreaterThan(500);
        assertThat(broken).isEmpty();
    }

    private static void note(
            List<String> broken, Route route, String sent, HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 500) {
            String shown = sent.length() > 300 ? sent.substring(0, 300) : sent;
            broken.add(route.verb() + " " + route.path() + " " + shown + ": " + text(answer));
        }
    }

    @Test
    void oddQuestionsAreRefusedNotStumbledOver(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        List<String> broken = new ArrayList<>();
        try (DocumentSite site = new DocumentSite(folder, clock)) {
            long document = site.put("/letter.txt", "the answer");
            for (Route route : site.routes()) {
                if (route.verb() != Route.Verb.GET || route.path().startsWith("/dav")) {
                    continue;
                }
                for (int i = 0; i < BODIES; i++) {
                    StringBuilder query = new StringBuilder("?x=1");
                    for (String name : QUERIES) {
                        if (random.nextInt(4) == 0) {
                            String value = ODD_WORDS[random.nextInt(ODD_WORDS.length)];
                            query.append('&').append(name).append('=').append(encoded(value));
                        }
                    }
                    for (String sort : List.of("", "&sort=created", "&sort=title&order=size")) {
                        String asked = query + sort;
                        HttpResponse<byte[]> answer =
                                site.ask(
                                        CHIEF,
                                        "GET",
                                        path(route, document, site.dossier) + asked,
                                        null);
                        note(broken, route, asked, answer);
                        if (i > 8) {
                            break;
                        }
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void aListWithNothingInItIsSaidByItsPlace(@TempDir Path folder) throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-03-03T10:00:00Z"));
        try (DocumentSite site = new DocumentSite(folder, clock)) {
            String grants = "/api/dossiers/" + site.dossier + "/grants";
            List<Object> items = new ArrayList<>();
            items.add(null);
            HttpResponse<byte[]> answer = site.ask(CHIEF, "PUT", grants, Map.of("items", items));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).contains("items[0]");
            answer =
                    site.ask(
                            CHIEF,
                            "POST",
                            "/api/dossiers/" + site.dossier + "/notes",
                            Map.of("text", "a\0b"));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(text(answer)).contains("\"field\":\"text\"");
        }
    }
}
