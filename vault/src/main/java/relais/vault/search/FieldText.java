package relais.vault.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import relais.vault.type.TypeDefinition;

/** A dossier's fields as a text. */
final class FieldText {
    private final TypeDefinition type;
    private final Function<TypeDefinition.Choice, String> label;

    private FieldText(TypeDefinition type, Function<TypeDefinition.Choice, String> label) {
        this.type = type;
        this.label = label;
    }

    /** With the labels of all languages: what words are found in. */
    static String of(TypeDefinition type, Map<String, Object> values) {
        return new FieldText(type, choice -> String.join(" ", choice.label().values()))
                .text(values);
    }

    /** With the labels of one language, to be shown. */
    static String in(String language, TypeDefinition type, Map<String, Object> values) {
        return new FieldText(type, choice -> choice.labelIn(language)).text(values);
    }

    private String text(Map<String, Object> values) {
        List<String> lines = new ArrayList<>();
        values.forEach(
                (key, value) ->
                        type.field(key)
                                .ifPresentOrElse(
                                        field -> lines.add(text(field, value)),
                                        () -> lines.add(value.toString())));
        return String.join("\n", lines);
    }

    private String text(TypeDefinition.Field field, Object value) {
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

    private String label(TypeDefinition.Field field, Object key) {
        List<TypeDefinition.Choice> options = field.choices() == null ? List.of() : field.choices();
        return options.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .map(label)
                .orElse(key.toString());
    }
}
