package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;
import relais.meter.drawing.scene.TextWidth;

/** A text in the place of a graph. */
public final class Notice {
    private static final Shape.Face TITLE = new Shape.Face(14, true);
    private static final Shape.Face TEXT = new Shape.Face(12, false);
    private static final double MARGIN = 12;
    private static final double LEADING = 17;

    private Notice() {}

    /** As much of it as there is room for; what is left out is shown by an ellipsis. */
    public static Scene scene(String title, String text, View view) {
        Inks inks = new Inks(view.reader());
        double room = view.size().width() - 2 * MARGIN;
        List<Shape> shapes = new ArrayList<>();
        double y = MARGIN + TITLE.size();
        if (!title.isBlank()) {
            String fitted = TextWidth.fitted(title, room, TITLE);
            shapes.add(line(y, fitted, room, TITLE, inks.text()));
            y += LEADING + 4;
        }
        List<String> lines = lines(text, room);
        for (int i = 0; i < lines.size() && y < view.size().height() - MARGIN / 2; i++) {
            boolean last = y + LEADING >= view.size().height() - MARGIN / 2;
            boolean cut = last && i + 1 < lines.size();
            shapes.add(line(y, cut ? "…" : lines.get(i), room, TEXT, inks.text()));
            y += LEADING;
        }
        String words = title.isBlank() ? text : title + ": " + text;
        return new Scene(view.size().width(), view.size().height(), inks.ground(), words, shapes);
    }

    private static Shape line(double y, String words, double room, Shape.Face face, int colour) {
        return new Shape.Text(MARGIN, y, words, room, face, Shape.Anchor.START, colour);
    }

    private static List<String> lines(String text, double room) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.lines().toList()) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.split(" ", -1)) {
                String longer = line.isEmpty() ? word : line + " " + word;
                if (!line.isEmpty() && TextWidth.of(longer, TEXT) > room) {
                    lines.add(line.toString());
                    line.setLength(0);
                    line.append(word);
                } else {
                    line.setLength(0);
                    line.append(longer);
                }
            }
            lines.add(TextWidth.fitted(line.toString(), room, TEXT));
        }
        return lines;
    }
}
