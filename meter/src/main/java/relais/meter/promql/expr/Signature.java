package relais.meter.promql.expr;

import java.util.List;

/**
 * A function's name and types. The last {@code optional} arguments may be left out; where {@code
 * repeats} the last one may come any number of times, also never.
 */
public record Signature(
        String name, ValueType result, List<ValueType> arguments, int optional, boolean repeats) {
    public Signature {
        arguments = List.copyOf(arguments);
    }

    int least() {
        return arguments.size() - optional;
    }

    ValueType argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }
}
