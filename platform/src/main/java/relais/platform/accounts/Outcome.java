package relais.platform.accounts;

/** What became of a change that somebody asked for. */
public sealed interface Outcome<T> {
    /** It happened. */
    record Done<T>(T value) implements Outcome<T> {}

    /** Nothing changed; {@code code} in kebab case, {@code detail} says what to do instead. */
    record Refused<T>(Why why, String code, String detail) implements Outcome<T> {}

    /** Kinds of refusal. */
    enum Why {
        /** What was sent is not right. */
        INVALID,
        /** The caller may not do this. */
        FORBIDDEN,
        /** There is no such thing. */
        MISSING,
        /** It does not fit what is already there. */
        CONFLICT,
        /** Not now: too much at once or too many tries. */
        LATER
    }

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> invalid(String code, String detail) {
        return new Refused<>(Why.INVALID, code, detail);
    }

    static <T> Outcome<T> forbidden(String detail) {
        return new Refused<>(Why.FORBIDDEN, "not-permitted", detail);
    }

    static <T> Outcome<T> missing(String detail) {
        return new Refused<>(Why.MISSING, "not-found", detail);
    }

    static <T> Outcome<T> conflict(String code, String detail) {
        return new Refused<>(Why.CONFLICT, code, detail);
    }
}
