package relais.meter.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Policy;

/**
 * A thing that is watched.
 *
 * @param key names it for ever: two alerts of one key never go on at once
 * @param ruleId of the rule that watches it; null for none
 * @param labels of the rule's series, for its message
 * @param duty how patient it is and whom it concerns
 */
public record Subject(
        String key,
        Kind kind,
        @Nullable Long ruleId,
        Place place,
        String title,
        Map<String, String> labels,
        Duty duty) {

    /**
     * Where it is.
     *
     * @param host the label; empty where a rule's series have none
     * @param graph its title
     */
    public record Place(
            String host, @Nullable Long graphId, @Nullable String graph, @Nullable String field) {
        static Place ofHost(String host) {
            return new Place(host, null, null, null);
        }
    }

    /**
     * @param onCall groups on call, by id; none: all
     * @param dependsOn rules that hold it back while they fire
     */
    public record Duty(Policy policy, List<Long> onCall, List<Long> dependsOn) {
        static final Duty USUAL = new Duty(Policy.AT_ONCE, List.of(), List.of());
    }
}
