package relais.vault.type;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;

/** Says what is wrong with a definition: asked once. */
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

    private static final String KEY_HELP = "small letters, digits, - and _; a letter first";

    private final TypeDefinition type;
    private final List<Outcome.WrongValue> wrong = new ArrayList<>();

    DefinitionCheck(TypeDefinition type) {
        this.type = type;
    }

    /** Everything wrong, in the form's order; null for nothing. */
    @Nullable Outcome wrong() {
        require(type.key().matches(KEY), "type-key", "key", KEY_HELP);
        require(!bad(type.name()), "type-name", "name", "a name in at least one language");
        require(
                NumberPattern.of(type.number()).isPresent(),
                "type-number",
                "number",
                "such as AID-{year}-{n:5}; {n} is needed");
        if (type.fields().size() > FIELDS) {
            wrong("type-fields", "fields", "at most " + FIELDS + " fields");
        } else {
            fields();
        }
        states();
        transitions();
        rest();
        if (wrong.size() == 1) {
            Outcome.WrongValue only = wrong.getFirst();
            return new Outcome.Refused(422, only.code(), only.field(), only.detail());
        }
        return wrong.isEmpty() ? null : new Outcome.Unfit(wrong);
    }

    private void fields() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < type.fields().size(); i++) {
            TypeDefinition.Field field = type.fields().get(i);
            String at = "fields[" + i + "]";
            boolean own = field.key().matches(KEY) && keys.add(field.key());
            require(own, "type-key", at + ".key", "small letters and digits, each key once");
            require(
                    !bad(field.label()),
                    "type-name",
                    at + ".label",
                    "a label in at least one language");
            choices(field, at + ".choices");
            pattern(field, at + ".pattern");
            bounds(field, at + ".min");
        }
    }

    private void choices(TypeDefinition.Field field, String at) {
        List<TypeDefinition.Choice> options = field.options();
        if (field.kind().isChosen() == options.isEmpty() || options.size() > CHOICES) {
            wrong("type-choices", at, "choice and choices need choices, others none");
            return;
        }
        Set<String> keys = new HashSet<>();
        boolean fit = true;
        for (TypeDefinition.Choice option : options) {
            fit &= option.key().matches("[\\p{L}\\p{N}._-]{1,60}");
            fit &= keys.add(option.key()) && !bad(option.label());
        }
        require(fit, "type-choices", at, "each choice has its own key and a label");
    }

    private void pattern(TypeDefinition.Field field, String at) {
        if (field.pattern() == null) {
            return;
        }
        if (!field.kind().isText() || field.pattern().length() > PATTERN_SIGNS) {
            wrong("type-pattern", at, "patterns are for texts");
            return;
        }
        try {
            Pattern.compile(field.pattern());
        } catch (PatternSyntaxException e) {
            wrong("type-pattern", at, "RE2 says: " + e.getMessage());
        }
    }

    private void bounds(TypeDefinition.Field field, String at) {
        boolean bounded = field.min() != null || field.max() != null;
        if (bounded && !field.kind().isText() && field.kind() != FieldKind.NUMBER) {
            wrong("type-fields", at, "bounds are for numbers and texts");
        } else if (field.min() != null
                && field.max() != null
                && field.min().compareTo(field.max()) > 0) {
            wrong("type-fields", at, "the least is more than the most");
        }
    }

    private void states() {
        if (type.states().isEmpty() || type.states().size() > STATES) {
            wrong("type-states", "states", "1 to " + STATES + " states");
            return;
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < type.states().size(); i++) {
            TypeDefinition.State state = type.states().get(i);
            boolean fits = state.key().matches(KEY) && keys.add(state.key()) && !bad(state.label());
            require(fits, "type-states", "states[" + i + "]", "each state has its key and a label");
        }
        require(
                type.states().stream().anyMatch(state -> state.key().equals(type.initial())),
                "type-states",
                "initial",
                "the first state is one of the states");
    }

    private void transitions() {
        if (type.transitions().size() > TRANSITIONS) {
            wrong("type-transitions", "transitions", "at most " + TRANSITIONS);
            return;
        }
        Set<String> states = new HashSet<>();
        type.states().forEach(state -> states.add(state.key()));
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < type.transitions().size(); i++) {
            TypeDefinition.Transition each = type.transitions().get(i);
            boolean known = states.contains(each.from()) && states.contains(each.to());
            boolean leads = !each.from().equals(each.to());
            require(
                    known && leads && pairs.add(each.from() + " " + each.to()),
                    "type-transitions",
                    "transitions[" + i + "]",
                    "from one state to another, each way once");
        }
    }

    private void rest() {
        TypeDefinition.Retention retention = type.retention();
        if (retention != null) {
            Integer years = retention.years();
            String from = retention.from() == null ? "closed" : retention.from();
            boolean fits = years == null || (years >= 0 && years <= YEARS);
            require(
                    fits && (from.equals("closed") || from.equals("created")),
                    "type-retention",
                    "retention",
                    "years, from closed or from created");
        }
        Set<Long> groups = new HashSet<>();
        boolean fit = true;
        for (Grant grant : type.grants() == null ? List.<Grant>of() : type.grants()) {
            fit &= grant.level() != Level.NONE && groups.add(grant.group());
        }
        require(fit, "grants-invalid", "grants", "each group once, with a level");
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

    private void require(boolean fits, String code, String field, String detail) {
        if (!fits) {
            wrong(code, field, detail);
        }
    }

    private void wrong(String code, String field, String detail) {
        wrong.add(new Outcome.WrongValue(field, code, detail));
    }
}
