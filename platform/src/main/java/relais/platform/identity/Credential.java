package relais.platform.identity;

/** What a request shows to prove who sends it. Never printed. */
public sealed interface Credential {
    /** Nothing. */
    record None() implements Credential {}

    /** The secret of a session's cookie. */
    record Session(String secret) implements Credential {
        @Override
        public String toString() {
            return "Session[…]";
        }
    }

    /** A program's token from the Authorization header. */
    record Token(String secret) implements Credential {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }
}
