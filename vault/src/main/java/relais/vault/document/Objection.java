package relais.vault.document;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.vault.document.Outcome.Why;

/** Ends a transaction with a refusal; {@link Documents} makes an {@link Outcome} of it. */
final class Objection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final String code;

    private final transient @Nullable Afterwards afterwards;

    /** What is done in a transaction of its own once the refused one is undone. */
    @FunctionalInterface
    interface Afterwards {
        void in(Handle tx);
    }

    Objection(Why why, String code, String detail) {
        this(why, code, detail, null);
    }

    Objection(Why why, String code, String detail, @Nullable Afterwards afterwards) {
        super(detail, null, false, false);
        this.why = why;
        this.code = code;
        this.afterwards = afterwards;
    }

    boolean hasMore() {
        return afterwards != null;
    }

    void afterwards(Handle tx) {
        if (afterwards != null) {
            afterwards.in(tx);
        }
    }

    <T> Outcome<T> outcome() {
        return new Outcome.Refused<>(why, code, String.valueOf(getMessage()));
    }
}
