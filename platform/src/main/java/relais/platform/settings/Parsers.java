package relais.platform.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How settings' texts become values; each refusal says what is expected. */
public final class Parsers {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB|TB)?");

    private Parsers() {}

    /** Any text, empty too. */
    public static Function<String, String> text() {
        return text -> text;
    }

    /** A text that is not empty. */
    public static Function<String, String> someText() {
        return text -> {
            if (text.isEmpty()) {
                throw expected("a text that is not empty");
            }
            return text;
        };
    }

    /** A whole number from {@code least} to {@code most}, both allowed. */
    public static Function<String, Integer> number(int least, int most) {
        String wanted = "a whole number from " + least + " to " + most;
        return text -> {
            try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw expected(wanted);
            }
            throw expected(wanted);
        };
    }

    /** A TCP port; 0 lets the system choose a free one. */
    public static Function<String, Integer> port() {
        return number(0, 65_535);
    }

    /** A length of time such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 7d}. */
    public static Function<String, Duration> duration(Duration least, Duration most) {
        String wanted = "a time from " + written(least) + " to " + written(most) + ", such as 30s";
        return text -> {
            Matcher parts = DURATION.matcher(text);
            if (!parts.matches()) {
                throw expected(wanted);
            }
            long count = Long.parseLong(parts.group(1));
            Duration value =
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    };
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw expected(wanted);
            }
            return value;
        };
    }

    /** A size in bytes such as {@code 64KB} or {@code 512MB}; units are powers of 1,024. */
    public static Function<String, Long> bytes(long least, long most) {
        String wanted = "a size from " + least + " to " + most + " bytes, such as 512MB";
        return text -> {
            Matcher parts = BYTES.matcher(text.toUpperCase(Locale.ROOT));
            if (!parts.matches()) {
                throw expected(wanted);
            }
            String unit = parts.group(2) == null ? "B" : parts.group(2);
            int power = List.of("B", "KB", "MB", "GB", "TB").indexOf(unit);
            long count = Long.parseLong(parts.group(1));
            long factor = 1L << (10 * power);
            if (count > most / factor || count * factor < least) {
                throw expected(wanted);
            }
            return count * factor;
        };
    }

    /** {@code true} or {@code false}; {@code yes}, {@code no}, {@code on}, {@code off} too. */
    public static Function<String, Boolean> yesNo() {
        return text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> true;
                    case "false", "no", "off" -> false;
                    default -> throw expected("true or false");
                };
    }

    /** An absolute URL with one of {@code schemes} and a host. */
    public static Function<String, URI> url(String... schemes) {
        String wanted = "a URL beginning with " + String.join(":// or ", schemes) + "://";
        return text -> {
            try {
                URI value = new URI(text);
                if (value.getHost() != null && Arrays.asList(schemes).contains(value.getScheme())) {
                    return value;
                }
            } catch (URISyntaxException e) {
                throw expected(wanted);
            }
            throw expected(wanted);
        };
    }

    /** Items separated by commas, each read by {@code item}; an empty text is an empty list. */
    public static <T> Function<String, List<T>> list(Function<String, T> item) {
        return text ->
                text.isBlank()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1)).map(String::strip).map(item).toList();
    }

    /** A path of a file or folder; whether it exists is for its user to say. */
    public static Function<String, Path> path() {
        return text -> {
            if (text.isEmpty()) {
                throw expected("a path");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw expected("a path");
            }
        };
    }

    /** One of an enum's constants, written in kebab case. */
    public static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (kebab(constant).equals(text.toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
            List<String> names =
                    Arrays.stream(type.getEnumConstants()).map(Parsers::kebab).toList();
            throw expected("one of " + String.join(", ", names));
        };
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String written(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + "ms";
        }
        return time.toSeconds() % 3600 == 0 && !time.isZero()
                ? time.toHours() + "h"
                : time.toSeconds() + "s";
    }

    private static IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("expected " + what);
    }
}
