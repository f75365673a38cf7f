package relais.vault.dav;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header {@code If} (RFC 4918, section 10.4): lists of conditions, of which one must hold. */
record IfHeader(List<Clause> clauses) {
    static final IfHeader NONE = new IfHeader(List.of());

    /** More than a client ever sends; the header's length is bounded before. */
    private static final int MOST_CONDITIONS = 200;

    /**
     * @param resource the URL it is about; empty for the one that is asked for
     */
    record Clause(String resource, List<Condition> conditions) {}

    /**
     * @param token whether {@code value} is a state token; else it is an entity tag
     */
    record Condition(boolean not, boolean token, String value) {}

    /** What is so. */
    interface State {
        /** The tokens of the locks that hold a resource. */
        Set<String> tokens(String resource);

        /** Its entity tag, quotes included. */
        Optional<String> tag(String resource);
    }

    IfHeader {
        clauses = List.copyOf(clauses);
    }

    /** Every token that is shown, whatever is said of it. */
    Set<String> tokens() {
        Set<String> tokens = new HashSet<>();
        for (Clause clause : clauses) {
            for (Condition condition : clause.conditions()) {
                if (condition.token()) {
                    tokens.add(condition.value());
                }
            }
        }
        return tokens;
    }

    boolean holds(State state) {
        return clauses.isEmpty() || clauses.stream().anyMatch(clause -> holds(clause, state));
    }

    private static boolean holds(Clause clause, State state) {
        for (Condition condition : clause.conditions()) {
            boolean is =
                    condition.token()
                            ? state.tokens(clause.resource()).contains(condition.value())
                            : state.tag(clause.resource()).equals(Optional.of(condition.value()));
            if (is == condition.not()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @throws IllegalArgumentException for what is none
     */
    static IfHeader parse(String text) {
        return new Reader(text).header();
    }

    private static final class Reader {
        private final String text;
        private int at;
        private int conditions;

        Reader(String text) {
            this.text = text;
        }

        IfHeader header() {
            List<Clause> clauses = new ArrayList<>();
            String resource = "";
            skip();
            while (at < text.length()) {
                if (text.charAt(at) == '<') {
                    resource = until('<', '>');
                }
                skip();
                clauses.add(new Clause(resource, list()));
                skip();
            }
            if (clauses.isEmpty()) {
                throw wrong("no list");
            }
            return new IfHeader(clauses);
        }

        private List<Condition> list() {
            want('(');
            List<Condition> all = new ArrayList<>();
            skip();
            while (peek() != ')') {
                all.add(condition());
                skip();
                if (++conditions > MOST_CONDITIONS) {
                    throw wrong("too many conditions");
                }
            }
            want(')');
            if (all.isEmpty()) {
                throw wrong("an empty list");
            }
            return List.copyOf(all);
        }

        private Condition condition() {
            boolean not = text.regionMatches(true, at, "Not", 0, 3);
            if (not) {
                at += 3;
                skip();
            }
            return peek() == '<'
                    ? new Condition(not, true, until('<', '>'))
                    : new Condition(not, false, until('[', ']'));
        }

        private String until(char open, char close) {
            want(open);
            int end = text.indexOf(close, at);
            if (end < 0) {
                throw wrong("no " + close);
            }
            String inside = text.substring(at, end);
            at = end + 1;
            return inside;
        }

        private char peek() {
            if (at >= text.length()) {
                throw wrong("cut off");
            }
            return text.charAt(at);
        }

        private void want(char sign) {
            if (peek() != sign) {
                throw wrong("no " + sign);
            }
            at++;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private IllegalArgumentException wrong(String why) {
            return new IllegalArgumentException("the header If: " + why + " at " + at);
        }
    }
}
