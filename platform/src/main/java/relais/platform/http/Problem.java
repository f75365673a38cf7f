package relais.platform.http;

/**
 * An error that helps: {@code code} is stable and machine-readable (kebab case, translated by the
 * console), {@code detail} says in English what is wrong and what to do.
 */
public record Problem(int status, String code, String detail) {}
