package relais.voice.poll;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import relais.platform.identity.Caller;

/**
 * Who an audience is, as one condition on voice_contact used by estimate and start alike. Always
 * leaves out people who have stopped, and those the caller may not see.
 */
final class Recipients {
    private final StringBuilder condition = new StringBuilder("c.stopped_at is null");
    private final Map<String, Object> values = new LinkedHashMap<>();

    Recipients(PollDefinition poll, Caller caller) {
        Audience audience = poll.audience();
        if (!audience.groups().isEmpty()) {
            memberOf("groups", audience.groups(), false);
        }
        if (!audience.exclude().isEmpty()) {
            memberOf("exclude", audience.exclude(), true);
        }
        if (!caller.allContacts()) {
            memberOf("visible", List.copyOf(caller.contactGroups()), false);
        }
        if (!audience.languages().isEmpty()) {
            condition.append("\nand coalesce(c.language, :default) = any(:languages)");
            values.put("default", poll.defaultLanguage());
            values.put("languages", audience.languages().toArray(String[]::new));
        }
        for (int i = 0; i < audience.fields().size(); i++) {
            field(i, audience.fields().get(i));
        }
    }

    private void memberOf(String name, List<Long> groups, boolean not) {
        condition
                .append(not ? "\nand not exists" : "\nand exists")
                .append(" (select 1 from voice_contact_group g where g.contact_id = c.id")
                .append(" and g.group_id = any(:")
                .append(name)
                .append("))");
        values.put(name, groups.toArray(Long[]::new));
    }

    private void field(int index, Audience.FieldValue wanted) {
        String value = "value" + index;
        values.put(value, wanted.value());
        if (wanted.field().equals("place")) {
            condition.append("\nand c.place = :").append(value);
            return;
        }
        String key = "key" + index;
        values.put(key, wanted.field());
        condition.append("\nand c.fields ->> :").append(key).append(" = :").append(value);
    }

    /** People by the language of the text they will get. */
    SortedMap<String, Long> byLanguage(Handle handle, PollDefinition poll) {
        SortedMap<String, Long> counts = new TreeMap<>();
        bound(
                        handle.createQuery(
                                """
                        select coalesce(c.language, ''), count(*) from voice_contact c
                        where %s
                        group by 1
                        """
                                        .formatted(condition)))
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(
                        entry -> {
                            String language = entry.getKey();
                            boolean own = poll.question().containsKey(language);
                            counts.merge(
                                    own ? language : poll.defaultLanguage(),
                                    entry.getValue(),
                                    Long::sum);
                        });
        return counts;
    }

    /** Selects them as the poll's recipients; answers how many. */
    long select(Handle tx, long pollId) {
        return bound(
                        tx.createUpdate(
                                """
                        insert into voice_recipient (poll_id, contact_id)
                        select :poll, c.id from voice_contact c
                        where %s
                        """
                                        .formatted(condition)))
                .bind("poll", pollId)
                .execute();
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        values.forEach(statement::bind);
        return statement;
    }
}
