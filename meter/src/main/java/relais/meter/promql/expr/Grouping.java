package relais.meter.promql.expr;

import java.util.List;

/** The labels an aggregation keeps ({@code by}) or drops ({@code without}). */
public record Grouping(boolean without, List<String> labels) {
    public static final Grouping ALL_TOGETHER = new Grouping(false, List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }
}
