package relais.meter.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Policy;
import relais.meter.alert.state.Severity;

/**
 * What somebody wants to be told of.
 *
 * @param problem why its query could not be answered the last time; null where it could
 */
public record Rule(long id, Form form, @Nullable String problem, String madeBy) {

    /**
     * As people write it.
     *
     * @param query PromQL; each series of its answer is an alert
     * @param hold seconds
     * @param keep seconds
     * @param message by language; with {@code {value}}, {@code {host}} and other labels in braces
     * @param groups of hosts, by id; none: all
     * @param dependsOn rules, by id
     * @param onCall groups on call, by id; none: all
     */
    public record Form(
            String name,
            String query,
            int hold,
            int keep,
            Severity severity,
            Map<String, String> message,
            List<Long> groups,
            List<Long> dependsOn,
            List<Long> onCall) {
        public Form {
            message = Map.copyOf(message);
            groups = List.copyOf(groups);
            dependsOn = List.copyOf(dependsOn);
            onCall = List.copyOf(onCall);
        }
    }

    Subject.Duty duty() {
        return new Subject.Duty(
                new Policy(Duration.ofSeconds(form.hold()), Duration.ofSeconds(form.keep())),
                form.onCall(),
                form.dependsOn());
    }
}
