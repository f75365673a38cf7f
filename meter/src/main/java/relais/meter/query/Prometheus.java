package relais.meter.query;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import relais.meter.host.GraphSearch;
import relais.meter.host.Sight;
import relais.meter.promql.Answer;
import relais.meter.promql.PromQl;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Matcher;
import relais.meter.promql.value.QueryException;
import relais.meter.store.Stores;

/**
 * Prometheus' HTTP API (v1, as of 2.42) without the HTTP: parameters in, the {@code data} member
 * out. Thread safe.
 */
public final class Prometheus {
    private final Stores stores;
    private final InstantSource clock;

    public Prometheus(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /** An answer in Prometheus' shape. */
    public sealed interface Told {
        record Success(Object data) implements Told {}

        /**
         * @param type {@code bad_data}, {@code execution} or {@code timeout}
         */
        record Failure(String type, String error) implements Told {}
    }

    /** {@code query}: at {@code time}, or now. */
    public Told query(Sight sight, Parameters parameters) {
        return told(
                () -> {
                    long now = clock.millis();
                    long time = Times.moment(parameters, "time", now);
                    return answered(
                            promQl(sight, parameters).instant(parameters.text("query"), time));
                });
    }

    /** {@code query_range}. */
    public Told range(Sight sight, Parameters parameters) {
        return told(
                () -> {
                    long start = Times.moment(parameters, "start");
                    long end = Times.moment(parameters, "end");
                    long step = Times.step(parameters.text("step"));
                    if (end < start) {
                        throw wrong("end", "end timestamp must not be before start time");
                    }
                    return answered(
                            promQl(sight, parameters)
                                    .range(parameters.text("query"), start, end, step));
                });
    }

    /** {@code series}. */
    public Told series(Sight sight, Parameters parameters) {
        return told(
                () -> {
                    if (parameters.all("match[]").isEmpty()) {
                        throw QueryException.badData("no match[] parameter provided");
                    }
                    return chosen(sight, parameters).stream().map(Labels::asMap).toList();
                });
    }

    /** {@code labels}. */
    public Told labelNames(Sight sight, Parameters parameters) {
        return told(
                () -> {
                    if (sight instanceof Sight.All && parameters.all("match[]").isEmpty()) {
                        return stores.labelNames();
                    }
                    Set<String> names = new TreeSet<>();
                    for (Labels labels : chosen(sight, parameters)) {
                        names.addAll(labels.asMap().keySet());
                    }
                    return names;
                });
    }

    /** {@code label/…/values}. */
    public Told labelValues(Sight sight, String name, Parameters parameters) {
        return told(
                () -> {
                    if (!Labels.isName(name)) {
                        throw QueryException.badData("invalid label name: \"" + name + "\"");
                    }
                    if (sight instanceof Sight.All && parameters.all("match[]").isEmpty()) {
                        return stores.labelValues(name, List.of());
                    }
                    Set<String> values = new TreeSet<>();
                    for (Labels labels : chosen(sight, parameters)) {
                        values.add(labels.get(name));
                    }
                    values.remove("");
                    return values;
                });
    }

    private Set<Labels> chosen(Sight sight, Parameters parameters) {
        StoreSeries source = new StoreSeries(stores, sight);
        Set<Labels> chosen = new TreeSet<>();
        List<String> selectors = parameters.all("match[]");
        for (String selector : selectors) {
            chosen.addAll(source.labels(matchers(selector)));
        }
        if (selectors.isEmpty()) {
            chosen.addAll(source.labels(List.of()));
        }
        return chosen;
    }

    private static List<Matcher> matchers(String selector) {
        try {
            if (Expr.bare(PromQl.parse(selector)) instanceof Expr.VectorSelector vector) {
                return vector.matchers();
            }
        } catch (QueryException e) {
            throw wrong("match[]", e.text());
        }
        throw wrong("match[]", "a series selector such as up{job=\"x\"} is expected");
    }

    private PromQl promQl(Sight sight, Parameters parameters) {
        Limits limits = Times.limited(parameters, Limits.USUAL);
        return new PromQl(new StoreSeries(stores, sight), limits, clock);
    }

    private static QueryException wrong(String name, String why) {
        return QueryException.badData("invalid parameter \"" + name + "\": " + why);
    }

    private static Object answered(Answer answer) {
        return switch (answer) {
            case Answer.Answered(var result) -> AnswerShape.of(result, Points.ofOneAnswer());
            case Answer.Failed failed -> throw asException(failed);
        };
    }

    private static QueryException asException(Answer.Failed failed) {
        return switch (failed.kind()) {
            case BAD_DATA ->
                    QueryException.badData(
                            failed.position() == QueryException.NOWHERE
                                    ? failed.message()
                                    : "invalid parameter \"query\": " + failed.message());
            case EXECUTION -> QueryException.execution(failed.message());
            case TIMEOUT -> QueryException.timeout(failed.message());
        };
    }

    private interface Work {
        Object data();
    }

    private static Told told(Work work) {
        try {
            return new Told.Success(work.data());
        } catch (QueryException e) {
            return new Told.Failure(e.kind().code(), e.text());
        }
    }

    /** {@code metadata}: what metrics are, by the graphs that agents describe. */
    public static Told metadata(List<GraphSearch.Metric> metrics, Parameters parameters) {
        String wanted = parameters.text("metric");
        Map<String, List<Map<String, String>>> all = new TreeMap<>();
        for (GraphSearch.Metric metric : metrics) {
            if (wanted.isEmpty() || wanted.equals(metric.name())) {
                String type = metric.counts() ? "counter" : "gauge";
                all.put(
                        metric.name(),
                        List.of(Map.of("type", type, "help", metric.help(), "unit", "")));
            }
        }
        return new Told.Success(all);
    }
}
