package relais.vault.document;

/** What became of something that was asked of documents. */
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
        /** There is no such thing, or the caller may not know of it. */
        MISSING,
        /** It does not fit what is already there. */
        CONFLICT,
        /** It is no longer as the caller said that it had to be. */
        CHANGED,
        /** Somebody else edits it. */
        LOCKED,
        /** Kept for a person to look at. */
        HELD
    }
}
