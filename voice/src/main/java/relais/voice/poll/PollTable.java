package relais.voice.poll;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/** Rows of voice_poll. */
public final class PollTable {
    private static final String COLUMNS =
            "id, state, version, definition, sending, asked, created_at, started_at, closed_at";

    private PollTable() {}

    public static Optional<Poll> find(Handle handle, long id) {
        return handle.createQuery("select " + COLUMNS + " from voice_poll where id = :id")
                .bind("id", id)
                .map(PollTable::poll)
                .findOne();
    }

    /** Like {@link #find}, keeping others from changing it until the transaction ends. */
    static Optional<Poll> lock(Handle tx, long id) {
        return tx.createQuery("select " + COLUMNS + " from voice_poll where id = :id for update")
                .bind("id", id)
                .map(PollTable::poll)
                .findOne();
    }

    static long insert(Handle tx, PollDefinition definition, Instant now) {
        return tx.createQuery(
                        """
                        insert into voice_poll (name, kind, state, definition, created_at)
                        values (:name, :kind, 'DRAFT', :definition::jsonb, :now)
                        returning id
                        """)
                .bind("name", definition.name())
                .bind("kind", definition.kind().name())
                .bind("definition", Json.text(definition))
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    /** Writes everything that changes in a poll's life. */
    static void update(Handle tx, Poll poll) {
        tx.createUpdate(
                        """
                        update voice_poll
                        set name = :name, kind = :kind, state = :state,
                            definition = :definition::jsonb, version = :version,
                            sending = :sending, asked = :asked, started_at = :started,
                            closed_at = :closed
                        where id = :id
                        """)
                .bind("id", poll.id())
                .bind("name", poll.definition().name())
                .bind("kind", poll.definition().kind().name())
                .bind("state", poll.state().name())
                .bind("definition", Json.text(poll.definition()))
                .bind("version", poll.version())
                .bind("sending", poll.sending())
                .bind("asked", poll.asked())
                .bind("started", poll.startedAt())
                .bind("closed", poll.closedAt())
                .execute();
    }

    static void delete(Handle tx, long id) {
        tx.createUpdate("delete from voice_poll where id = :id").bind("id", id).execute();
    }

    /** Newest first, older than {@code before}. */
    static List<PollSummary> list(
            Handle handle, @Nullable PollState state, @Nullable String q, long before, int limit) {
        return handle.createQuery(
                        """
                        select p.id, p.name, p.kind, p.state, p.sending, p.created_at,
                            p.started_at, p.closed_at, p.asked,
                            (select coalesce(sum(t.people), 0) from voice_tally t
                                where t.poll_id = p.id) as answered
                        from voice_poll p
                        where p.id < :before
                            and (:state::text is null or p.state = :state)
                            and (:q::text is null or strpos(lower(p.name), lower(:q)) > 0)
                        order by p.id desc
                        limit :limit
                        """)
                .bind("before", before)
                .bind("state", state == null ? null : state.name())
                .bind("q", q)
                .bind("limit", limit)
                .map(PollTable::summary)
                .list();
    }

    private static Poll poll(ResultSet row, StatementContext context) throws SQLException {
        return new Poll(
                row.getLong("id"),
                PollState.valueOf(row.getString("state")),
                row.getInt("version"),
                definition(row.getString("definition")),
                row.getBoolean("sending"),
                row.getLong("asked"),
                row.getTimestamp("created_at").toInstant(),
                time(row, "started_at"),
                time(row, "closed_at"));
    }

    private static PollSummary summary(ResultSet row, StatementContext context)
            throws SQLException {
        return new PollSummary(
                row.getLong("id"),
                row.getString("name"),
                PollKind.valueOf(row.getString("kind")),
                PollState.valueOf(row.getString("state")),
                row.getBoolean("sending"),
                row.getTimestamp("created_at").toInstant(),
                time(row, "started_at"),
                time(row, "closed_at"),
                row.getLong("asked"),
                row.getLong("answered"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static PollDefinition definition(String json) throws SQLException {
        try {
            return Json.read(json, PollDefinition.class);
        } catch (IOException e) {
            throw new SQLException("voice_poll.definition is not one", e);
        }
    }
}
