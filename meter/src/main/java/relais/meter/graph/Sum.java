package relais.meter.graph;

import java.util.Arrays;
import java.util.List;
import relais.meter.graph.GraphData.FieldData;

/** Several fields added up; of those that are unknown the others count. */
record Sum(String name, List<FieldHistory> parts) implements FieldHistory {
    Sum {
        parts = List.copyOf(parts);
    }

    @Override
    public long finest() {
        return parts.stream().mapToLong(FieldHistory::finest).filter(f -> f > 0).min().orElse(0);
    }

    /** The sum of the least values is not the least sum: of a sum only averages are known. */
    @Override
    public FieldData by(Stretch stretch) {
        double[] sum = new double[stretch.count()];
        Arrays.fill(sum, Double.NaN);
        for (FieldHistory part : parts) {
            double[] values = part.by(stretch).average();
            for (int i = 0; i < sum.length; i++) {
                if (!Double.isNaN(values[i])) {
                    sum[i] = Double.isNaN(sum[i]) ? values[i] : sum[i] + values[i];
                }
            }
        }
        return new FieldData(name, sum, sum.clone(), sum.clone());
    }
}
