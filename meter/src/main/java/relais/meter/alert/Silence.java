package relais.meter.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Window;
import relais.meter.pattern.NamePattern;
import relais.platform.identity.Caller;

/**
 * A time during which nobody is told of some alerts: a silence, or a maintenance window.
 *
 * @param limits the groups of hosts to which its maker is limited; null for who sees all
 */
public record Silence(
        long id,
        NamePattern hosts,
        NamePattern title,
        Window window,
        String why,
        String by,
        @Nullable Set<Long> limits) {

    /**
     * @param groups those that the host is in
     */
    boolean covers(String host, Set<Long> groups, String alertTitle, Instant now) {
        return window.covers(now)
                && hosts.matches(host)
                && title.matches(alertTitle)
                && (limits == null || !Collections.disjoint(limits, groups));
    }

    /** Whether the caller could have made it: so far he may see it, and end it. */
    boolean isWithin(Caller caller) {
        return caller.allHosts() || limits != null && caller.hostGroups().containsAll(limits);
    }

    /** Why an alert is held back: what comes again was planned. */
    String code() {
        return window.repeat() == Window.Repeat.ONCE ? "silence" : "maintenance";
    }
}
