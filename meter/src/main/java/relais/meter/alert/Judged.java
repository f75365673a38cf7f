package relais.meter.alert;

import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Observation;
import relais.meter.alert.state.Severity;

/** A subject and what is seen of it now. */
record Judged(Subject subject, Sight sight) {
    /** What is seen may depend on how bad it was: it gets better by a margin only. */
    interface Sight {
        Observation given(@Nullable Severity before);
    }

    static Judged plainly(Subject subject, Observation observation) {
        return new Judged(subject, before -> observation);
    }
}
