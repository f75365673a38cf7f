package relais.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error that helps: {@code code} is stable and machine-readable (kebab case, translated by the
 * console), {@code detail} says in English what is wrong and what to do, {@code field} names the
 * part of the request it is about.
 *
 * @param fields every part that is wrong, the first being {@code field}; null where one is all
 */
public record Problem(
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable List<WrongField> fields) {

    /** One part of a request that is wrong, as {@link Problem} says it of one. */
    public record WrongField(String field, String code, String detail) {}

    public Problem(int status, String code, String detail, @Nullable String field) {
        this(status, code, detail, field, null);
    }

    public Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }

    /** All that is wrong with a request; the first says what the whole is called. */
    public static Problem of(int status, List<WrongField> fields) {
        WrongField first = fields.getFirst();
        return new Problem(
                status, first.code(), first.detail(), first.field(), List.copyOf(fields));
    }
}
