package relais.meter.promql.eval;

import java.util.List;
import relais.meter.promql.expr.Shift;
import relais.meter.promql.value.Series;

/** Series without staleness markers, to be looked at through a window of some milliseconds. */
record RangeVector(List<Series> series, long range, Shift shift) {}
