package relais.meter.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Observation;

/**
 * What a query finds now.
 *
 * @param problem why it finds nothing; null where it was answered
 */
public record Tried(List<Found> series, @Nullable String problem) {
    public Tried {
        series = List.copyOf(series);
    }

    /** A series that would be an alert. */
    public record Found(Map<String, String> labels, @Nullable Double value) {
        static Found of(Judged judged) {
            Observation seen = judged.sight().given(null);
            Double value = seen instanceof Observation.Wrong wrong ? wrong.value() : null;
            boolean finite = value != null && Double.isFinite(value);
            return new Found(judged.subject().labels(), finite ? value : null);
        }
    }
}
