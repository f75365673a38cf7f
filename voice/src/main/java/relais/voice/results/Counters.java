package relais.voice.results;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import relais.voice.contact.Sight;
import relais.voice.poll.Poll;
import relais.voice.poll.SeenTotals;

/**
 * Where a page of results reads its numbers: in the live counters, or, for a caller who sees some
 * people only, in those people's own answers.
 */
final class Counters {
    private static final String LIVE = "voice_tally where poll_id = :poll";
    private static final String LIVE_HOURS = "voice_timeline where poll_id = :poll";
    private static final String LIVE_NUMBERS = "voice_number_tally where poll_id = :poll";

    /** As the counters would be, were these all the people there are. */
    private static final String RECOUNTED =
            """
            (with %s
                select coalesce(a.category, '') as category, coalesce(a.place, '') as place,
                    date_trunc('hour', a.received_at, 'UTC') as hour, count(*) as people
                from seen join voice_answer a on a.contact_id = seen.contact_id
                where a.poll_id = :poll and a.counted
                group by 1, 2, 3) recounted
            """
                    .formatted(SeenTotals.SEEN);

    /**
     * Rounded to four significant digits, as the live counters are: few rows, however many people.
     */
    private static final String RECOUNTED_NUMBERS =
            """
            (with %s
                select case when a.number = 0 then 0
                        else round(a.number, 3 - floor(log(abs(a.number)))::int) end as figure,
                    count(*) as people, sum(a.number) as total
                from seen join voice_answer a on a.contact_id = seen.contact_id
                where a.poll_id = :poll and a.counted and a.number is not null
                group by 1) recounted
            """
                    .formatted(SeenTotals.SEEN);

    private final Sight sight;

    Counters(Sight sight) {
        this.sight = sight;
    }

    /** Rows of category, place and people. */
    String places() {
        return sight.everyone() ? LIVE : RECOUNTED;
    }

    /** Rows of hour and people. */
    String hours() {
        return sight.everyone() ? LIVE_HOURS : RECOUNTED;
    }

    /** Rows of figure, people and total. */
    String numbers() {
        return sight.everyone() ? LIVE_NUMBERS : RECOUNTED_NUMBERS;
    }

    Query bound(Query query, Poll poll) {
        Query bound = query.bind("poll", poll.id());
        return sight.everyone() ? bound : bound.bind("sight", sight.groupIds());
    }

    /** The poll with as many people asked as this caller sees. */
    Poll seen(Handle handle, Poll poll) {
        return SeenTotals.of(handle, sight, poll);
    }
}
