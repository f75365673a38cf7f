package relais.meter.drawing.scene;

import java.util.Locale;

/**
 * One thing to paint. Coordinates are logical pixels from the upper left corner, colours are ARGB.
 * Point arrays are shared, not copied: nobody changes them once the shape exists.
 */
public sealed interface Shape {
    int colour();

    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, int colour) implements Shape {
        @Override
        public String toString() {
            return say("box %.1f %.1f %.1f %.1f %08x", x, y, width, height, colour);
        }
    }

    /**
     * An open line through the points; {@code dash} 0 is solid, otherwise a dash's length, its gap
     * half.
     */
    record Line(double[] xs, double[] ys, double width, double dash, int colour) implements Shape {
        public static Line between(double x1, double y1, double x2, double y2, Pen pen) {
            return new Line(
                    new double[] {x1, x2},
                    new double[] {y1, y2},
                    pen.width(),
                    pen.dash(),
                    pen.colour());
        }

        @Override
        public String toString() {
            return say("line w%.1f d%.0f %08x", width, dash, colour) + points(xs, ys);
        }
    }

    /** A filled outline, closed by itself. */
    record Area(double[] xs, double[] ys, int colour) implements Shape {
        @Override
        public String toString() {
            return say("area %08x", colour) + points(xs, ys);
        }
    }

    /**
     * A text on one line; {@code y} is its baseline. {@code room} is the width in pixels the layout
     * keeps free for it: a writer whose font is wider condenses the text to fit.
     */
    record Text(double x, double y, String words, double room, Face face, Anchor anchor, int colour)
            implements Shape {
        @Override
        public String toString() {
            String bold = face.bold() ? " bold" : "";
            return say("text %.1f %.1f %s %.0f%s %08x ", x, y, anchor, face.size(), bold, colour)
                    + words;
        }
    }

    /** How a line is drawn. */
    record Pen(double width, double dash, int colour) {}

    /** Size in pixels and weight of the one font family. */
    record Face(double size, boolean bold) {}

    /** Which point of the text {@code x} names. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private static String say(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private static String points(double[] xs, double[] ys) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            text.append(say(" %.1f,%.1f", xs[i], ys[i]));
        }
        return text.toString();
    }
}
