package relais.meter.alert.state;

import org.jspecify.annotations.Nullable;

/** What was seen of a thing that is watched. */
public sealed interface Observation {
    record Fine(@Nullable Double value) implements Observation {}

    /**
     * @param threshold what it should have been, as its author wrote it; empty for none
     */
    record Wrong(Severity severity, @Nullable Double value, String threshold)
            implements Observation {}

    /** Nobody can tell now: everything stays as it was. */
    record Blind() implements Observation {}
}
