package relais.meter.picture;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import relais.meter.drawing.View;
import relais.meter.drawing.View.Palette;
import relais.meter.drawing.View.Range;
import relais.meter.drawing.View.Reader;
import relais.meter.drawing.View.Size;
import relais.meter.drawing.View.Theme;

/**
 * How a picture is wanted, as its address says it.
 *
 * @param columns of a sheet, 0 for as many as suit
 * @param fresh how long it shows nothing else than one drawn later
 */
public record Wish(View view, int columns, Duration fresh) {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 300;
    private static final int MOST_COLUMNS = 6;
    private static final long DAY = 86_400;
    private static final long SHORTEST = 300;
    private static final long LONGEST = 20 * 366 * DAY;
    private static final long MOST_FRESH = 300;
    private static final long LEAST_FRESH = 10;

    /**
     * {@code from} and {@code to} are milliseconds since 1970; without {@code to} the picture ends
     * now, without {@code from} it shows {@code last} seconds, a day if that is missing too. The
     * others: width, height, factor, theme, palette, lang, zone, columns.
     *
     * @throws IllegalArgumentException with the reason, for who wrote the address
     */
    public static Wish of(Map<String, String> query, Locale locale, ZoneId zone, long now) {
        Size size =
                new Size(
                        (int) number(query, "width", WIDTH, Size.MOST_WIDTH),
                        (int) number(query, "height", HEIGHT, Size.MOST_HEIGHT),
                        factor(query));
        long last = number(query, "last", DAY, LONGEST);
        if (last < SHORTEST) {
            throw new IllegalArgumentException("last: a picture shows at least 300 seconds");
        }
        boolean moving = !query.containsKey("to");
        long seconds = Math.clamp(last / size.width(), LEAST_FRESH, MOST_FRESH);
        // Asked for twice within a pixel's time it is the same picture.
        long pixel = seconds * 1_000;
        long to =
                moving ? Math.ceilDiv(now, pixel) * pixel : number(query, "to", 0, Long.MAX_VALUE);
        long from = number(query, "from", to - last * 1_000, Long.MAX_VALUE);
        Reader reader =
                new Reader(
                        choice(Theme.class, query, "theme"),
                        choice(Palette.class, query, "palette"),
                        query.containsKey("lang")
                                ? Locale.forLanguageTag(query.get("lang"))
                                : locale,
                        zone(query, zone));
        int columns = (int) number(query, "columns", 0, MOST_COLUMNS);
        return new Wish(
                new View(size, new Range(from, to), reader), columns, Duration.ofSeconds(seconds));
    }

    private static long number(Map<String, String> query, String name, long usual, long most) {
        String text = query.get(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("\\d{1,15}") || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(name + " is a whole number, at most " + most);
        }
        return Long.parseLong(text);
    }

    private static double factor(Map<String, String> query) {
        String text = query.getOrDefault("factor", "1");
        if (!text.matches("\\d(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException("factor is a number from 0.5 to 3");
        }
        return Double.parseDouble(text);
    }

    private static ZoneId zone(Map<String, String> query, ZoneId usual) {
        String name = query.get("zone");
        try {
            return name == null ? usual : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone is a name such as Africa/Abidjan", e);
        }
    }

    private static <E extends Enum<E>> E choice(
            Class<E> type, Map<String, String> query, String name) {
        String text = query.get(name);
        for (E one : type.getEnumConstants()) {
            if (text == null || one.name().equalsIgnoreCase(text)) {
                return one;
            }
        }
        throw new IllegalArgumentException(name + " is none of those there are");
    }
}
