package relais.agent.reading;

/** What may be called how; everything else is made to fit where it enters. */
public final class Names {

    /** Characters of one name: longer ones are a plugin's mistake, not a person's wish. */
    public static final int LONGEST = 200;

    private Names() {}

    static void checkGraph(String name) {
        if (!fits(name, true)) {
            throw new IllegalArgumentException("not a graph's name: " + shortened(name));
        }
    }

    static void checkField(String name) {
        if (!fits(name, false)) {
            throw new IllegalArgumentException("not a field's name: " + shortened(name));
        }
    }

    /** Whether it is a field's name: munin's rule, and digits may come first. */
    public static boolean isField(String name) {
        return fits(name, false);
    }

    /** Whether it is a graph's name: source/plugin, with dots for nested graphs. */
    public static boolean isGraph(String name) {
        return fits(name, true);
    }

    /** The text with every other character replaced by an underscore; never empty. */
    public static String fieldOf(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            name.append(isPlain(c) ? c : '_');
        }
        return name.isEmpty() ? "_" : name.toString();
    }

    private static boolean fits(String name, boolean graph) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean more = graph && (c == '/' || c == '.' || c == '-' || c == ':');
            if (!isPlain(c) && !more) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_';
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
