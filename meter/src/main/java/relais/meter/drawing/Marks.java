package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;

/** The horizontal lines of a graph: thresholds, each value once, and the authors' own. */
final class Marks {
    /** More lines than this hide the data. */
    private static final int MOST_OF_A_KIND = 4;

    private final List<Double> warnings = new ArrayList<>();
    private final List<Double> criticals = new ArrayList<>();
    private final List<Limits.Constant> constants = new ArrayList<>();

    Marks(GraphPicture picture, Layers layers) {
        for (Layers.Entry entry : layers.entries()) {
            add(warnings, entry.limits().warning());
            add(criticals, entry.limits().critical());
            Limits.Constant line = entry.limits().line();
            if (line != null && constants.size() < MOST_OF_A_KIND) {
                constants.add(line);
            }
        }
    }

    private static void add(List<Double> values, Limits.Bounds bounds) {
        for (double value : new double[] {bounds.low(), bounds.high()}) {
            if (!Double.isNaN(value) && !values.contains(value) && values.size() < MOST_OF_A_KIND) {
                values.add(value);
            }
        }
    }

    List<Double> warnings() {
        return warnings;
    }

    List<Double> criticals() {
        return criticals;
    }

    List<Limits.Constant> constants() {
        return constants;
    }

    /** Values the scale shows where the data come near. */
    double[] hopes() {
        List<Double> hopes = new ArrayList<>(warnings);
        hopes.addAll(criticals);
        constants.forEach(c -> hopes.add(c.value()));
        return hopes.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
