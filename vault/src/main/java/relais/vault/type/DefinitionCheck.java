package relais.vault.type;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;

/** Says what is wrong with a definition. Pure. */
final class DefinitionCheck {
    /** A form longer than this nobody fills in. */
    private static final int FIELDS = 100;

    private static final int CHOICES = 500;
    private static final int STATES = 50;
    private static final int TRANSITIONS = 500;
    private static final int LABEL_SIGNS = 200;
    private static final int PATTERN_SIGNS = 500;
    private static final int YEARS = 500;
    private static final String KEY = "[a-z][a-z0-9_-]{0,59}";

    private final TypeDefinition type;

    DefinitionCheck(TypeDefinition type) {
        this.type = type;
    }

    /** The first thing wrong; null for none. */
    Outcome.@Nullable Refused wrong() {
        if (!type.key().matches(KEY)) {
            return refused("type-key", "key", "small letters, digits, - and _; a letter first");
        }
        if (bad(type.name())) {
            return refused("type-name", "name", "a name in at least one language");
        }
        if (NumberPattern.of(type.number()).isEmpty()) {
            return refused("type-number", "number", "such as AID-{year}-{n:5}; {n} is needed");
        }
        Outcome.Refused found = fields();
        found = found == null ? states() : found;
        found = found == null ? transitions() : found;
        return found == null ? rest() : found;
    }

    private Outcome.@Nullable Refused fields() {
        if (type.fields().size() > FIELDS) {
            return refused("type-fields", "fields", "at most " + FIELDS + " fields");
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < type.fields().size(); i++) {
            TypeDefinition.Field field = type.fields().get(i);
            String at = "fields[" + i + "]";
            if (!field.key().matches(KEY) || !keys.add(field.key())) {
                return refused("type-key", at + ".key", "small letters and digits, each key once");
            }
            if (bad(field.label())) {
                return refused("type-name", at + ".label", "a label in at least one language");
            }
            Outcome.Refused found = field(field, at);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Outcome.@Nullable Refused field(TypeDefinition.Field field, String at) {
        List<TypeDefinition.Choice> options = field.options();
        if (field.kind().isChosen() == options.isEmpty() || options.size() > CHOICES) {
            return refused(
                    "type-choices",
                    at + ".choices",
                    "choice and choices need choices, others none");
        }
        Set<String> keys = new HashSet<>();
        for (TypeDefinition.Choice option : options) {
            boolean fits = option.key().matches("[\\p{L}\\p{N}._-]{1,60}");
            if (!fits || !keys.add(option.key()) || bad(option.label())) {
                return refused(
                        "type-choices", at + ".choices", "each choice has its own key and a label");
            }
        }
        if (field.pattern() != null) {
            if (!field.kind().isText() || field.pattern().length() > PATTERN_SIGNS) {
                return refused("type-pattern", at + ".pattern", "patterns are for texts");
            }
            try {
                Pattern.compile(field.pattern());
            } catch (PatternSyntaxException e) {
                return refused("type-pattern", at + ".pattern", "RE2 says: " + e.getMessage());
            }
        }
        boolean bounded = field.min() != null || field.max() != null;
        if (bounded && !field.kind().isText() && field.kind() != FieldKind.NUMBER) {
            return refused("type-fields", at + ".min", "bounds are for numbers and texts");
        }
        return field.min() != null && field.max() != null && field.min().compareTo(field.max()) > 0
                ? refused("type-fields", at + ".min", "the least is more than the most")
                : null;
    }

    private Outcome.@Nullable Refused states() {
        if (type.states().isEmpty() || type.states().size() > STATES) {
            return refused("type-states", "states", "1 to " + STATES + " states");
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < type.states().size(); i++) {
            TypeDefinition.State state = type.states().get(i);
            if (!state.key().matches(KEY) || !keys.add(state.key()) || bad(state.label())) {
                return refused(
                        "type-states", "states[" + i + "]", "each state has its key and a label");
            }
        }
        return keys.contains(type.initial())
                ? null
                : refused("type-states", "initial", "the first state is one of the states");
    }

    private Outcome.@Nullable Refused transitions() {
        if (type.transitions().size() > TRANSITIONS) {
            return refused("type-transitions", "transitions", "at most " + TRANSITIONS);
        }
        Set<String> states = new HashSet<>();
        type.states().forEach(state -> states.add(state.key()));
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < type.transitions().size(); i++) {
            TypeDefinition.Transition each = type.transitions().get(i);
            boolean known = states.contains(each.from()) && states.contains(each.to());
            if (!known
                    || each.from().equals(each.to())
                    || !pairs.add(each.from() + " " + each.to())) {
                return refused(
                        "type-transitions",
                        "transitions[" + i + "]",
                        "from one state to another, each way once");
            }
        }
        return null;
    }

    private Outcome.@Nullable Refused rest() {
        TypeDefinition.Retention retention = type.retention();
        if (retention != null) {
            Integer years = retention.years();
            String from = retention.from() == null ? "closed" : retention.from();
            boolean fits = years == null || (years >= 0 && years <= YEARS);
            if (!fits || !(from.equals("closed") || from.equals("created"))) {
                return refused("type-retention", "retention", "years, from closed or from created");
            }
        }
        Set<Long> groups = new HashSet<>();
        for (Grant grant : type.grants() == null ? List.<Grant>of() : type.grants()) {
            if (grant.level() == Level.NONE || !groups.add(grant.group())) {
                return refused("grants-invalid", "grants", "each group once, with a level");
            }
        }
        return null;
    }

    private static boolean bad(Map<String, String> texts) {
        return texts.isEmpty()
                || texts.entrySet().stream()
                        .anyMatch(
                                text ->
                                        !text.getKey().matches("[a-z]{2,3}")
                                                || text.getValue().isBlank()
                                                || text.getValue().length() > LABEL_SIGNS);
    }

    private static Outcome.Refused refused(String code, String field, String detail) {
        return new Outcome.Refused(422, code, field, detail);
    }
}
