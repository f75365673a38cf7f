package relais.voice.results;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.voice.contact.Sight;
import relais.voice.poll.Category;
import relais.voice.poll.Poll;
import relais.voice.poll.PollKind;
import relais.voice.poll.PollTable;

/** Reads results from the live counters; the time does not depend on how many people answered. */
public final class Results {
    /** Longer timelines are shown by the day. */
    private static final Duration BY_HOUR = Duration.ofDays(7);

    private final Database database;

    public Results(Database database) {
        this.database = database;
    }

    /**
     * Of the people within {@code sight}; empty for an unknown poll. Names of categories in {@code
     * language} where there are any.
     */
    public Optional<PollResults> of(long pollId, String language, Sight sight) {
        Counters from = new Counters(sight);
        return database.with(
                handle ->
                        PollTable.find(handle, pollId)
                                .map(poll -> from.seen(handle, poll))
                                .map(poll -> new Reading(poll, language, from).read(handle)));
    }

    private static final class Reading {
        private final Poll poll;
        private final String language;
        private final Counters from;
        private final Map<String, Long> categories = new HashMap<>();
        private final Map<String, Map<String, Long>> places = new HashMap<>();
        private final SortedMap<Instant, Long> hours = new TreeMap<>();

        Reading(Poll poll, String language, Counters from) {
            this.poll = poll;
            this.language = language;
            this.from = from;
        }

        PollResults read(Handle handle) {
            counters(handle);
            long answered = sum(categories);
            List<PollResults.CategoryPeople> named = new ArrayList<>();
            for (Category category : poll.definition().categories()) {
                long people = categories.getOrDefault(category.key(), 0L);
                named.add(
                        new PollResults.CategoryPeople(
                                category.key(),
                                name(category),
                                category.color(),
                                people,
                                ratio(people, answered)));
            }
            return new PollResults(
                    poll.asked(),
                    answered,
                    ratio(answered, poll.asked()),
                    named,
                    categories.getOrDefault("", 0L),
                    places(),
                    timeline(),
                    poll.definition().kind() == PollKind.NUMERIC
                            ? numbers(handle).orElse(null)
                            : null);
        }

        private void counters(Handle handle) {
            from.bound(
                            handle.createQuery(
                                    """
                                    select category, place, sum(people) as people
                                    from %s
                                    group by category, place
                                    having sum(people) <> 0
                                    """
                                            .formatted(from.places())),
                            poll)
                    .map(
                            (row, context) -> {
                                long people = row.getLong("people");
                                String category = row.getString("category");
                                categories.merge(category, people, Long::sum);
                                places.computeIfAbsent(row.getString("place"), p -> new TreeMap<>())
                                        .put(category, people);
                                return people;
                            })
                    .list();
            from.bound(
                            handle.createQuery(
                                    """
                                    select hour, sum(people) as people
                                    from %s
                                    group by hour
                                    having sum(people) <> 0
                                    """
                                            .formatted(from.hours())),
                            poll)
                    .map(
                            (row, context) ->
                                    hours.put(
                                            row.getTimestamp("hour").toInstant(),
                                            row.getLong("people")))
                    .list();
        }

        private List<PollResults.PlacePeople> places() {
            List<PollResults.PlacePeople> list = new ArrayList<>();
            places.forEach(
                    (place, people) ->
                            list.add(new PollResults.PlacePeople(place, sum(people), people)));
            list.sort(
                    Comparator.comparingLong(PollResults.PlacePeople::people)
                            .reversed()
                            .thenComparing(PollResults.PlacePeople::place));
            return list;
        }

        private List<PollResults.Point> timeline() {
            if (hours.isEmpty()) {
                return List.of();
            }
            boolean daily =
                    Duration.between(hours.firstKey(), hours.lastKey()).compareTo(BY_HOUR) > 0;
            SortedMap<Instant, Long> points = new TreeMap<>();
            hours.forEach(
                    (hour, people) ->
                            points.merge(
                                    daily ? hour.truncatedTo(ChronoUnit.DAYS) : hour,
                                    people,
                                    Long::sum));
            List<PollResults.Point> list = new ArrayList<>();
            points.forEach((at, people) -> list.add(new PollResults.Point(at, people)));
            return list;
        }

        private Optional<NumericSummary> numbers(Handle handle) {
            SortedMap<BigDecimal, Long> people = new TreeMap<>();
            BigDecimal total = BigDecimal.ZERO;
            List<Figure> figures =
                    from.bound(
                                    handle.createQuery(
                                            """
                                            select figure, sum(people) as people,
                                                sum(total) as total
                                            from %s
                                            group by figure
                                            having sum(people) > 0
                                            """
                                                    .formatted(from.numbers())),
                                    poll)
                            .map(
                                    (row, context) ->
                                            new Figure(
                                                    row.getBigDecimal("figure"),
                                                    row.getLong("people"),
                                                    row.getBigDecimal("total")))
                            .list();
            for (Figure each : figures) {
                people.put(each.figure(), each.people());
                total = total.add(each.total());
            }
            return NumericSummary.of(people, total);
        }

        private String name(Category category) {
            String own = category.name().get(language);
            return own != null
                    ? own
                    : category.name()
                            .getOrDefault(poll.definition().defaultLanguage(), category.key());
        }

        private static long sum(Map<String, Long> people) {
            return people.values().stream().mapToLong(Long::longValue).sum();
        }

        private static double ratio(long part, long whole) {
            return whole <= 0 ? 0 : Math.round(10_000.0 * part / whole) / 10_000.0;
        }
    }

    private record Figure(BigDecimal figure, long people, BigDecimal total) {}
}
