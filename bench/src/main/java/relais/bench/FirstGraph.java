package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** How soon a new folder shows the machine that it is on, without a line of configuration. */
final class FirstGraph {
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String PASSWORD = "the first quarter minute";

    /** A graph of the built-in plugins, and what its page asks for. */
    private static final String NAME = "host/memory";

    private FirstGraph() {}

    /**
     * Milliseconds to the first values of a graph over the API, counted from the first answer of
     * {@code /live} and from the command; a database is made in between.
     */
    static Map<String, Double> measure(Path launcher, Path folder, InstantSource clock)
            throws IOException, SQLException, InterruptedException {
        long asked = System.nanoTime();
        try (Product product =
                Product.start(launcher, Files.createDirectories(folder.resolve("first")))) {
            product.awaitLive();
            long alive = System.nanoTime();
            try (Visitor visitor = new Visitor(product.console())) {
                visitor.setUp(product.setupToken(), PASSWORD);
                if (!Patience.await(MOST, LOOK, () -> shows(visitor, clock))) {
                    throw new IOException("no graph within " + MOST);
                }
            }
            long shown = System.nanoTime();
            return Map.of(
                    "first_graph_ms",
                    (shown - alive) / 1e6,
                    "first_graph_from_command_ms",
                    (shown - asked) / 1e6);
        }
    }

    private static boolean shows(Visitor visitor, InstantSource clock)
            throws IOException, InterruptedException {
        JsonNode graphs = visitor.get("/api/graphs?name=" + Visitor.encoded(NAME)).path("items");
        if (graphs.isEmpty()) {
            return false;
        }
        long now = clock.millis();
        JsonNode data =
                visitor.get(
                        "/api/graphs/%d/data?from=%d&to=%d&points=400"
                                .formatted(
                                        graphs.get(0).path("id").asLong(),
                                        now - Duration.ofHours(1).toMillis(),
                                        now));
        for (JsonNode field : data.path("fields")) {
            for (JsonNode value : field.path("average")) {
                if (value.isNumber()) {
                    return true;
                }
            }
        }
        return false;
    }
}
