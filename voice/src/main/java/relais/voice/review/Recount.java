package relais.voice.review;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.voice.counting.Counting;
import relais.voice.counting.Standing;
import relais.voice.counting.Tally;
import relais.voice.counting.TallyChange;

/** Changes answers of one poll and brings counted marks and counters in line with them. */
final class Recount {
    private Recount() {}

    /** What changes, and what follows for each person. */
    private static final class Person {
        final List<AnswerRow> before = new ArrayList<>();
        final List<AnswerRow> after = new ArrayList<>();
    }

    /**
     * @param all every answer of the people concerned, from {@link AnswerTable#lock}
     * @param edit what becomes of each; answers itself for those that stay
     */
    static void apply(Handle tx, long pollId, List<AnswerRow> all, UnaryOperator<AnswerRow> edit) {
        Map<Long, Person> people = new HashMap<>();
        for (AnswerRow row : all) {
            Person person = people.computeIfAbsent(row.contactId(), id -> new Person());
            person.before.add(row);
            person.after.add(edit.apply(row));
        }
        List<AnswerRow> first = new ArrayList<>();
        List<AnswerRow> then = new ArrayList<>();
        List<TallyChange> tally = new ArrayList<>();
        for (Person person : people.values()) {
            Standing was = counted(person.before);
            Standing is = Counting.counted(standings(person.after));
            for (int i = 0; i < person.after.size(); i++) {
                AnswerRow before = person.before.get(i);
                AnswerRow edited = person.after.get(i);
                AnswerRow after = edited.withCounted(is != null && is.id() == edited.id());
                if (!after.equals(before)) {
                    // Nobody may have two counted answers at once, so those that lose it go first.
                    (after.counted() && !before.counted() ? then : first).add(after);
                }
            }
            if (!Objects.equals(was, is)) {
                tally.addAll(Counting.change(pollId, was, is));
            }
        }
        AnswerTable.update(tx, first);
        AnswerTable.update(tx, then);
        Tally.add(tx, tally, Tally.BY_HAND);
    }

    private static @Nullable Standing counted(List<AnswerRow> rows) {
        for (AnswerRow row : rows) {
            if (row.counted()) {
                return row.standing();
            }
        }
        return null;
    }

    private static List<Standing> standings(List<AnswerRow> rows) {
        return rows.stream().filter(AnswerRow::eligible).map(AnswerRow::standing).toList();
    }
}
