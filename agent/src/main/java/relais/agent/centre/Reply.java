package relais.agent.centre;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The centre's answer; over every way it has the numbers and headers that it has over HTTP.
 *
 * @param headers by names that are alike in capitals and small letters
 */
public record Reply(int status, Map<String, String> headers, String text) {

    /** How many sheets of a push are durable. */
    public static final String STORED = "Relais-Stored";

    /** {@code graphs} where descriptions are missing. */
    public static final String WANTS = "Relais-Wants";

    /** The text of an answer to a push of which all is kept. */
    public static final String ALL = "stored";

    /** Who pushes; in a pairing's answer, who was paired. */
    public static final String AGENT = "Relais-Agent";

    public Reply {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** Empty when it is missing. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What of a push was left out, and why; empty when all of it is kept. */
    String left() {
        String line = firstLine();
        return line.equals(ALL) ? "" : line;
    }

    /** The number and the first line, short enough for a log. */
    String reason() {
        return status + " " + firstLine();
    }

    private String firstLine() {
        String line = text.strip().lines().findFirst().orElse("");
        String clean = line.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= 300 ? clean : clean.substring(0, 300);
    }
}
