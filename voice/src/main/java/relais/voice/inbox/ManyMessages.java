package relais.voice.inbox;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;

/** Ticks off and reopens many messages at once, of those the caller may see. */
public final class ManyMessages {
    /** A transaction of some ten milliseconds; their ids still fit one audit entry. */
    public static final int MOST = 1_000;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;

    public ManyMessages(Database database, Audit audit, LiveFeed live) {
        this.database = database;
        this.audit = audit;
        this.live = live;
    }

    /**
     * What became of it.
     *
     * @param ids the messages that changed; the others were so already, or are not the caller's
     * @param next after which message to go on; null when all that were meant are done
     */
    public record Moved(List<Long> ids, @Nullable String next) {}

    /** Moves those of {@code ids}, at most {@link #MOST}, that stand in {@code from}. */
    public Moved move(Caller caller, List<Long> ids, Inbox from) {
        return database.inTransaction(tx -> new Moved(moved(tx, caller, ids, from), null));
    }

    /** Moves the first that {@code query} finds; its only state is where they stand now. */
    public Moved moveFound(Caller caller, InboxQuery query) {
        return database.inTransaction(
                tx -> {
                    List<Long> found = new InboxSearch(tx, Sight.of(caller), query).ids();
                    List<Long> ids = moved(tx, caller, found, query.states().getFirst());
                    boolean more = found.size() == query.limit();
                    return new Moved(ids, more ? Long.toString(found.getLast()) : null);
                });
    }

    private List<Long> moved(Handle tx, Caller caller, List<Long> ids, Inbox from) {
        Sight sight = Sight.of(caller);
        Inbox to = from == Inbox.OPEN ? Inbox.DONE : Inbox.OPEN;
        List<Long> moved =
                tx.createQuery(
                                """
                                update voice_message m set inbox = :to
                                where m.id = any(:ids) and m.inbox = :from and m.direction = 0
                                    and %s
                                returning m.id
                                """
                                        .formatted(sight.condition("m.contact_id")))
                        .bind("to", to.ordinal())
                        .bind("ids", ids.toArray(Long[]::new))
                        .bind("from", from.ordinal())
                        .bind("sight", sight.groupIds())
                        .mapTo(Long.class)
                        .list();
        if (!moved.isEmpty()) {
            String action = to == Inbox.DONE ? "inbox.done" : "inbox.reopen";
            audit.record(tx, caller, action, "messages:" + moved.size(), Map.of("ids", moved));
            live.changed(tx, "inbox");
        }
        return moved;
    }
}
