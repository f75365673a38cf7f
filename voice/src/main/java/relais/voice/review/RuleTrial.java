package relais.voice.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.voice.contact.Sight;
import relais.voice.poll.Category;
import relais.voice.poll.DefinitionProblem;
import relais.voice.poll.Poll;
import relais.voice.poll.PollTable;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;

/** Shows what other rules would make of the answers there are, without changing any. */
public final class RuleTrial {
    /** The newest answers looked at: enough for every share that matters, read in a moment. */
    static final int LOOKED_AT = 20_000;

    private static final int SAMPLES = 20;

    private final Database database;

    public RuleTrial(Database database) {
        this.database = database;
    }

    /**
     * What would change; also the body that the API answers.
     *
     * @param looked how many answers were looked at, newest first
     */
    public record Result(int looked, long changed, List<Change> byChange, List<Sample> samples) {}

    /** {@code from} and {@code to} absent for uncategorised. */
    public record Change(@Nullable String from, @Nullable String to, long count) {}

    public record Sample(long answerId, String text, @Nullable String from, @Nullable String to) {}

    /** Why nothing was tried, or what was found. */
    public sealed interface Outcome {
        record Tried(Result result) implements Outcome {}

        record Wrong(DefinitionProblem problem) implements Outcome {}

        record Missing() implements Outcome {}
    }

    public Outcome of(long pollId, List<Category> categories, Sight sight) {
        return database.with(
                handle -> {
                    Optional<Poll> poll = PollTable.find(handle, pollId);
                    if (poll.isEmpty()) {
                        return new Outcome.Missing();
                    }
                    var definition = poll.get().definition().with(categories);
                    List<DefinitionProblem> problems = definition.problems();
                    return problems.isEmpty()
                            ? new Outcome.Tried(
                                    compare(handle, pollId, Categoriser.compile(definition), sight))
                            : new Outcome.Wrong(problems.getFirst());
                });
    }

    private record Past(long id, @Nullable String category, String text, String language) {}

    private static Result compare(Handle handle, long pollId, CompiledRules rules, Sight sight) {
        List<Past> past =
                handle.createQuery(
                                """
                                select a.id, a.category, m.text, coalesce(c.language, '') as language
                                from (select * from voice_answer
                                    where poll_id = :poll order by id desc limit :look) a
                                join voice_message m on m.id = a.message_id
                                join voice_contact c on c.id = a.contact_id
                                where a.undone_at is null and not a.manual and %s
                                order by a.id desc
                                """
                                        .formatted(sight.condition("a.contact_id")))
                        .bind("poll", pollId)
                        .bind("look", LOOKED_AT)
                        .bind("sight", sight.groupIds())
                        .map(
                                (row, context) ->
                                        new Past(
                                                row.getLong("id"),
                                                row.getString("category"),
                                                row.getString("text"),
                                                row.getString("language")))
                        .list();
        Map<String, Change> changes = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        long changed = 0;
        for (Past each : past) {
            String to = rules.categorise(each.text(), each.language()).category();
            if (!Objects.equals(to, each.category())) {
                changed++;
                changes.merge(
                        each.category() + "→" + to,
                        new Change(each.category(), to, 1),
                        (a, b) -> new Change(a.from(), a.to(), a.count() + 1));
                if (samples.size() < SAMPLES) {
                    samples.add(new Sample(each.id(), each.text(), each.category(), to));
                }
            }
        }
        List<Change> largest = new ArrayList<>(changes.values());
        largest.sort(Comparator.comparingLong(Change::count).reversed());
        return new Result(past.size(), changed, largest, samples);
    }
}
