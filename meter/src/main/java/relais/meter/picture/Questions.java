package relais.meter.picture;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import relais.meter.drawing.Column;
import relais.meter.drawing.Drawing;
import relais.meter.drawing.GraphPicture;
import relais.meter.drawing.Look;
import relais.meter.drawing.Notice;
import relais.meter.drawing.Trace;
import relais.meter.drawing.View;
import relais.meter.drawing.scene.Scene;
import relais.meter.promql.Answer;
import relais.meter.promql.PromQl;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.Series;
import relais.meter.query.StoreSeries;
import relais.meter.store.Stores;

/** Draws what PromQL answers. Thread safe. */
final class Questions {
    private static final String NAME = "__name__";

    /** As often as measurements usually come; a finer step shows the same point again. */
    private static final long LEAST_STEP = 10_000;

    private final Stores stores;
    private final InstantSource clock;

    Questions(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    /** A question that cannot be answered says why in its place. */
    Scene scene(Figure.Question question, View view) {
        View.Range range = view.range();
        long step = Math.max(LEAST_STEP, (range.to() - range.from()) / view.size().width());
        String title = question.title().isBlank() ? question.promql() : question.title();
        Answer answer =
                new PromQl(new StoreSeries(stores, question.sight()), Limits.USUAL, clock)
                        .range(question.promql(), range.from(), range.to(), step);
        return switch (answer) {
            case Answer.Failed failed -> Notice.scene(title, failed.message(), view);
            case Answer.Answered(QueryResult.Matrix(List<Series> series)) ->
                    Drawing.scene(picture(title, series), view);
            case Answer.Answered(QueryResult other) -> Notice.scene(title, "–", view);
        };
    }

    private static GraphPicture picture(String title, List<Series> all) {
        Set<Map.Entry<String, String>> common = new HashSet<>();
        if (!all.isEmpty()) {
            common.addAll(all.getFirst().labels().asMap().entrySet());
            all.forEach(series -> common.retainAll(series.labels().asMap().entrySet()));
        }
        List<Trace> traces = new ArrayList<>();
        for (Series series : all) {
            String said =
                    series.labels().asMap().entrySet().stream()
                            .filter(label -> !common.contains(label))
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(", "));
            String named = series.labels().asMap().getOrDefault(NAME, title);
            traces.add(
                    new Trace(
                            "series" + traces.size(),
                            said.isEmpty() ? named : said,
                            Look.LINE,
                            column(series)));
        }
        return GraphPicture.munin(Map.of("graph_title", title), "", traces, List.of());
    }

    private static Column column(Series series) {
        int size = series.size();
        return Column.of(Arrays.copyOf(series.times(), size), Arrays.copyOf(series.values(), size));
    }
}
