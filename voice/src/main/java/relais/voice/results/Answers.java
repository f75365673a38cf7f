package relais.voice.results;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.voice.contact.Sight;

/** Lists a poll's answers, newest first. */
public final class Answers {
    /**
     * Answers looked at for one page. A rare filter over a million answers gives short pages with a
     * cursor to go on from, instead of one slow one.
     */
    static final int LOOKED_AT = 20_000;

    private final Database database;

    public Answers(Database database) {
        this.database = database;
    }

    /** {@code next} is what to ask for next as {@code before}; null at the end. */
    public record Page(List<AnswerItem> items, @Nullable Long next) {}

    public Page list(AnswerQuery query, Sight sight, int limit) {
        return database.with(handle -> list(handle, query, sight, limit));
    }

    private static Page list(Handle handle, AnswerQuery query, Sight sight, int limit) {
        List<AnswerItem> items =
                handle.createQuery(
                                """
                                select a.*, m.text, c.name, c.address
                                from (select * from voice_answer
                                    where poll_id = :poll and id < :before
                                    order by id desc limit :look) a
                                join voice_message m on m.id = a.message_id
                                join voice_contact c on c.id = a.contact_id
                                where (a.undone_at is not null) = :undone
                                    and (:category::text is null
                                        or coalesce(a.category, '') = :category)
                                    and (:place::text is null or coalesce(a.place, '') = :place)
                                    and (:words::text is null or strpos(
                                        voice_fold(m.text), voice_fold(:words)) > 0)
                                    and %s
                                order by a.id desc
                                limit :limit
                                """
                                        .formatted(sight.condition("a.contact_id")))
                        .bind("poll", query.pollId())
                        .bind("before", query.before())
                        .bind("look", LOOKED_AT)
                        .bind("undone", query.undone())
                        .bind("category", query.category())
                        .bind("place", query.place())
                        .bind("words", query.words())
                        .bind("sight", sight.groupIds())
                        .bind("limit", limit)
                        .map((row, context) -> item(row, sight))
                        .list();
        if (items.size() == limit) {
            return new Page(items, items.getLast().id());
        }
        return new Page(items, lastLookedAt(handle, query));
    }

    private static @Nullable Long lastLookedAt(Handle handle, AnswerQuery query) {
        return handle.createQuery(
                        """
                        select id from voice_answer
                        where poll_id = :poll and id < :before
                        order by id desc offset :look limit 1
                        """)
                .bind("poll", query.pollId())
                .bind("before", query.before())
                .bind("look", LOOKED_AT - 1)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }

    private static AnswerItem item(ResultSet row, Sight sight) throws SQLException {
        String name = row.getString("name");
        return new AnswerItem(
                row.getLong("id"),
                row.getLong("contact_id"),
                name == null || name.isBlank() ? sight.shown(row.getString("address")) : name,
                row.getString("place"),
                row.getString("text"),
                row.getString("category"),
                row.getBigDecimal("number"),
                row.getBoolean("manual"),
                row.getDouble("confidence"),
                row.getBoolean("counted"),
                row.getBoolean("late"),
                row.getTimestamp("undone_at") != null,
                row.getTimestamp("received_at").toInstant(),
                row.getLong("message_id"));
    }
}
