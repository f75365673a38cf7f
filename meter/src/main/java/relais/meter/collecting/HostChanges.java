package relais.meter.collecting;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Host;
import relais.meter.host.SeriesLabels;
import relais.meter.store.Stores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** What people decide about a host that they may see: its title and groups, its key, its end. */
public final class HostChanges {
    private static final int LONGEST_TITLE = 200;

    private final Database database;
    private final Stores stores;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public HostChanges(
            Database database, Stores stores, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.stores = stores;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /**
     * What may be said of a host.
     *
     * @param groups its only ones among those that the caller sees; null leaves them
     */
    public record Wanted(String title, @Nullable List<Long> groups) {}

    /** False for a title that is none, or a group that the caller does not see. */
    public boolean change(Caller caller, Host host, Wanted wanted) {
        String title = wanted.title().replaceAll("\\p{Cntrl}", " ").strip();
        List<Long> groups = wanted.groups();
        if (title.isEmpty()
                || title.length() > LONGEST_TITLE
                || groups != null
                        && !caller.allHosts()
                        && !caller.hostGroups().containsAll(groups)) {
            return false;
        }
        database.useTransaction(
                tx -> {
                    tx.execute("update meter_host set title = ? where id = ?", title, host.id());
                    if (groups != null) {
                        put(tx, caller, host.id(), groups.toArray(Long[]::new));
                    }
                    audit.record(tx, caller, "host.change", subject(host), wanted);
                    changed(tx, host);
                });
        return true;
    }

    private static void put(Handle tx, Caller caller, long host, Long[] groups) {
        tx.createUpdate(
                        """
                        delete from meter_host_in_group
                        where host_id = :host and not group_id = any(:groups)
                          and (:all or group_id = any(:own))
                        """)
                .bind("host", host)
                .bind("groups", groups)
                .bind("all", caller.allHosts())
                .bindArray("own", Long.class, caller.hostGroups())
                .execute();
        tx.createUpdate(
                        """
                        insert into meter_host_in_group (host_id, group_id)
                        select :host, id from meter_host_group where id = any(:groups)
                        on conflict do nothing
                        """)
                .bind("host", host)
                .bind("groups", groups)
                .execute();
    }

    /** Its agent is refused from now on; its history stays, and it can be paired anew. */
    public void revoke(Caller caller, Host host) {
        database.useTransaction(
                tx -> {
                    tx.createUpdate("update meter_host set revoked_at = :now where id = :id")
                            .bind("now", clock.instant())
                            .bind("id", host.id())
                            .execute();
                    audit.record(tx, caller, "host.revoke", subject(host), Map.of());
                    changed(tx, host);
                });
    }

    /**
     * Takes it out of the directory with its graphs.
     *
     * @param history whether its measurements are erased as well
     */
    public void forget(Caller caller, Host host, boolean history) {
        database.useTransaction(
                tx -> {
                    tx.execute("delete from meter_host where id = ?", host.id());
                    audit.record(
                            tx,
                            caller,
                            "host.forget",
                            subject(host),
                            Map.of("name", host.name(), "history", history ? "erased" : "kept"));
                    changed(tx, host);
                });
        if (history) {
            stores.forget(SeriesLabels.owner(host.name()));
        }
    }

    private static String subject(Host host) {
        return "host:" + host.id();
    }

    private void changed(Handle tx, Host host) {
        live.changed(tx, "hosts");
        live.changed(tx, "host:" + host.id());
        Members.changed(tx, live);
    }
}
