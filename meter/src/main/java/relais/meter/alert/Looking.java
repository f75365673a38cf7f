package relais.meter.alert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was looked at. A scope that was looked at wholly tells something also of the alerts in it
 * that were not seen: what they were about is gone.
 */
final class Looking {
    private final List<Judged> judged = new ArrayList<>();
    private final Set<String> scopes = new HashSet<>();

    void saw(List<Judged> more) {
        judged.addAll(more);
    }

    void wholly(String scope) {
        scopes.add(scope);
    }

    List<Judged> judged() {
        return judged;
    }

    boolean wasLookedAt(Alert alert) {
        return scopes.contains(scopeOf(alert));
    }

    static String hosts() {
        return "hosts";
    }

    static String thresholds(String host) {
        return "thresholds:" + host;
    }

    static String stops(String host) {
        return "stops:" + host;
    }

    static String rule(long id) {
        return "rule:" + id;
    }

    private static String scopeOf(Alert alert) {
        return switch (alert.kind()) {
            case HOST_SILENT -> hosts();
            case THRESHOLD -> thresholds(alert.host());
            case GRAPH_STOPPED -> stops(alert.host());
            case RULE -> "rule:" + alert.ruleId();
        };
    }
}
