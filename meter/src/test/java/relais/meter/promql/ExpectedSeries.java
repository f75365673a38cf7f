package relais.meter.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.QueryResult.Sample;
import relais.meter.promql.value.Series;

/** Compares answers with the lines of a script; values may differ in the seventh digit. */
final class ExpectedSeries {
    private static final double TOLERANCE = 0.000001;

    private ExpectedSeries() {}

    static List<String> differences(Answer answer, List<String> expected, boolean ordered) {
        return switch (answer) {
            case Answer.Failed f -> List.of("failed: " + f.message());
            case Answer.Answered(QueryResult.Scalar s) -> scalar(s.value(), expected);
            case Answer.Answered(QueryResult.Vector v) -> vector(v.samples(), expected, ordered);
            case Answer.Answered(QueryResult other) -> List.of("cannot be compared: " + other);
        };
    }

    private static List<String> scalar(double value, List<String> expected) {
        boolean equal =
                expected.size() == 1 && close(SeriesNotation.number(expected.getFirst()), value);
        return equal ? List.of() : List.of("expected " + expected + ", got " + value);
    }

    private static List<String> vector(
            List<Sample> samples, List<String> expected, boolean ordered) {
        Map<Labels, Double> wanted = new LinkedHashMap<>();
        for (String line : expected) {
            SeriesNotation notation = SeriesNotation.read(line);
            wanted.put(notation.labels(), notation.values().getFirst());
        }
        List<String> wrong = new ArrayList<>();
        List<Labels> order = new ArrayList<>(wanted.keySet());
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Double value = wanted.remove(sample.labels());
            if (value == null) {
                wrong.add("unexpected " + sample);
            } else if (!close(value, sample.value())) {
                wrong.add("expected " + value + " for " + sample);
            } else if (ordered && !order.get(i).equals(sample.labels())) {
                wrong.add("expected " + order.get(i) + " at place " + i + ", got " + sample);
            }
        }
        wanted.forEach((labels, value) -> wrong.add("missing " + labels + " " + value));
        return wrong;
    }

    /** A range's values at one moment, in the type that the instant query has. */
    static Answer at(Answer range, long time, Answer like) {
        if (!(range instanceof Answer.Answered(QueryResult.Matrix matrix))) {
            return range;
        }
        List<Sample> samples = new ArrayList<>();
        for (Series series : matrix.series()) {
            for (int i = 0; i < series.size(); i++) {
                if (series.times()[i] == time) {
                    samples.add(new Sample(series.labels(), series.values()[i]));
                }
            }
        }
        boolean scalar =
                like instanceof Answer.Answered(QueryResult.Scalar s) && samples.size() == 1;
        return new Answer.Answered(
                scalar
                        ? new QueryResult.Scalar(time, samples.getFirst().value())
                        : new QueryResult.Vector(time, samples));
    }

    static List<String> differences(Answer answer, List<String> expected, long start, long step) {
        if (!(answer instanceof Answer.Answered(QueryResult.Matrix matrix))) {
            return List.of("no matrix: " + answer);
        }
        Map<Labels, Series> got = new LinkedHashMap<>();
        matrix.series().forEach(s -> got.put(s.labels(), s));
        List<String> wrong = new ArrayList<>();
        for (String line : expected) {
            SeriesNotation notation = SeriesNotation.read(line);
            Series wanted = notation.toSeries(step);
            Series own = got.remove(notation.labels());
            if (own == null || !same(wanted, own, start)) {
                wrong.add("expected " + line + ", got " + shown(own));
            }
        }
        got.values().forEach(s -> wrong.add("unexpected " + shown(s)));
        return wrong;
    }

    private static boolean same(Series wanted, Series own, long start) {
        if (wanted.size() != own.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            boolean moment = wanted.times()[i] + start == own.times()[i];
            if (!moment || !close(wanted.values()[i], own.values()[i])) {
                return false;
            }
        }
        return true;
    }

    private static String shown(Series series) {
        if (series == null) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder(series.labels().toString());
        for (int i = 0; i < series.size(); i++) {
            text.append(' ').append(series.values()[i]).append('@').append(series.times()[i]);
        }
        return text.toString();
    }

    static boolean close(double a, double b) {
        if (a == b || Double.isNaN(a) && Double.isNaN(b)) {
            return true;
        }
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || difference < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / (Math.abs(a) + Math.abs(b)) < TOLERANCE;
    }
}
