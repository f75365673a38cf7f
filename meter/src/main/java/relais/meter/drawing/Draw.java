package relais.meter.drawing;

import java.util.Locale;

/** munin's {@code draw} of a field. */
public enum Draw {
    LINE,
    AREA,
    /** On top of the field before, drawn as that one is. */
    STACK,
    /** An area on top of the field before; the first such field begins the pile. */
    AREASTACK,
    /** A line on top of the field before; the first such field begins the pile. */
    LINESTACK;

    /** Reads {@code LINE2}, {@code AREA}…; what munin does not know is a line. */
    static Draw parse(String word) {
        String upper = word.trim().toUpperCase(Locale.ROOT);
        for (Draw draw : values()) {
            if (upper.replaceAll("[0-9.]+$", "").equals(draw.name())) {
                return draw;
            }
        }
        return LINE;
    }

    boolean piles() {
        return this == STACK || this == AREASTACK || this == LINESTACK;
    }
}
