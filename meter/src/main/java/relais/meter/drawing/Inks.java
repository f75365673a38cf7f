package relais.meter.drawing;

/**
 * The colours of one theme. Fields get Okabe and Ito's colours in turn, each a little lighter or
 * darker than they wrote it where the ground asks for it; after eight they come again in another
 * shade, lines then dashed, so that colour is never alone in telling them apart.
 */
final class Inks {
    private static final int[] ON_LIGHT = {
        0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xC9BC1F, 0x6B6B6B
    };
    private static final int[] ON_DARK = {
        0x3D9BDB, 0xE69F00, 0x1DB58A, 0xCC79A7, 0x7CC8F2, 0xE0702A, 0xF0E442, 0xA5A5A5
    };
    private static final double[] SHADES = {0, 0.45, -0.35, 0.65, -0.2};
    private static final double[] DASHES = {0, 6, 3, 10, 2};

    /** Less contrast than this against the ground is not seen. */
    private static final double LEAST_CONTRAST = 1.6;

    private final boolean dark;
    private final boolean authors;
    private int given;

    Inks(View.Reader reader) {
        dark = reader.theme() == View.Theme.DARK;
        authors = reader.palette() == View.Palette.AUTHOR;
    }

    int ground() {
        return dark ? 0xFF16191D : 0xFFFFFFFF;
    }

    int text() {
        return dark ? 0xFFE4E6E9 : 0xFF1E2125;
    }

    int faint() {
        return dark ? 0xFF9BA1A9 : 0xFF646A73;
    }

    int grid() {
        return dark ? 0x1FFFFFFF : 0x1A000000;
    }

    int axis() {
        return dark ? 0xFF626972 : 0xFF8C929B;
    }

    int gap() {
        return dark ? 0x12FFFFFF : 0x0D000000;
    }

    int warning() {
        return dark ? 0xFFE8A33D : 0xFFB86E00;
    }

    int critical() {
        return dark ? 0xFFFF6B5E : 0xFFC62828;
    }

    int event() {
        return dark ? 0xFFB9A3FF : 0xFF5B3FC4;
    }

    Layer.Style next(int wish, boolean area, boolean piled, double width) {
        int round = given / ON_LIGHT.length;
        int safe = (dark ? ON_DARK : ON_LIGHT)[given % ON_LIGHT.length];
        given++;
        boolean wished = authors && wish != Look.UNCHOSEN;
        int colour =
                wished
                        ? seen(wish)
                        : shade(safe, (dark ? 1 : -0.8) * SHADES[round % SHADES.length]);
        double dash = wished || area ? 0 : DASHES[round % DASHES.length];
        return new Layer.Style(area, piled, area ? 0 : width + 0.3, dash, opaque(colour));
    }

    Layer.Style total() {
        return new Layer.Style(false, false, 1.3, 0, text());
    }

    /** A constant line's or a field's wish, or the text's colour. */
    int wished(int wish) {
        return wish == Look.UNCHOSEN ? faint() : opaque(seen(wish));
    }

    static int opaque(int rgb) {
        return rgb | 0xFF000000;
    }

    static int alpha(int argb, double share) {
        return argb & 0xFFFFFF | (int) Math.round(share * 255) << 24;
    }

    /** The author's colour, moved away from the ground until it is seen. */
    private int seen(int rgb) {
        int colour = rgb;
        for (int i = 0; i < 8 && contrast(colour, ground()) < LEAST_CONTRAST; i++) {
            colour = shade(colour, dark ? 0.2 : -0.15);
        }
        return colour;
    }

    /** Positive is lighter, negative darker. */
    private static int shade(int rgb, double share) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int part = rgb >> shift & 0xFF;
            double moved = share >= 0 ? part + (255 - part) * share : part * (1 + share);
            result |= (int) Math.round(moved) << shift;
        }
        return result;
    }

    /** WCAG 2.2's contrast ratio. */
    static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int part) {
        double share = (part & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
