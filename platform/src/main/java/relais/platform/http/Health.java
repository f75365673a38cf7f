package relais.platform.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import relais.platform.identity.Permission;
import relais.platform.metrics.Metrics;

/** The addresses that supervisors and Prometheus ask: /live, /ready, /metrics. */
public final class Health {
    private final List<Check> checks;
    private final Metrics metrics;
    private final Permission mayReadMetrics;

    /**
     * Something this process needs.
     *
     * @param name a word, such as {@code database}
     * @param trouble empty when it is well, else a few words that hold no secret; must be quick
     */
    public record Check(String name, Supplier<Optional<String>> trouble) {}

    /** What /ready says of each check: {@code ok} or its trouble. */
    public record Readiness(boolean ready, Map<String, String> checks) {}

    public Health(List<Check> checks, Metrics metrics, Permission mayReadMetrics) {
        this.checks = List.copyOf(checks);
        this.metrics = metrics;
        this.mayReadMetrics = mayReadMetrics;
    }

    public List<Route> routes() {
        Access open = new Access.Open("a supervisor asks without signing in; no data in it");
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/live",
                        open,
                        "Whether the process answers at all",
                        null,
                        null,
                        request -> new Answer.Text(200, "text/plain", "alive\n")),
                new Route(
                        Route.Verb.GET,
                        "/ready",
                        open,
                        "Whether everything it needs is there",
                        null,
                        Readiness.class,
                        request -> ready()),
                new Route(
                        Route.Verb.GET,
                        "/metrics",
                        new Access.Needs(mayReadMetrics),
                        "Numbers for Prometheus",
                        null,
                        null,
                        request -> new Answer.Text(200, Metrics.CONTENT_TYPE, metrics.text())));
    }

    private Answer ready() {
        Map<String, String> said = new LinkedHashMap<>();
        boolean ready = true;
        for (Check check : checks) {
            Optional<String> trouble = check.trouble().get();
            ready &= trouble.isEmpty();
            said.put(check.name(), trouble.orElse("ok"));
        }
        return new Answer.Json(ready ? 200 : 503, new Readiness(ready, said));
    }
}
