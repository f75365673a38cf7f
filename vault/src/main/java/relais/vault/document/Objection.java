package relais.vault.document;

import relais.vault.document.Outcome.Why;

/** Ends a transaction with a refusal; {@link Documents} makes an {@link Outcome} of it. */
final class Objection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final String code;

    Objection(Why why, String code, String detail) {
        super(detail, null, false, false);
        this.why = why;
        this.code = code;
    }

    <T> Outcome<T> outcome() {
        return new Outcome.Refused<>(why, code, String.valueOf(getMessage()));
    }
}
