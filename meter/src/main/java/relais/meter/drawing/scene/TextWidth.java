package relais.meter.drawing.scene;

/**
 * How wide a text is, from the advance widths of DejaVu Sans (the widest of the usual sans-serif
 * fonts) instead of from an installed font: so a layout is the same on every machine, and what is
 * written in a narrower font fits.
 */
public final class TextWidth {
    /** Thousandths of an em for U+0020–U+007E, then U+00A0–U+00FF. */
    private static final short[] ADVANCES = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
        770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
        684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
        525, 636, 337, 636, 838, 318, 401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838,
        361, 1000, 500, 500, 838, 401, 401, 500, 636, 636, 318, 500, 401, 471, 612, 969, 969, 969,
        531, 684, 684, 684, 684, 684, 684, 974, 698, 632, 632, 632, 632, 295, 295, 295, 295, 775,
        748, 787, 787, 787, 787, 787, 838, 787, 732, 732, 732, 732, 611, 605, 630, 613, 613, 613,
        613, 613, 613, 982, 550, 615, 615, 615, 615, 278, 278, 278, 278, 612, 634, 612, 612, 612,
        612, 612, 838, 612, 634, 634, 634, 634, 592, 635, 592,
    };

    private static final int FIRST_HIGH = 95;

    /** Bold letters are an eighth wider. */
    private static final double BOLD = 1.13;

    /** Other alphabets; ideographs are as wide as high, which this also covers. */
    private static final int UNKNOWN = 1000;

    private TextWidth() {}

    public static double of(String words, Shape.Face face) {
        long sum = 0;
        for (int i = 0; i < words.length(); i++) {
            sum += advance(words.charAt(i));
        }
        return sum * face.size() / 1000 * (face.bold() ? BOLD : 1);
    }

    private static int advance(char c) {
        if (c >= 0x20 && c <= 0x7E) {
            return ADVANCES[c - 0x20];
        }
        if (c >= 0xA0 && c <= 0xFF) {
            return ADVANCES[c - 0xA0 + FIRST_HIGH];
        }
        return c == '\u202F' || c == '\u2009' ? ADVANCES[0] : UNKNOWN;
    }

    /** The text, or as much of its beginning as fits with an ellipsis; empty if not even that. */
    public static String fitted(String words, double room, Shape.Face face) {
        if (of(words, face) <= room) {
            return words;
        }
        int end = Math.min(words.length(), (int) (room / face.size() * 4) + 1);
        while (end > 0) {
            if (Character.isLowSurrogate(words.charAt(Math.min(end, words.length() - 1)))) {
                end--;
                continue;
            }
            String shorter = words.substring(0, end).stripTrailing() + "…";
            if (of(shorter, face) <= room) {
                return shorter;
            }
            end--;
        }
        return "";
    }
}
