package relais.meter.drawing.scene;

import java.util.List;

/**
 * A whole picture, back to front.
 *
 * @param width logical pixels
 * @param height logical pixels
 * @param ground colour behind everything, opaque
 * @param words what the picture shows, for those who cannot see it
 */
public record Scene(int width, int height, int ground, String words, List<Shape> shapes) {
    public Scene {
        shapes = List.copyOf(shapes);
    }

    /** One line per shape: what the tests compare. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(width).append('x').append(height).append(' ').append(words).append('\n');
        for (Shape shape : shapes) {
            text.append(shape).append('\n');
        }
        return text.toString();
    }
}
