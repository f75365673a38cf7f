package relais.vault.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a change that somebody asked for. */
public sealed interface Outcome {
    /**
     * @param id what was made or changed
     */
    record Ok(long id) implements Outcome {}

    /** Not there, or not for this caller's eyes. */
    record Missing() implements Outcome {}

    /**
     * Not done.
     *
     * @param status of HTTP, 4xx
     * @param code kebab case, known to the console
     * @param field which part of the request, if one
     */
    record Refused(int status, String code, @Nullable String field, String detail)
            implements Outcome {}

    /** Values that do not fit their fields: each with its reason; never empty. */
    record Unfit(List<WrongValue> values) implements Outcome {
        public Unfit {
            values = List.copyOf(values);
        }
    }

    /**
     * A value that does not fit.
     *
     * @param field where in the request's body, such as {@code fields.amount}
     * @param code kebab case, known to the console
     */
    record WrongValue(String field, String code, String detail) {}

    /** Seen, but not to be changed by this caller. */
    static Refused notPermitted() {
        return new Refused(403, "not-permitted", null, "you may read this dossier, not change it");
    }
}
