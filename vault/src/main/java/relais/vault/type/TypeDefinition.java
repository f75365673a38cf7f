package relais.vault.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Grant;

/**
 * A type of dossiers as people define it.
 *
 * @param name by language
 * @param number how dossiers are numbered, e.g. {@code AID-{year}-{n:5}}
 * @param initial the state of a new dossier
 * @param grants who may do what with dossiers of this type; null leaves them as they are
 * @param version of the definition that was changed; null changes whatever there is
 */
public record TypeDefinition(
        String key,
        Map<String, String> name,
        String number,
        List<Field> fields,
        List<State> states,
        String initial,
        List<Transition> transitions,
        @Nullable Retention retention,
        @Nullable List<Grant> grants,
        @Nullable Integer version) {

    /**
     * @param pattern what the whole value must match (RE2)
     * @param min least number, or fewest signs of a text
     * @param max greatest number, or most signs of a text
     */
    public record Field(
            String key,
            Map<String, String> label,
            FieldKind kind,
            @Nullable Boolean required,
            @Nullable List<Choice> choices,
            @Nullable String pattern,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max) {
        boolean must() {
            return Boolean.TRUE.equals(required);
        }

        List<Choice> options() {
            return choices == null ? List.of() : choices;
        }
    }

    public record Choice(String key, Map<String, String> label) {
        /** Its label in {@code language}, else in whatever there is. */
        public String labelIn(String language) {
            return in(language, label, key);
        }
    }

    /**
     * @param closed nothing more is to be done; retention may count from here
     */
    public record State(String key, Map<String, String> label, @Nullable Boolean closed) {}

    /**
     * @param groups of users who may; none: whoever may change the dossier
     */
    public record Transition(String from, String to, @Nullable List<Long> groups) {}

    /**
     * How long dossiers are kept.
     *
     * @param years null: for ever
     * @param from {@code closed} or {@code created}
     */
    public record Retention(@Nullable Integer years, @Nullable String from) {
        public boolean fromCreation() {
            return "created".equals(from);
        }
    }

    public Optional<Field> field(String fieldKey) {
        return fields.stream().filter(f -> f.key().equals(fieldKey)).findFirst();
    }

    /** Whether {@code stateKey} is a state in which all is done. */
    public boolean closed(String stateKey) {
        return states.stream()
                .anyMatch(s -> s.key().equals(stateKey) && Boolean.TRUE.equals(s.closed()));
    }

    /** Its name in {@code language}, else in whatever there is. */
    public String nameIn(String language) {
        return in(language, name, key);
    }

    private static String in(String language, Map<String, String> words, String otherwise) {
        String found = words.get(language);
        return found == null ? words.values().stream().findFirst().orElse(otherwise) : found;
    }

    /** Without what is kept beside it. */
    TypeDefinition stored() {
        return new TypeDefinition(
                key, name, number, fields, states, initial, transitions, retention, null, null);
    }
}
