package relais.meter.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import relais.meter.promql.value.QueryException;

/** Parameters of a query string and of a form; one name may have several values. */
public final class Parameters {
    /** A query with its selectors; a thousand words fit. */
    private static final int MOST = 1_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private int count;

    /**
     * @param encoded as application/x-www-form-urlencoded, each
     * @throws IllegalArgumentException where one is not
     */
    public static Parameters of(String... encoded) {
        Parameters parameters = new Parameters();
        for (String text : encoded) {
            for (String pair : text.split("&")) {
                parameters.add(pair);
            }
        }
        return parameters;
    }

    private void add(String pair) {
        if (pair.isEmpty()) {
            return;
        }
        if (++count > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " parameters");
        }
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decoded(name), n -> new ArrayList<>(1)).add(decoded(value));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The first value, or the empty text. */
    public String text(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    QueryException wrong(String name, String why) {
        return QueryException.badData("invalid parameter \"" + name + "\": " + why);
    }
}
