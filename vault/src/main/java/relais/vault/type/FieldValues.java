package relais.vault.type;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Outcome.WrongValue;

/**
 * Values as people give them, made to fit a type's fields. Pure. What a dossier holds already may
 * stay as it is though its type has changed meanwhile, so that no old dossier becomes unsavable.
 */
public final class FieldValues {
    private static final int LINE_SIGNS = 500;
    private static final int TEXT_SIGNS = 20_000;
    private static final String PHONE = "\\+?[0-9][0-9 ()./-]{1,28}[0-9]";
    private static final String EMAIL = "[^@\\s]{1,64}@[^@\\s]{1,190}";

    private final List<WrongValue> wrong = new ArrayList<>();
    private final Map<String, Object> fitting = new LinkedHashMap<>();

    /** What does not fit, field by field; empty when all is well. */
    public List<WrongValue> wrong() {
        return wrong;
    }

    /** The values as they are kept; those not given, or empty, are left out. */
    public Map<String, Object> fitting() {
        return fitting;
    }

    /**
     * @param before what the dossier holds; empty for a new one
     */
    public static FieldValues check(
            TypeDefinition type, Map<String, ?> given, Map<String, Object> before) {
        FieldValues values = new FieldValues();
        for (TypeDefinition.Field field : type.fields()) {
            values.take(field, given.get(field.key()), before.get(field.key()));
        }
        for (Map.Entry<String, ?> each : given.entrySet()) {
            boolean unknown = type.field(each.getKey()).isEmpty();
            if (unknown && !same(each.getValue(), before.get(each.getKey()))) {
                values.refuse(each.getKey(), "value-unknown", "there is no such field");
            }
        }
        before.forEach(
                (key, value) -> {
                    if (type.field(key).isEmpty()) {
                        values.fitting.put(key, value); // a field that the type had once
                    }
                });
        return values;
    }

    private void take(TypeDefinition.Field field, @Nullable Object value, @Nullable Object before) {
        if (empty(value)) {
            if (field.must()) {
                refuse(field.key(), "value-missing", "must be given");
            }
            return;
        }
        Object given = Objects.requireNonNull(value);
        if (same(given, before)) {
            fitting.put(field.key(), given);
            return;
        }
        switch (field.kind()) {
            case TEXT, LONGTEXT, PHONE, EMAIL -> text(field, given);
            case NUMBER -> number(field, given);
            case DATE -> date(field, given);
            case BOOLEAN -> plain(field, given, given instanceof Boolean, "true or false");
            case CHOICE -> choice(field, given);
            case CHOICES -> choices(field, given);
            case PERSON -> person(field, given);
        }
    }

    private static boolean empty(@Nullable Object value) {
        return value == null
                || (value instanceof String text && text.isBlank())
                || (value instanceof List<?> list && list.isEmpty());
    }

    /** Numbers may come back as another class than they went. */
    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return Objects.equals(one, other);
    }

    private void text(TypeDefinition.Field field, Object value) {
        if (!(value instanceof String given)) {
            refuse(field.key(), "value-kind", "is a text");
            return;
        }
        String text = given.strip();
        boolean lines = field.kind() == FieldKind.LONGTEXT;
        BigDecimal signs = BigDecimal.valueOf(text.length());
        if (text.length() > (lines ? TEXT_SIGNS : LINE_SIGNS) || outside(field, signs)) {
            refuse(field.key(), "value-length", "is too long or too short");
        } else if (text.indexOf('\0') >= 0 || (!lines && text.lines().count() > 1)) {
            refuse(field.key(), "value-kind", "is one line of text");
        } else if (field.kind() == FieldKind.PHONE && !text.matches(PHONE)) {
            refuse(field.key(), "value-kind", "is a telephone number");
        } else if (field.kind() == FieldKind.EMAIL && !text.matches(EMAIL)) {
            refuse(field.key(), "value-kind", "is an e-mail address");
        } else if (field.pattern() != null && !Pattern.matches(field.pattern(), text)) {
            refuse(field.key(), "value-pattern", "does not have the form " + field.pattern());
        } else {
            fitting.put(field.key(), text);
        }
    }

    private void number(TypeDefinition.Field field, Object value) {
        BigDecimal number = null;
        if (value instanceof Number || value instanceof String) {
            try {
                number = new BigDecimal(value.toString().strip().replace(',', '.'));
            } catch (NumberFormatException e) {
                // said below, as for what is no text either
            }
        }
        if (number == null || number.precision() > 30 || Math.abs(number.scale()) > 15) {
            refuse(field.key(), "value-kind", "is a number");
        } else if (outside(field, number)) {
            refuse(field.key(), "value-range", "is from " + field.min() + " to " + field.max());
        } else {
            fitting.put(field.key(), number);
        }
    }

    private static boolean outside(TypeDefinition.Field field, BigDecimal value) {
        return (field.min() != null && value.compareTo(field.min()) < 0)
                || (field.max() != null && value.compareTo(field.max()) > 0);
    }

    private void date(TypeDefinition.Field field, Object value) {
        try {
            fitting.put(field.key(), LocalDate.parse(value.toString().strip()).toString());
        } catch (DateTimeParseException e) {
            refuse(field.key(), "value-kind", "is a day, such as 2026-03-09");
        }
    }

    private void plain(TypeDefinition.Field field, Object value, boolean fits, String what) {
        if (fits) {
            fitting.put(field.key(), value);
        } else {
            refuse(field.key(), "value-kind", "is " + what);
        }
    }

    private void choice(TypeDefinition.Field field, Object value) {
        if (value instanceof String key && keys(field).contains(key)) {
            fitting.put(field.key(), key);
        } else {
            refuse(field.key(), "value-choice", "is one of " + keys(field));
        }
    }

    private void choices(TypeDefinition.Field field, Object value) {
        Set<String> known = keys(field);
        Set<String> chosen = new LinkedHashSet<>();
        if (value instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof String key && known.contains(key)) {
                    chosen.add(key);
                } else {
                    chosen.clear();
                    break;
                }
            }
        }
        if (chosen.isEmpty()) {
            refuse(field.key(), "value-choice", "is a list of " + known);
        } else {
            fitting.put(field.key(), List.copyOf(chosen));
        }
    }

    private static Set<String> keys(TypeDefinition.Field field) {
        return field.options().stream()
                .map(TypeDefinition.Choice::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void person(TypeDefinition.Field field, Object value) {
        boolean fits =
                (value instanceof Integer || value instanceof Long)
                        && ((Number) value).longValue() > 0;
        plain(field, value, fits, "a person's number in the directory");
    }

    private void refuse(String key, String code, String detail) {
        wrong.add(new WrongValue("fields." + key, code, detail));
    }
}
