package relais.meter.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.HostWatch.Heard;

/** What keeps news back at one moment. Pure. */
final class Holding {
    private final List<Silence> silences;
    private final List<Silences.Behind> dependencies;
    private final Map<String, Seen> hosts;
    private final Set<RuleOnHost> firing;
    private final Instant now;

    /**
     * A host at that moment.
     *
     * @param groups that it is in
     */
    record Seen(Heard heard, Set<Long> groups) {
        private static final Seen NOT = new Seen(Heard.WELL, Set.of());
    }

    private record RuleOnHost(long rule, String host) {}

    /**
     * @param hosts by name
     */
    Holding(
            List<Silence> silences,
            List<Silences.Behind> dependencies,
            Map<String, Seen> hosts,
            List<Alert> open,
            Instant now) {
        this.silences = silences;
        this.dependencies = dependencies;
        this.hosts = hosts;
        this.now = now;
        this.firing =
                open.stream()
                        .filter(alert -> alert.standing().firing() && alert.ruleId() != null)
                        .map(alert -> new RuleOnHost(alert.ruleId(), alert.host()))
                        .collect(Collectors.toSet());
    }

    /** Why nobody is told of it now; null when they are. */
    @Nullable String why(Alert alert, Subject.Duty duty) {
        Set<Long> groups = hosts.getOrDefault(alert.host(), Seen.NOT).groups();
        for (Silence silence : silences) {
            if (silence.covers(alert.host(), groups, alert.title(), now)) {
                return silence.code();
            }
        }
        boolean dependent =
                duty.dependsOn().stream().anyMatch(rule -> fires(rule, alert.host()))
                        || isBehindAQuietOne(alert.host());
        return dependent ? "dependency" : null;
    }

    /** On the same host, or on none in particular. */
    private boolean fires(long rule, String host) {
        return firing.contains(new RuleOnHost(rule, host))
                || firing.contains(new RuleOnHost(rule, ""));
    }

    private boolean isBehindAQuietOne(String host) {
        if (host.isEmpty()) {
            return false;
        }
        for (Silences.Behind each : dependencies) {
            Heard heard = hosts.getOrDefault(each.behind(), Seen.NOT).heard();
            boolean quiet = heard == Heard.SILENT || heard == Heard.LATE;
            if (quiet && !each.behind().equals(host) && each.hosts().matches(host)) {
                return true;
            }
        }
        return false;
    }
}
