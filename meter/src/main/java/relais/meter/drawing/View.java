package relais.meter.drawing;

import java.time.ZoneId;
import java.util.Locale;

/** For whom and how large a picture is drawn. */
public record View(Size size, Range range, Reader reader) {
    /**
     * Logical pixels, and real pixels per logical one. Out of bounds is refused, so that a picture
     * costs bounded memory (at most 36 MB).
     */
    public record Size(int width, int height, double factor) {
        public static final int LEAST_WIDTH = 16;
        public static final int LEAST_HEIGHT = 8;
        public static final int MOST_WIDTH = 1600;
        public static final int MOST_HEIGHT = 1000;
        public static final double MOST_FACTOR = 3;

        public Size {
            boolean fits =
                    width >= LEAST_WIDTH
                            && width <= MOST_WIDTH
                            && height >= LEAST_HEIGHT
                            && height <= MOST_HEIGHT
                            && factor >= 0.5
                            && factor <= MOST_FACTOR;
            if (!fits) {
                throw new IllegalArgumentException(
                        "a picture is 16×8 to 1600×1000 pixels, its factor 0.5 to 3");
            }
        }
    }

    /** Milliseconds since 1970, both ends shown; years before 1900 or after 2200 are refused. */
    public record Range(long from, long to) {
        private static final long EARLIEST = -2_208_988_800_000L;
        private static final long LATEST = 7_258_118_400_000L;

        public Range {
            if (to - from < 1_000 || from < EARLIEST || to > LATEST) {
                throw new IllegalArgumentException("a picture shows at least a second");
            }
        }

        long length() {
            return to - from;
        }
    }

    /** French readers get French; everybody else English. */
    public record Reader(Theme theme, Palette palette, Locale locale, ZoneId zone) {}

    public enum Theme {
        LIGHT,
        DARK
    }

    /** Whose colours. */
    public enum Palette {
        /** The fields' own where they have some, otherwise the safe ones. */
        AUTHOR,
        /** Okabe and Ito's, which colour-blind people tell apart. */
        SAFE
    }
}
