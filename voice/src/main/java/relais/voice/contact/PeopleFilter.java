package relais.voice.contact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A question about people as conditions on voice_contact c, within what its asker may see. */
final class PeopleFilter {
    private final Sight sight;
    private final PeopleQuery query;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> binds = new HashMap<>();

    PeopleFilter(Handle tx, Sight sight, PeopleQuery query) {
        this.sight = sight;
        this.query = query;
        conditions.add(sight.condition("c.id"));
        if (query.q() != null && !query.q().isBlank()) {
            PeopleSearch search = new PeopleSearch(tx, sight, query.q());
            conditions.addAll(search.conditions());
            binds.putAll(search.binds());
        }
        if (query.group() != 0) {
            conditions.add(
                    """
                    exists (select 1 from voice_contact_group g
                        where g.contact_id = c.id and g.group_id = :group)""");
            binds.put("group", query.group());
        }
        if (query.place() != null) {
            conditions.add("c.place = :place");
            binds.put("place", query.place());
        }
        if (query.stopped() != null) {
            conditions.add("c.stopped_at is " + (query.stopped() ? "not null" : "null"));
        }
        if (query.after() > 0) {
            conditions.add("c.id < :after");
            binds.put("after", query.after());
        }
    }

    /** A page of {@code columns}, the newest people first. */
    Query select(Handle tx, String columns) {
        // Patterns decide the plan: a plan made for any pattern would walk the whole table.
        tx.execute("set local plan_cache_mode = force_custom_plan");
        return tx.createQuery(
                        "select "
                                + columns
                                + " from voice_contact c where "
                                + String.join("\n and ", conditions)
                                + " order by c.id desc limit :limit")
                .bindMap(binds)
                .bind("sight", sight.groupIds())
                .bind("limit", query.limit());
    }
}
