package relais.meter.collecting;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.agent.reading.Graph;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/**
 * Hosts whose history is brought from elsewhere. One that was not known has no agent, and no key
 * fits it; an agent that is paired under its name takes it over, history included.
 */
public final class HistoryHosts {
    /** Hosts of one import are made one by one; two at once with the same name are one. */
    private static final int LONGEST_TITLE = 200;

    private final Database database;
    private final Descriptions descriptions;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public HistoryHosts(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.descriptions = new Descriptions(database, live);
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** What becomes of a description. */
    public sealed interface Result {
        /** The host's name here. */
        record Known(String host) implements Result {}

        record Refused(String reason) implements Result {}
    }

    /**
     * Makes the host where it is not there, and keeps what is said of its graphs unless an agent
     * said something of them.
     *
     * @param writtenAt when the description was written where it comes from
     */
    public Result describe(Caller caller, String called, List<Graph> graphs, Instant writtenAt) {
        String name = Pairings.name(called);
        if (name.isEmpty()) {
            return new Result.Refused("a host has a name");
        }
        Member member = database.inTransaction(tx -> member(tx, caller, name, called));
        return descriptions
                .keep(member, graphs, told(writtenAt))
                .<Result>map(Result.Refused::new)
                .orElse(new Result.Known(name));
    }

    /** In the order of writing, and before anything that an agent can have said. */
    private static Instant told(Instant writtenAt) {
        return Instant.ofEpochMilli(Math.max(0, writtenAt.getEpochSecond()));
    }

    private Member member(Handle tx, Caller caller, String name, String title) {
        Optional<Long> made =
                tx.createQuery(
                                """
                                insert into meter_host (name, title, key, paired_at, revoked_at)
                                values (:name, :title, '', :now, :now)
                                on conflict (name) do nothing returning id
                                """)
                        .bind("name", name)
                        .bind("title", Pairings.cut(title, LONGEST_TITLE))
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .findOne();
        made.ifPresent(
                id -> {
                    audit.record(tx, caller, "host.import", "host:" + id, Map.of("name", name));
                    live.changed(tx, "hosts");
                });
        return Members.any(tx, name);
    }

    /** The host of that name, whether it has an agent or not. */
    public Optional<String> find(String called) {
        String name = Pairings.name(called);
        return database.with(
                handle ->
                        handle.createQuery("select name from meter_host where name = :name")
                                .bind("name", name)
                                .mapTo(String.class)
                                .findOne());
    }
}
