package relais.meter.dashboard;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a dashboard.
 *
 * @param id unique in its dashboard
 * @param graph one graph, by number; or
 * @param hosts the hosts of a pattern, and
 * @param graphName their graphs of a pattern
 * @param query PromQL
 * @param width twelfths of the page
 * @param height pixels
 */
public record Panel(
        long id,
        String title,
        Kind kind,
        @Nullable Long graph,
        @Nullable String hosts,
        @Nullable String graphName,
        @Nullable String query,
        @Nullable String text,
        int width,
        int height) {
    /** What a panel shows. */
    public enum Kind {
        GRAPH,
        QUERY,
        TEXT,
        STATE;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String code) {
            for (Kind each : values()) {
                if (each.code().equals(code)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /** As high as graphs usually are. */
    static final int USUAL_HEIGHT = 300;

    static Panel ofGraph(long id, String title, long graph) {
        return new Panel(id, title, Kind.GRAPH, graph, null, null, null, null, 6, USUAL_HEIGHT);
    }

    Panel numbered(long number) {
        return new Panel(number, title, kind, graph, hosts, graphName, query, text, width, height);
    }
}
