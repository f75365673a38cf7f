package relais.vault.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import relais.vault.type.TypeDefinition;

/** A dossier's fields as a text that words are found in. */
final class FieldText {
    private FieldText() {}

    static String of(TypeDefinition type, Map<String, Object> values) {
        List<String> lines = new ArrayList<>();
        values.forEach(
                (key, value) ->
                        type.field(key)
                                .ifPresentOrElse(
                                        field -> lines.add(text(field, value)),
                                        () -> lines.add(value.toString())));
        return String.join("\n", lines);
    }

    private static String text(TypeDefinition.Field field, Object value) {
        return switch (field.kind()) {
            case TEXT, LONGTEXT, NUMBER, DATE, PHONE, EMAIL -> value.toString();
            case BOOLEAN, PERSON -> ""; // nobody looks for "true", or for a number of ours
            case CHOICE -> label(field, value);
            case CHOICES ->
                    value instanceof List<?> list
                            ? String.join(
                                    " ", list.stream().map(each -> label(field, each)).toList())
                            : "";
        };
    }

    private static String label(TypeDefinition.Field field, Object key) {
        List<TypeDefinition.Choice> options = field.choices() == null ? List.of() : field.choices();
        return options.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .map(option -> String.join(" ", option.label().values()))
                .orElse(key.toString());
    }
}
