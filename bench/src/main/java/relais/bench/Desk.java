package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Where files are put in: the first user's token and a dossier.
 *
 * @param token of {@link #PERMISSIONS}
 */
record Desk(String token, long dossier) {
    static final String PASSWORD = "a gigabyte before noon";
    private static final List<String> PERMISSIONS =
            List.of("records.read", "records.edit", "records.all");

    /** Makes the first user of a product that has none. */
    static Desk open(Product product) throws Exception {
        try (Visitor visitor = new Visitor(product.console())) {
            visitor.setUp(product.setupToken(), PASSWORD);
            String until = InstantSource.system().instant().plus(Duration.ofDays(1)).toString();
            JsonNode token =
                    visitor.change(
                            "/api/tokens",
                            Map.of(
                                    "name",
                                    "bench",
                                    "permissions",
                                    PERMISSIONS,
                                    "expiresAt",
                                    until));
            long type = type(visitor, "bench", "B", List.of(), List.of());
            long dossier =
                    visitor.change(
                                    "/api/dossiers",
                                    Map.of("type", type, "title", "Bench", "fields", Map.of()))
                            .path("id")
                            .asLong();
            return new Desk(token.path("secret").asText(), dossier);
        }
    }

    /** A type of dossiers with two states. */
    static long type(Visitor visitor, String key, String letter, List<?> fields, List<?> grants)
            throws IOException, InterruptedException {
        return visitor.change(
                        "/api/dossier-types",
                        Map.of(
                                "key",
                                key,
                                "name",
                                Map.of("en", key),
                                "number",
                                letter + "-{year}-{n:5}",
                                "fields",
                                fields,
                                "states",
                                List.of(state("open", false), state("closed", true)),
                                "initial",
                                "open",
                                "transitions",
                                List.of(),
                                "grants",
                                grants))
                .path("id")
                .asLong();
    }

    private static Map<String, ?> state(String key, boolean closed) {
        return Map.of("key", key, "label", Map.of("en", key), "closed", closed);
    }
}
