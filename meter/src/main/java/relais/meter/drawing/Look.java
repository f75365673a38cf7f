package relais.meter.drawing;

import java.util.Map;

/**
 * How a field is drawn.
 *
 * @param width of a line in pixels
 * @param colour RGB as the field's author wished, or {@link #UNCHOSEN}
 * @param hidden not drawn by itself ({@code graph no})
 */
public record Look(Draw draw, double width, int colour, boolean hidden) {
    public static final int UNCHOSEN = -1;
    public static final Look LINE = new Look(Draw.LINE, 1, UNCHOSEN, false);

    private static final double WIDEST = 5;

    static Look munin(Map<String, String> attributes) {
        String draw = attributes.getOrDefault("draw", "LINE1").trim();
        String digits = draw.replaceAll("^[A-Za-z]*", "");
        double width = Numbers.parse(digits.isEmpty() ? "1" : digits, 1);
        return new Look(
                Draw.parse(draw),
                Math.clamp(width, 0.5, WIDEST),
                colour(attributes.getOrDefault("colour", "")),
                attributes.getOrDefault("graph", "yes").trim().equalsIgnoreCase("no"));
    }

    /**
     * Six hexadecimal digits, with or without #; munin's {@code COLOURn} is left to the palette.
     */
    static int colour(String word) {
        String hex = word.trim().replaceFirst("^#", "");
        return hex.matches("[0-9A-Fa-f]{6}") ? Integer.parseInt(hex, 16) : UNCHOSEN;
    }
}
