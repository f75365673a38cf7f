package relais.meter.promql.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import relais.meter.promql.expr.Expr;
import relais.meter.promql.value.Labels;

/** Classic histograms: one series per bucket, its upper bound in the label {@code le}. */
final class Histograms {
    private static final String BOUND = "le";

    private Histograms() {}

    private record Member(double bound, Row row) {}

    static Value quantile(Evaluator evaluator, Expr.Call call) {
        double[] quantiles = evaluator.scalars(call.arguments().get(0));
        Map<Labels, List<Member>> histograms = new LinkedHashMap<>();
        for (Row row : evaluator.vector(call.arguments().get(1)).rows()) {
            OptionalDouble bound = bound(row.labels().get(BOUND));
            if (bound.isPresent()) {
                Labels key = row.labels().withoutName().without(Set.of(BOUND));
                histograms
                        .computeIfAbsent(key, k -> new ArrayList<>())
                        .add(new Member(bound.getAsDouble(), row));
            }
        }
        List<Row> rows = new ArrayList<>(histograms.size());
        histograms.forEach(
                (labels, members) -> {
                    double[] values = evaluator.absent();
                    for (int i = 0; i < values.length; i++) {
                        List<Quantiles.Bucket> buckets = at(members, i);
                        if (!buckets.isEmpty()) {
                            values[i] = Quantiles.ofBuckets(quantiles[i], buckets);
                        }
                    }
                    rows.add(new Row(labels, values));
                });
        return new Value.Grid(rows);
    }

    private static List<Quantiles.Bucket> at(List<Member> members, int step) {
        List<Quantiles.Bucket> buckets = new ArrayList<>(members.size());
        for (Member member : members) {
            if (member.row().has(step)) {
                double count = member.row().values()[step];
                buckets.add(new Quantiles.Bucket(member.bound(), count));
            }
        }
        return buckets;
    }

    /** A series without a readable bound is no bucket. */
    private static OptionalDouble bound(String text) {
        switch (text) {
            case "+Inf", "Inf", "+inf", "inf" -> {
                return OptionalDouble.of(Double.POSITIVE_INFINITY);
            }
            case "-Inf", "-inf" -> {
                return OptionalDouble.of(Double.NEGATIVE_INFINITY);
            }
            default -> {
                boolean number = text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
                return number
                        ? OptionalDouble.of(Double.parseDouble(text))
                        : OptionalDouble.empty();
            }
        }
    }

    /** There are no native histograms here, and of anything else these functions give nothing. */
    static Value ofNativeOnly(Evaluator evaluator, Expr.Call call) {
        return new Value.Grid(List.of());
    }
}
