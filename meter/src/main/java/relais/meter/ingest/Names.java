package relais.meter.ingest;

/** Names of metrics and labels as Prometheus has them, and what others become. */
final class Names {
    private static final int SHOWN = 60;

    private Names() {}

    /** {@code [a-zA-Z_:][a-zA-Z0-9_:]*}. */
    static boolean isName(String text) {
        if (text.isEmpty() || isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** With an underscore for every other sign, and before a digit at the beginning. */
    static String made(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a name is missing");
        }
        StringBuilder name = new StringBuilder(text.length() + 1);
        if (isDigit(text.charAt(0))) {
            name.append('_');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            name.append(isPlain(c) ? c : '_');
        }
        return name.toString();
    }

    /** Short enough for an error. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_' || c == ':';
    }
}
