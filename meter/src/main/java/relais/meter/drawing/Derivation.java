package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a field's values come from, besides its own column. Names are names of other traces of the
 * same picture.
 *
 * @param cdef RPN expression over field names, empty for none
 * @param negative the trace drawn mirrored below zero, empty for none
 * @param sum the traces whose sum this one is, empty for none
 * @param stack the traces drawn piled up in this one's place, empty for none
 */
public record Derivation(String cdef, String negative, List<String> sum, List<Loan> stack) {
    public static final Derivation NONE = new Derivation("", "", List.of(), List.of());

    /** A trace under another label. */
    public record Loan(String label, String trace) {}

    public Derivation {
        sum = List.copyOf(sum);
        stack = List.copyOf(stack);
    }

    static Derivation munin(Map<String, String> attributes) {
        List<String> sum = new ArrayList<>();
        List<Loan> stack = new ArrayList<>();
        for (String word : words(attributes.getOrDefault("sum", ""))) {
            sum.add(word);
        }
        for (String word : words(attributes.getOrDefault("stack", ""))) {
            int equals = word.indexOf('=');
            stack.add(
                    equals < 0
                            ? new Loan(word, word)
                            : new Loan(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new Derivation(
                attributes.getOrDefault("cdef", "").trim(),
                attributes.getOrDefault("negative", "").trim(),
                sum,
                stack);
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+"));
    }
}
