package relais.meter.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import relais.meter.host.SeriesLabels;
import relais.meter.host.Sight;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.QueryException;
import relais.meter.series.Columns;
import relais.meter.series.labels.Definition;
import relais.meter.store.StoreAway;
import relais.meter.store.Stores;

/**
 * Matchers of PromQL as the stores understand them. Theirs choose at least what PromQL's do; what
 * was chosen is looked at again with PromQL's own.
 *
 * @param asked of the query
 * @param chosen for the stores, the hosts that may be seen among them
 */
record Selection(List<Matcher> asked, List<relais.meter.series.labels.Matcher> chosen) {
    /** Signs of one pattern of host names; the stores refuse longer ones. */
    private static final int LONGEST_PATTERN = 3_000;

    /** One for those who see all; else one for each list of hosts that fits into a pattern. */
    static List<Selection> of(List<Matcher> matchers, Sight sight) {
        List<relais.meter.series.labels.Matcher> asked = new ArrayList<>();
        for (Matcher matcher : matchers) {
            asked.add(translated(matcher));
        }
        return switch (sight) {
            case Sight.All all -> List.of(new Selection(matchers, asked));
            case Sight.Some some -> {
                List<Selection> each = new ArrayList<>();
                for (String pattern : patterns(some.hosts())) {
                    List<relais.meter.series.labels.Matcher> chosen = new ArrayList<>(asked);
                    chosen.add(
                            new relais.meter.series.labels.Matcher.Like(
                                    SeriesLabels.HOST, pattern));
                    each.add(new Selection(matchers, chosen));
                }
                yield each;
            }
        };
    }

    private static List<String> patterns(Collection<String> hosts) {
        List<String> patterns = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        for (String host : new TreeSet<>(hosts)) {
            if (pattern.length() > LONGEST_PATTERN - 2 * host.length()) {
                patterns.add(pattern.toString());
                pattern.setLength(0);
            }
            pattern.append(pattern.isEmpty() ? "" : "|").append(Pattern.quote(host));
        }
        if (!pattern.isEmpty()) {
            patterns.add(pattern.toString());
        }
        return patterns;
    }

    private static relais.meter.series.labels.Matcher translated(Matcher matcher) {
        String label = matcher.label();
        String value = matcher.value();
        return switch (matcher.kind()) {
            case EQUAL -> new relais.meter.series.labels.Matcher.Equal(label, value);
            case NOT_EQUAL -> new relais.meter.series.labels.Matcher.NotEqual(label, value);
            case LIKE -> new relais.meter.series.labels.Matcher.Like(label, javas(value));
            case NOT_LIKE -> new relais.meter.series.labels.Matcher.NotLike(label, javas(value));
        };
    }

    /** RE2 and Java name groups differently. */
    private static String javas(String pattern) {
        return pattern.replace("(?P<", "(?<");
    }

    boolean holds(Labels labels) {
        return asked.stream().allMatch(matcher -> matcher.matches(labels));
    }

    List<Definition> definitions(Stores stores) {
        return refusing(() -> stores.select(chosen));
    }

    void samples(Stores stores, long from, long to, BiConsumer<Labels, Columns> visitor) {
        refusing(
                () -> {
                    stores.visit(
                            chosen,
                            from,
                            to,
                            found -> {
                                Labels labels = Labels.of(found.definition().labels().byName());
                                if (holds(labels)) {
                                    visitor.accept(labels, found.of());
                                }
                            });
                    return chosen;
                });
    }

    /** A pattern that the stores do not take is the query's mistake. */
    private static <T> T refusing(Supplier<T> ask) {
        try {
            return ask.get();
        } catch (IllegalArgumentException wrong) {
            throw QueryException.badData(String.valueOf(wrong.getMessage()));
        } catch (StoreAway away) {
            throw QueryException.execution(String.valueOf(away.getMessage()));
        }
    }
}
