package relais.voice.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import relais.voice.contact.Contacts;
import relais.voice.contact.Sight;
import relais.voice.message.Inbox;

/**
 * Finds the ids of one page of the inbox within a bounded time, however many messages there are and
 * however frequent the words. PostgreSQL would choose between walking the newest and collecting
 * every match by guessing how frequent the words are together, and a wrong guess costs seconds; so
 * it is not asked to guess:
 *
 * <ol>
 *   <li>the newest messages are walked (frequent words fill the page here),
 *   <li>then the word index is asked for the newest runs of ids only,
 *   <li>then, the words being known to be rare, for all.
 * </ol>
 */
final class InboxSearch {
    /** About five milliseconds of parsing words. */
    private static final int WALKED = 500;

    /** Thirty-three thousand ids; of words too rare for the walk, few thousand matches. */
    private static final int FIRST_RUNS = 2;

    /** Sixteen times as many, for archives of more than a million messages. */
    private static final int MORE_RUNS = 32;

    /** A name that more people than this share finds words, not people. */
    private static final int PEOPLE = 200;

    private static final String WORDS_MATCH =
            """
            m.inbox > 0
                and voice_message_words(m.id, m.text) @@ (to_tsquery('voice_words', :words)%s)""";

    private final Handle tx;
    private final Sight sight;
    private final InboxQuery query;
    private final Map<String, Object> binds = new HashMap<>();
    private final String filters;

    InboxSearch(Handle tx, Sight sight, InboxQuery query) {
        this.tx = tx;
        this.sight = sight;
        this.query = query;
        List<String> conditions = new ArrayList<>();
        conditions.add(sight.condition("m.contact_id"));
        if (query.kind() != null) {
            conditions.add("m.inbox_kind = " + query.kind().ordinal());
        }
        if (query.channel() != null) {
            conditions.add("m.channel = :channel");
            binds.put("channel", query.channel());
        }
        if (query.after() > 0) {
            conditions.add("m.id < :after");
            binds.put("after", query.after());
        }
        filters = String.join(" and ", conditions);
    }

    /** Newest first, at most the query's limit. */
    List<Long> ids() {
        // A plan made for any word would be wrong for most.
        tx.execute("set local plan_cache_mode = force_custom_plan");
        String words = query.q() == null ? "" : WordSearch.tsquery(query.q());
        if (query.q() == null || query.q().isBlank()) {
            return walk("", query.limit());
        }
        if (words.isEmpty()) {
            return List.of();
        }
        binds.put("words", words);
        SortedSet<Long> found = new TreeSet<>(java.util.Comparator.reverseOrder());
        found.addAll(byWords());
        found.addAll(byPeople());
        return found.stream().limit(query.limit()).toList();
    }

    private List<Long> walk(String more, int limit) {
        List<String> perState = new ArrayList<>();
        for (Inbox state : query.states()) {
            // The literal lets the planner see that the partial index holds these rows.
            perState.add(
                    """
                    (select m.id from voice_message m
                     where m.inbox = %d and %s %s order by m.id desc limit :limit)
                    """
                            .formatted(state.ordinal(), filters, more));
        }
        String sql =
                "select id from ("
                        + String.join(" union all ", perState)
                        + ") page order by id desc limit :limit";
        return bound(sql).bind("limit", limit).mapTo(Long.class).list();
    }

    private List<Long> byWords() {
        List<Long> newest = walk("", WALKED);
        Set<Long> found = new HashSet<>(matching(newest));
        if (found.size() >= query.limit() || newest.size() < WALKED) {
            return List.copyOf(found);
        }
        long top = query.after() > 0 ? query.after() : newest.getFirst();
        long runs = WordSearch.runsUpTo(top);
        // From here on the word index answers, whatever the planner thinks of other ways.
        tx.execute("set local enable_indexscan = off");
        tx.execute("set local enable_seqscan = off");
        for (int count = FIRST_RUNS; count <= MORE_RUNS; count *= MORE_RUNS / FIRST_RUNS) {
            if (runs > 2L * count && found.size() < query.limit()) {
                binds.put("runs", WordSearch.runs(top, count));
                found.addAll(indexed(WORDS_MATCH.formatted(" && cast(:runs as tsquery)")));
            }
        }
        if (found.size() < query.limit()) {
            found.addAll(indexed(WORDS_MATCH.formatted("")));
        }
        tx.execute("set local enable_indexscan = on");
        tx.execute("set local enable_seqscan = on");
        return List.copyOf(found);
    }

    private List<Long> matching(List<Long> ids) {
        return tx.createQuery(
                        """
                        select m.id from voice_message m
                        where m.id = any(:ids)
                            and to_tsvector('voice_words', m.text)
                                @@ to_tsquery('voice_words', :words)
                        """)
                .bind("ids", ids.toArray(Long[]::new))
                .bind("words", binds.get("words"))
                .mapTo(Long.class)
                .list();
    }

    private List<Long> indexed(String condition) {
        String states =
                query.states().stream()
                        .map(s -> "m.inbox = " + s.ordinal())
                        .reduce("false", (a, b) -> a + " or " + b);
        return bound(
                        """
                        select m.id from voice_message m
                        where %s and (%s) and %s order by m.id desc limit :limit
                        """
                                .formatted(condition, states, filters))
                .bind("limit", query.limit())
                .mapTo(Long.class)
                .list();
    }

    private List<Long> byPeople() {
        List<Long> people = Contacts.matching(tx, sight, String.valueOf(query.q()), PEOPLE + 1);
        if (people.isEmpty() || people.size() > PEOPLE) {
            return List.of();
        }
        binds.put("people", people.toArray(Long[]::new));
        return indexed("m.contact_id = any(:people) and m.inbox > 0");
    }

    private Query bound(String sql) {
        return tx.createQuery(sql).bindMap(binds).bind("sight", sight.groupIds());
    }
}
