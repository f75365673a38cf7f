package relais.meter.picture;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a picture: {@code /api/graphs/12/picture.png?last=86400}.
 *
 * @param kind graphs, hosts or dashboards
 * @param id of one of these, as text
 * @param query decoded
 */
public record Address(String kind, String id, Format format, Map<String, String> query) {
    /** Longer ones do not come from us. */
    public static final int LONGEST = 1_000;

    private static final Pattern FORM =
            Pattern.compile(
                    "/api/(graphs|hosts|dashboards)/([A-Za-z0-9:_.-]{1,200})/picture\\.(png|svg)(?:\\?(.*))?");

    public Address {
        query = Map.copyOf(query);
    }

    public static Optional<Address> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        Map<String, String> query = new LinkedHashMap<>();
        String words = parts.group(4) == null ? "" : parts.group(4);
        try {
            for (String pair : words.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            decoded(pair.substring(0, equals)),
                            decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
        return Format.of(parts.group(3))
                .map(format -> new Address(parts.group(1), parts.group(2), format, query));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
