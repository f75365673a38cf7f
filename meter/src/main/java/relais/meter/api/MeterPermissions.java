package relais.meter.api;

import java.util.List;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;

/** What the meter's endpoints need. Which hosts are seen with it, a user's groups say. */
public final class MeterPermissions {
    public static final Permission HOSTS_READ = new Permission("hosts.read");
    public static final Permission HOSTS_EDIT = new Permission("hosts.edit");
    public static final Permission DASHBOARDS_EDIT = new Permission("dashboards.edit");
    public static final Permission ALERTS_EDIT = new Permission("alerts.edit");
    public static final Permission ALERTS_ACKNOWLEDGE = new Permission("alerts.acknowledge");
    public static final Permission METRICS_READ = new Permission("metrics.read");
    public static final Permission METRICS_WRITE = new Permission("metrics.write");

    public static final List<GrantablePermission> ALL =
            List.of(
                    new GrantablePermission(HOSTS_READ, "See hosts, graphs, dashboards, alerts"),
                    new GrantablePermission(HOSTS_EDIT, "Pair, rename, group and forget hosts"),
                    new GrantablePermission(DASHBOARDS_EDIT, "Make and change dashboards, events"),
                    new GrantablePermission(ALERTS_EDIT, "Change rules, silences, who is on call"),
                    new GrantablePermission(
                            ALERTS_ACKNOWLEDGE, "Say that one looks after an alert"),
                    new GrantablePermission(METRICS_READ, "Ask for series in PromQL"),
                    new GrantablePermission(METRICS_WRITE, "Bring in series of other programs"));

    private MeterPermissions() {}
}
