package relais.agent.reading;

import java.util.OptionalDouble;

/** Munin's {@code min:max}, {@code min:}, {@code :max} or {@code max}; both ends may be open. */
public record Range(OptionalDouble from, OptionalDouble to) {

    static Range of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Range(OptionalDouble.empty(), Numbers.of(text))
                : new Range(
                        Numbers.of(text.substring(0, colon)),
                        Numbers.of(text.substring(colon + 1)));
    }

    /** Whether nothing is asked. */
    public boolean isOpen() {
        return from.isEmpty() && to.isEmpty();
    }

    public boolean contains(double number) {
        return !(from.isPresent() && number < from.getAsDouble())
                && !(to.isPresent() && number > to.getAsDouble());
    }
}
