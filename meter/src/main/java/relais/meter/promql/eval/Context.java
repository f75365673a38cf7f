package relais.meter.promql.eval;

import relais.meter.promql.expr.Shift;
import relais.meter.promql.value.SeriesSource;

/** What stays the same for a whole query, subqueries included. */
record Context(SeriesSource source, Limits limits, Budget budget, Timeline query) {
    /** The moment a selector looks at when evaluated at {@code time}. */
    long look(Shift shift, long time) {
        long base =
                switch (shift.anchor()) {
                    case Shift.Anchor.Evaluation e -> time;
                    case Shift.Anchor.At a -> a.time();
                    case Shift.Anchor.Start s -> query.start();
                    case Shift.Anchor.End e -> query.end();
                };
        return base - shift.offset();
    }
}
