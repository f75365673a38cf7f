package relais.voice.poll;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.voice.contact.Sight;

/**
 * Totals of those people alone whom a caller of limited sight sees, counted from their own rows:
 * the live counters know no groups. The time grows with the people in the caller's groups.
 */
public final class SeenTotals {
    /** The people of the caller's groups, each once; binds {@code :sight}. */
    public static final String SEEN =
            """
            seen as materialized (select distinct contact_id from voice_contact_group
                where group_id = any(:sight))
            """;

    /** People asked, and people with a counted answer. */
    private record People(long asked, long answered) {
        static final People NONE = new People(0, 0);
    }

    private SeenTotals() {}

    /** The same polls with this caller's totals. */
    public static List<PollSummary> of(Handle handle, Sight sight, List<PollSummary> polls) {
        if (sight.everyone()) {
            return polls;
        }
        Map<Long, People> totals =
                people(handle, sight, polls.stream().map(PollSummary::id).toList());
        return polls.stream()
                .map(poll -> with(poll, totals.getOrDefault(poll.id(), People.NONE)))
                .toList();
    }

    /** The same poll with this caller's totals. */
    public static Poll of(Handle handle, Sight sight, Poll poll) {
        if (sight.everyone()) {
            return poll;
        }
        Map<Long, People> totals = people(handle, sight, List.of(poll.id()));
        return new Poll(
                poll.id(),
                poll.state(),
                poll.version(),
                poll.definition(),
                poll.sending(),
                totals.getOrDefault(poll.id(), People.NONE).asked(),
                poll.createdAt(),
                poll.startedAt(),
                poll.closedAt());
    }

    private static PollSummary with(PollSummary poll, People people) {
        return new PollSummary(
                poll.id(),
                poll.name(),
                poll.kind(),
                poll.state(),
                poll.sending(),
                poll.createdAt(),
                poll.startedAt(),
                poll.closedAt(),
                people.asked(),
                people.answered());
    }

    private static Map<Long, People> people(Handle handle, Sight sight, List<Long> polls) {
        Map<Long, People> people = new HashMap<>();
        handle.createQuery(
                        """
                        with %s
                        select poll_id, sum(asked) as asked, sum(answered) as answered
                        from (
                            select r.poll_id, 1 as asked, 0 as answered
                            from seen join voice_recipient r on r.contact_id = seen.contact_id
                            where r.poll_id = any(:polls)
                            union all
                            select a.poll_id, 0, 1
                            from seen join voice_answer a on a.contact_id = seen.contact_id
                            where a.poll_id = any(:polls) and a.counted
                        ) each
                        group by poll_id
                        """
                                .formatted(SEEN))
                .bind("sight", sight.groupIds())
                .bind("polls", polls.toArray(Long[]::new))
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getLong("poll_id"),
                                        new People(row.getLong("asked"), row.getLong("answered"))))
                .forEach(entry -> people.put(entry.getKey(), entry.getValue()));
        return people;
    }

    /** How far the sending to the people this caller sees is. */
    public static Progress progress(Handle handle, Sight sight, Poll poll) {
        if (sight.everyone()) {
            return ProgressTable.of(handle, poll);
        }
        return handle.createQuery(
                        """
                        with %s
                        select count(*) as asked,
                            count(*) filter (where m.status = 0) as queued,
                            count(*) filter (where m.status = 1) as sent,
                            count(*) filter (where m.status = 2) as delivered,
                            count(*) filter (where m.status = 3) as failed,
                            count(*) filter (where m.status = 4) as uncertain,
                            count(*) filter (where r.state = 0) as remaining
                        from seen
                        join voice_recipient r
                            on r.contact_id = seen.contact_id and r.poll_id = :poll
                        left join voice_message m on m.id = r.message_id
                        """
                                .formatted(SEEN))
                .bind("sight", sight.groupIds())
                .bind("poll", poll.id())
                .map(
                        (row, context) ->
                                new Progress(
                                        row.getLong("asked"),
                                        row.getLong("queued"),
                                        row.getLong("sent"),
                                        row.getLong("delivered"),
                                        row.getLong("failed"),
                                        row.getLong("uncertain"),
                                        row.getLong("remaining")))
                .one();
    }
}
