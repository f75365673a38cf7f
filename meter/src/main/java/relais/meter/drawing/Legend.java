package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import relais.meter.drawing.scene.Shape;
import relais.meter.drawing.scene.Shape.Anchor;
import relais.meter.drawing.scene.TextWidth;

/**
 * Names and figures under the plot. With all four figures where they fit, else with the current
 * one, else names alone, in as many columns as there is room for; what still does not fit is
 * counted.
 */
final class Legend {
    private static final double ROW = 15;
    private static final double SWATCH = 16;
    private static final double GAP = 22;
    private static final double LONGEST_NAME = 260;
    private static final double SHORTEST_NAME = 70;

    /** The legend never takes more of the picture than the plot. */
    private static final double MOST_SHARE = 0.62;

    private final List<Layers.Entry> entries;
    private final View view;
    private final Inks inks;
    private final Figures figures;
    private final Words words;
    private final List<Row> rows = new ArrayList<>();
    private double figureWidth;
    private int figureCount;
    private int columns = 1;
    private int shown;
    private double columnWidth;

    /** An entry with its four figures written out. */
    private record Row(Layers.Entry entry, List<String> cells, int urgency) {}

    Legend(List<Layers.Entry> entries, View view, Inks inks, Figures figures) {
        this.entries = entries;
        this.view = view;
        this.inks = inks;
        this.figures = figures;
        words = Words.in(view.reader().locale());
    }

    /** Chooses the arrangement; returns the height it takes. */
    double arrange(double width, double room) {
        for (Layers.Entry entry : entries) {
            rows.add(row(entry));
        }
        double name = SHORTEST_NAME;
        figureWidth = 40;
        for (Row row : rows) {
            name = Math.max(name, TextWidth.of(row.entry.label(), Layout.SMALL));
            for (String cell : row.cells) {
                figureWidth = Math.max(figureWidth, TextWidth.of(cell, Layout.SMALL));
            }
        }
        figureWidth += 12;
        name = Math.min(name + 4, LONGEST_NAME);
        int fit = (int) Math.max(0, Math.min(room, room * MOST_SHARE + ROW) / ROW);
        for (int figure : new int[] {4, 1, 0}) {
            figureCount = figure;
            int header = figure == 4 ? 1 : 0;
            double wish = SWATCH + name + figure * figureWidth;
            double tight = SWATCH + Math.min(name, 110) + figure * figureWidth;
            if (place(width, wish, fit - header) || place(width, tight, fit - header)) {
                break;
            }
        }
        int lines = (shown + columns - 1) / Math.max(1, columns);
        boolean more = shown < rows.size();
        return shown == 0 ? 0 : (lines + (figureCount == 4 ? 1 : 0)) * ROW + (more ? ROW : 0) + 4;
    }

    private boolean place(double width, double entry, int lines) {
        int most = (int) Math.clamp((width + GAP) / (entry + GAP), 1, 8);
        if (entry > width && figureCount > 0) {
            return false;
        }
        int fewest = Math.max(1, (rows.size() + most - 1) / most);
        columns = Math.max(1, (rows.size() + fewest - 1) / fewest);
        columnWidth = columns == 1 ? Math.min(width, entry) : (width + GAP) / columns - GAP;
        columnWidth = Math.min(columnWidth, entry);
        boolean all = columns * lines >= rows.size();
        shown = all ? rows.size() : Math.max(0, Math.min(rows.size(), columns * (lines - 1)));
        return all;
    }

    private Row row(Layers.Entry entry) {
        if (!entry.refusal().isEmpty()) {
            return new Row(entry, List.of(), 2);
        }
        Figure above = Figure.of(entry.column(), view.range());
        boolean both = entry.mirrored().millis().length > 0;
        Figure below = both ? Figure.of(entry.mirrored(), view.range()) : above;
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String cell = figures.legend(above.at(i));
            cells.add(both ? figures.legend(below.at(i)) + " / " + cell : cell);
        }
        boolean critical = entry.limits().critical().broken(above.now());
        boolean warning = entry.limits().warning().broken(above.now());
        return new Row(entry, cells, critical ? 2 : warning ? 1 : 0);
    }

    /** What the legend says of a column within the range. */
    private record Figure(double now, double least, double mean, double most) {
        double at(int index) {
            return switch (index) {
                case 0 -> now;
                case 1 -> least;
                case 2 -> mean;
                default -> most;
            };
        }

        static Figure of(Column column, View.Range range) {
            double now = Double.NaN;
            double least = Double.NaN;
            double most = Double.NaN;
            double sum = 0;
            int count = 0;
            int end = column.from(range.to() + 1);
            for (int i = column.from(range.from()); i < end; i++) {
                double value = column.values()[i];
                now = value;
                if (Double.isFinite(value)) {
                    sum += value;
                    count++;
                    least = column.low()[i] >= least ? least : column.low()[i];
                    most = column.high()[i] <= most ? most : column.high()[i];
                }
            }
            return new Figure(now, least, count == 0 ? Double.NaN : sum / count, most);
        }
    }

    void draw(double x, double y, List<Shape> shapes) {
        if (shown == 0) {
            return;
        }
        int lines = (shown + columns - 1) / columns;
        double first = y + 12;
        if (figureCount == 4) {
            for (int column = 0; column < columns; column++) {
                header(x + column * (columnWidth + GAP), first, shapes);
            }
            first += ROW;
        }
        for (int i = 0; i < shown; i++) {
            double left = x + (i / lines) * (columnWidth + GAP);
            entry(rows.get(i), left, first + (i % lines) * ROW, shapes);
        }
        if (shown < rows.size()) {
            String more = words.more().replace("%d", Integer.toString(rows.size() - shown));
            text(x + SWATCH, first + lines * ROW, "… " + more, Anchor.START, inks.faint(), shapes);
        }
    }

    private void header(double x, double y, List<Shape> shapes) {
        String[] names = {words.now(), words.least(), words.mean(), words.most()};
        for (int i = 0; i < 4; i++) {
            double right = x + columnWidth - (3 - i) * figureWidth;
            text(right, y, names[i], Anchor.END, inks.faint(), shapes);
        }
    }

    private void entry(Row row, double x, double y, List<Shape> shapes) {
        swatch(row.entry.style(), x, y, shapes);
        double room = columnWidth - SWATCH - figureCount * figureWidth;
        if (row.cells.isEmpty()) {
            String say = row.entry.label() + ": " + row.entry.refusal();
            String fitted = TextWidth.fitted(say, columnWidth - SWATCH, Layout.SMALL);
            text(x + SWATCH, y, fitted, Anchor.START, inks.critical(), shapes);
            return;
        }
        String name = TextWidth.fitted(named(row.entry.label(), room), room, Layout.SMALL);
        text(x + SWATCH, y, name, Anchor.START, inks.text(), shapes);
        for (int i = 0; i < figureCount; i++) {
            double right = x + columnWidth - (figureCount - 1 - i) * figureWidth;
            int colour = i > 0 ? inks.text() : urgent(row.urgency);
            boolean bold = i == 0 && row.urgency > 0;
            var face = new Shape.Face(Layout.SMALL.size(), bold);
            String cell = row.cells.get(i);
            shapes.add(new Shape.Text(right, y, cell, figureWidth - 6, face, Anchor.END, colour));
        }
    }

    /** A name too long for its room loses what all names begin with. */
    private String named(String label, double room) {
        if (rows.size() < 2 || TextWidth.of(label, Layout.SMALL) <= room) {
            return label;
        }
        int common = label.length();
        for (Row row : rows) {
            int same = 0;
            String other = row.entry.label();
            while (same < Math.min(common, other.length())
                    && other.charAt(same) == label.charAt(same)) {
                same++;
            }
            common = same;
        }
        int word = label.lastIndexOf(' ', common - 1);
        return word < 4 ? label : "…" + label.substring(word + 1);
    }

    private int urgent(int urgency) {
        return urgency == 2 ? inks.critical() : urgency == 1 ? inks.warning() : inks.text();
    }

    private static void swatch(Layer.Style style, double x, double y, List<Shape> shapes) {
        if (style.area()) {
            shapes.add(new Shape.Box(x, y - 9, 10, 10, style.colour()));
            return;
        }
        var pen =
                new Shape.Pen(
                        Math.max(2, style.width()), Math.min(style.dash(), 4), style.colour());
        shapes.add(Shape.Line.between(x, y - 4, x + 11, y - 4, pen));
    }

    private static void text(
            double x, double y, String words, Anchor anchor, int colour, List<Shape> shapes) {
        if (!words.isEmpty()) {
            double room = TextWidth.of(words, Layout.SMALL) + 1;
            shapes.add(new Shape.Text(x, y, words, room, Layout.SMALL, anchor, colour));
        }
    }
}
