package relais.vault.moving.load;

import java.nio.charset.StandardCharsets;

/** Names of the old system as names in PostgreSQL. */
public final class Names {
    /** PostgreSQL cuts longer ones (NAMEDATALEN - 1). */
    private static final int LONGEST = 63;

    private Names() {}

    public static String schema(String move) {
        return "legacy_" + move;
    }

    /** The name itself, or where it is too long its beginning and a hash. */
    public static String fitting(String name) {
        String clean = name.replace("\0", "");
        if (clean.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return clean;
        }
        String hash = "_%08x".formatted(clean.hashCode());
        int end = clean.length();
        while (clean.substring(0, end).getBytes(StandardCharsets.UTF_8).length
                > LONGEST - hash.length()) {
            end--;
        }
        return clean.substring(0, end) + hash;
    }

    /** In quotes, for SQL. */
    public static String quoted(String name) {
        return '"' + fitting(name).replace("\"", "\"\"") + '"';
    }
}
