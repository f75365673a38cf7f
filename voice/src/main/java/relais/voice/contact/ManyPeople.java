package relais.voice.contact;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;

/** Puts many people into a group, takes them out, or stops writing to them. */
public final class ManyPeople {
    /** A transaction of some ten milliseconds; their ids still fit one audit entry. */
    public static final int MOST = 1_000;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;

    public ManyPeople(Database database, Audit audit, LiveFeed live, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** Who is meant: at most {@link #MOST} ids, or the first that a question finds. */
    public sealed interface Whom {
        record These(List<Long> ids) implements Whom {}

        record Found(PeopleQuery query) implements Whom {}
    }

    /**
     * What became of it.
     *
     * @param ids the people for whom something changed
     * @param kept members who stay because the caller sees them by this group alone
     * @param next after whom to go on; null when all who were meant are done
     */
    public record Changed(List<Long> ids, long kept, @Nullable String next) {}

    private record Meant(List<Long> ids, @Nullable String next) {}

    /** Empty when there is no such group for this caller. */
    public Optional<Changed> join(Caller caller, long group, Whom whom) {
        return database.inTransaction(
                tx -> {
                    Sight sight = Sight.of(caller);
                    if (!Groups.exist(tx, sight, Set.of(group))) {
                        return Optional.empty();
                    }
                    Meant meant = meant(tx, sight, whom);
                    List<Long> joined = join(tx, sight, group, meant.ids());
                    told(tx, caller, "contact-group.join", "contact-group:" + group, joined);
                    return Optional.of(new Changed(joined, 0, meant.next()));
                });
    }

    /** Empty when there is no such group for this caller. Nobody leaves the caller's sight. */
    public Optional<Changed> leave(Caller caller, long group, Whom whom) {
        return database.inTransaction(
                tx -> {
                    Sight sight = Sight.of(caller);
                    if (!Groups.exist(tx, sight, Set.of(group))) {
                        return Optional.empty();
                    }
                    Meant meant = meant(tx, sight, whom);
                    List<Long> left = leave(tx, sight, group, meant.ids());
                    long kept = sight.everyone() ? 0 : members(tx, group, meant.ids());
                    told(tx, caller, "contact-group.leave", "contact-group:" + group, left);
                    return Optional.of(new Changed(left, kept, meant.next()));
                });
    }

    /** Nothing is sent to them any more. */
    public Changed stop(Caller caller, Whom whom) {
        return database.inTransaction(
                tx -> {
                    Sight sight = Sight.of(caller);
                    Meant meant = meant(tx, sight, whom);
                    List<Long> stopped = stop(tx, sight, meant.ids());
                    told(tx, caller, "contact.stop", "contacts:" + stopped.size(), stopped);
                    return new Changed(stopped, 0, meant.next());
                });
    }

    private static Meant meant(Handle tx, Sight sight, Whom whom) {
        return switch (whom) {
            case Whom.These these -> new Meant(these.ids(), null);
            case Whom.Found found -> {
                List<Long> ids =
                        new PeopleFilter(tx, sight, found.query())
                                .select(tx, "c.id")
                                .mapTo(Long.class)
                                .list();
                boolean more = ids.size() == found.query().limit();
                yield new Meant(ids, more ? Long.toString(ids.getLast()) : null);
            }
        };
    }

    private static List<Long> join(Handle tx, Sight sight, long group, List<Long> ids) {
        return tx.createQuery(
                        """
                        insert into voice_contact_group (contact_id, group_id)
                        select c.id, :group from voice_contact c
                        where c.id = any(:ids) and %s
                        on conflict do nothing
                        returning contact_id
                        """
                                .formatted(sight.condition("c.id")))
                .bind("group", group)
                .bind("ids", ids.toArray(Long[]::new))
                .bind("sight", sight.groupIds())
                .mapTo(Long.class)
                .list();
    }

    private static List<Long> leave(Handle tx, Sight sight, long group, List<Long> ids) {
        return tx.createQuery(
                        """
                        delete from voice_contact_group g
                        where g.group_id = :group and g.contact_id = any(:ids)
                            and (:everyone or exists (select 1 from voice_contact_group other
                                where other.contact_id = g.contact_id
                                    and other.group_id <> :group
                                    and other.group_id = any(:sight)))
                        returning g.contact_id
                        """)
                .bind("group", group)
                .bind("ids", ids.toArray(Long[]::new))
                .bind("everyone", sight.everyone())
                .bind("sight", sight.groupIds())
                .mapTo(Long.class)
                .list();
    }

    private static long members(Handle tx, long group, List<Long> ids) {
        return tx.createQuery(
                        """
                        select count(*) from voice_contact_group
                        where group_id = :group and contact_id = any(:ids)
                        """)
                .bind("group", group)
                .bind("ids", ids.toArray(Long[]::new))
                .mapTo(Long.class)
                .one();
    }

    private List<Long> stop(Handle tx, Sight sight, List<Long> ids) {
        // Locked by id, as incoming batches do: two that change the same people never cross.
        return tx.createQuery(
                        """
                        with these as (
                            select c.id from voice_contact c
                            where c.id = any(:ids) and c.stopped_at is null and %s
                            order by c.id for update of c
                        )
                        update voice_contact c set stopped_at = :at
                        from these where c.id = these.id
                        returning c.id
                        """
                                .formatted(sight.condition("c.id")))
                .bind("ids", ids.toArray(Long[]::new))
                .bind("at", clock.instant())
                .bind("sight", sight.groupIds())
                .mapTo(Long.class)
                .list();
    }

    private void told(Handle tx, Caller caller, String action, String subject, List<Long> ids) {
        if (!ids.isEmpty()) {
            audit.record(tx, caller, action, subject, Map.of("people", ids.size(), "ids", ids));
            live.changed(tx, "people");
        }
    }
}
