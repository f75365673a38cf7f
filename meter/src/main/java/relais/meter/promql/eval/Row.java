package relais.meter.promql.eval;

import relais.meter.promql.value.Labels;
import relais.meter.promql.value.Stale;

/** A series of a grid: one value per step, the staleness marker where there is none. */
record Row(Labels labels, double[] values) {
    boolean has(int step) {
        return !Stale.is(values[step]);
    }

    Row withoutName() {
        Labels bare = labels.withoutName();
        return bare == labels ? this : new Row(bare, values);
    }
}
