package relais.voice.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;
import relais.voice.message.Waiting;

/** Lists and searches the inbox. */
public final class InboxList {
    /** Of callers who see some people only, so many of the newest messages are looked through. */
    private static final int LOOKED_AT = 5_000;

    private final Database database;

    public InboxList(Database database) {
        this.database = database;
    }

    /** A page of messages, newest first. */
    public List<InboxItem> list(Sight sight, InboxQuery query) {
        return database.inTransaction(
                tx -> items(tx, sight, new InboxSearch(tx, sight, query).ids()));
    }

    /** How many open messages this caller has. */
    public Waiting waiting(Sight sight) {
        return database.with(handle -> waiting(handle, sight));
    }

    private static Waiting waiting(Handle handle, Sight sight) {
        int look = sight.everyone() ? Waiting.MOST + 1 : LOOKED_AT;
        return handle.createQuery(
                        """
                        select count(*) as looked, count(*) filter (where %s) as waiting
                        from (select contact_id from voice_message
                            where inbox = 1 order by id desc limit :look) m
                        """
                                .formatted(sight.condition("m.contact_id")))
                .bind("look", look)
                .bind("sight", sight.groupIds())
                .map(
                        (row, context) -> {
                            Waiting waiting = Waiting.of(row.getLong("waiting"));
                            return row.getLong("looked") < look
                                    ? waiting
                                    : new Waiting(waiting.count(), true);
                        })
                .one();
    }

    private static List<InboxItem> items(Handle tx, Sight sight, List<Long> ids) {
        return tx.createQuery(
                        """
                        select m.id, m.contact_id, m.text, m.at, m.inbox, m.inbox_kind, m.poll_id,
                            c.name, c.address, c.place, p.name as poll_name
                        from voice_message m
                        join voice_contact c on c.id = m.contact_id
                        left join voice_poll p on p.id = m.poll_id
                        where m.id = any(:ids)
                        order by m.id desc
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .map((row, context) -> item(row, sight))
                .list();
    }

    private static InboxItem item(ResultSet row, Sight sight) throws SQLException {
        String address = sight.shown(row.getString("address"));
        String name = row.getString("name");
        return new InboxItem(
                row.getLong("id"),
                row.getLong("contact_id"),
                name == null ? address : name,
                address,
                row.getString("place"),
                row.getString("text"),
                row.getTimestamp("at").toInstant(),
                Inbox.of(row.getInt("inbox")).name().toLowerCase(Locale.ROOT),
                Inbox.Kind.of(row.getInt("inbox_kind")).name().toLowerCase(Locale.ROOT),
                row.getObject("poll_id", Long.class),
                row.getString("poll_name"));
    }
}
