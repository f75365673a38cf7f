package relais.platform.http;

import org.jspecify.annotations.Nullable;

/**
 * An error that helps: {@code code} is stable and machine-readable (kebab case, translated by the
 * console), {@code detail} says in English what is wrong and what to do, {@code field} names the
 * part of the request it is about.
 */
public record Problem(int status, String code, String detail, @Nullable String field) {
    public Problem(int status, String code, String detail) {
        this(status, code, detail, null);
    }
}
