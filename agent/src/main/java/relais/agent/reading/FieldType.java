package relais.agent.reading;

import java.util.Locale;

/** Munin's and RRD's data source types. */
public enum FieldType {
    /** Drawn as it is. */
    GAUGE,
    /** Only grows, and wraps at 32 or 64 bits. */
    COUNTER,
    /** Drawn as its change per second. */
    DERIVE,
    /** Starts anew at every reading. */
    ABSOLUTE;

    /** GAUGE where the word is none of the four, as munin does. */
    public static FieldType of(String word) {
        return switch (word.strip().toUpperCase(Locale.ROOT)) {
            case "COUNTER" -> COUNTER;
            case "DERIVE" -> DERIVE;
            case "ABSOLUTE" -> ABSOLUTE;
            default -> GAUGE;
        };
    }
}
