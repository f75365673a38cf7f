package relais.meter.alert.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looks after it.
 *
 * @param until after this it counts no more; null for as long as the alert lasts
 */
public record Acknowledgement(String by, String note, Instant at, @Nullable Instant until) {}
