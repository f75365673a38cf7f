package relais.meter.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.meter.drawing.formula.Evaluation;
import relais.meter.drawing.formula.Formula;
import relais.meter.graph.GraphData.FieldData;
import relais.meter.host.HostGraph;
import relais.meter.host.HostGraph.GraphField;

/** Applies the fields' cdefs, for those who draw values as they are. */
public final class Formulas {
    private Formulas() {}

    /** A field whose cdef cannot be computed keeps its own values. */
    public static GraphData applied(HostGraph graph, GraphData data) {
        Map<String, String> cdefs = new HashMap<>();
        for (GraphField field : graph.fields()) {
            cdefs.put(field.name(), field.attributes().getOrDefault("cdef", "").strip());
        }
        List<FieldData> fields = new ArrayList<>();
        for (FieldData field : data.fields()) {
            String cdef = cdefs.getOrDefault(field.name(), "");
            boolean has = !cdef.isEmpty();
            fields.add(
                    has && Formula.parse(cdef) instanceof Formula.Parsed.Ready(Formula formula)
                            ? computed(field.name(), formula, data)
                            : field);
        }
        return new GraphData(data.step(), data.times(), fields);
    }

    private static FieldData computed(String name, Formula formula, GraphData data) {
        Map<String, double[]> averages = new HashMap<>();
        Map<String, double[]> lows = new HashMap<>();
        Map<String, double[]> highs = new HashMap<>();
        for (FieldData field : data.fields()) {
            averages.put(field.name(), field.average());
            lows.put(field.name(), field.min());
            highs.put(field.name(), field.max());
        }
        double[] average = Evaluation.of(formula, data.times(), averages);
        double[] low = Evaluation.of(formula, data.times(), lows);
        double[] high = Evaluation.of(formula, data.times(), highs);
        // A falling expression turns least and greatest round.
        for (int i = 0; i < low.length; i++) {
            double least = Math.min(low[i], high[i]);
            high[i] = Math.max(low[i], high[i]);
            low[i] = least;
        }
        return new FieldData(name, average, low, high);
    }
}
