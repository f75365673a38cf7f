package relais.gateway.kannel;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as Kannel's interface needs it: undecoded, because texts come in any charset.
 *
 * @param query the raw query string, or null
 * @param headers those that matter here; looked up without regard to case
 * @param body empty for GET
 */
record Call(
        boolean post,
        @Nullable String query,
        Map<String, String> headers,
        byte[] body,
        String remote) {
    Call {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lower);
    }

    @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Lower case, without its parameters; empty where none was given. */
    String mediaType() {
        String type = header("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The charset parameter of the content type, or null. */
    @Nullable String charset() {
        String type = header("Content-Type");
        if (type == null) {
            return null;
        }
        for (String parameter : type.split(";", -1)) {
            String[] pair = parameter.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase("charset")) {
                return pair[1].replace("\"", "").strip();
            }
        }
        return null;
    }

    /** Headers may hold passwords and the query may: neither is printed. */
    @Override
    public String toString() {
        return (post ? "POST" : "GET") + " from " + remote;
    }
}
