package relais.voice.poll;

import org.jdbi.v3.core.Handle;

/** Reads how far a poll's sending is, from counters and the index of those still waiting. */
public final class ProgressTable {
    private ProgressTable() {}

    public static Progress of(Handle handle, Poll poll) {
        return handle.createQuery(
                        """
                        with done as (
                            select coalesce(sum(messages) filter (where status = 0), 0) as queued,
                                coalesce(sum(messages) filter (where status = 1), 0) as sent,
                                coalesce(sum(messages) filter (where status = 2), 0) as delivered,
                                coalesce(sum(messages) filter (where status = 3), 0) as failed,
                                coalesce(sum(messages) filter (where status = 4), 0) as uncertain
                            from voice_sending_tally where poll_id = :poll
                        )
                        select done.*, (select count(*) from voice_recipient
                            where poll_id = :poll and state = 0) as remaining
                        from done
                        """)
                .bind("poll", poll.id())
                .map(
                        (row, context) ->
                                new Progress(
                                        poll.asked(),
                                        row.getLong("queued"),
                                        row.getLong("sent"),
                                        row.getLong("delivered"),
                                        row.getLong("failed"),
                                        row.getLong("uncertain"),
                                        row.getLong("remaining")))
                .one();
    }
}
