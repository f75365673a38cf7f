package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import relais.meter.drawing.scene.Shape;
import relais.meter.drawing.scene.Shape.Anchor;
import relais.meter.drawing.scene.Shape.Pen;
import relais.meter.drawing.scene.TextWidth;

/** Everything around the data: grid, ticks, gaps, thresholds and events. */
final class Axes {
    private static final double LABEL = 66;
    private static final double DAY_ROOM = 108;

    /** A narrower plot has its events marked without words. */
    private static final double ROOM_FOR_NOTES = 300;

    private static final double FLAG = 5;

    private final Plot.Rectangle where;
    private final Plot plot;
    private final Inks inks;
    private final List<Shape> shapes;

    /** Where texts over the data already lie; y is the baseline. */
    private final List<Plot.Rectangle> noted = new ArrayList<>();

    Axes(Plot.Rectangle where, Plot plot, Inks inks, List<Shape> shapes) {
        this.where = where;
        this.plot = plot;
        this.inks = inks;
        this.shapes = shapes;
    }

    /** A tint where nothing at all is known. */
    void gaps(Layers layers) {
        long[] times = layers.times();
        int last = -1;
        for (int i = 0; i < times.length; i++) {
            if (layers.known(i)) {
                if (last >= 0 && i - last > 1) {
                    double x = plot.x(times[last]);
                    double width = plot.x(times[i]) - x;
                    shapes.add(new Shape.Box(x, where.y(), width, where.height(), inks.gap()));
                }
                last = i;
            }
        }
    }

    void values(Scale scale) {
        for (Scale.Tick tick : scale.ticks()) {
            double y = crisp(plot.y(tick.value()));
            horizontal(y, new Pen(1, 0, inks.grid()));
            double x = where.x() - 6;
            String words = TextWidth.fitted(tick.label(), x - 2, Layout.SMALL);
            label(x, y + 3.7, words, Anchor.END, x);
        }
    }

    /** Zero, where it is shown, or the lower edge. */
    void baseline(Scale scale) {
        double y = scale.low() < 0 && scale.high() > 0 ? plot.y(0) : where.bottom();
        horizontal(crisp(y), new Pen(1, 0, inks.axis()));
        if (y < where.bottom() - 1) {
            horizontal(crisp(where.bottom()), new Pen(1, 0, inks.grid()));
        }
    }

    void times(View view, double width) {
        double most = Math.max(1, where.width() / LABEL);
        List<TimeTicks.Tick> ticks = TimeTicks.of(view.range(), view.reader(), most);
        double free = where.x();
        double bottom = where.bottom();
        boolean early =
                ticks.stream()
                        .anyMatch(t -> !t.day().isEmpty() && plot.x(t.millis()) < free + DAY_ROOM);
        if (!early) {
            String day = TimeTicks.dayAt(view.range().from(), view.range(), view.reader());
            label(where.x(), bottom + 26, day, Anchor.START, DAY_ROOM);
        }
        for (TimeTicks.Tick tick : ticks) {
            double x = crisp(plot.x(tick.millis()));
            boolean begins = !tick.day().isEmpty();
            Pen pen = new Pen(1, 0, begins ? Inks.alpha(inks.axis(), 0.5) : inks.grid());
            shapes.add(Shape.Line.between(x, where.y(), x, bottom, pen));
            shapes.add(Shape.Line.between(x, bottom, x, bottom + 3, new Pen(1, 0, inks.axis())));
            centred(x, bottom + 14, tick.label(), width);
            if (begins) {
                centred(x, bottom + 26, tick.day(), width);
            }
        }
    }

    private void centred(double x, double y, String words, double width) {
        double half = TextWidth.of(words, Layout.SMALL) / 2;
        double inside =
                Math.clamp(x, Math.min(half + 1, width / 2), Math.max(width / 2, width - half - 1));
        label(inside, y, words, Anchor.MIDDLE, Math.min(2 * half + 1, width));
    }

    private void label(double x, double y, String words, Anchor anchor, double room) {
        if (!words.isEmpty()) {
            shapes.add(new Shape.Text(x, y, words, room, Layout.SMALL, anchor, inks.faint()));
        }
    }

    void marks(Marks marks, Scale scale, Words words, Figures figures) {
        for (Limits.Constant constant : marks.constants()) {
            int colour = inks.wished(constant.colour());
            mark(scale, constant.value(), constant.label(), new Pen(1.2, 0, colour));
        }
        for (double value : marks.warnings()) {
            String say = words.warning() + " " + figures.brief(value);
            mark(scale, value, say, new Pen(1.2, 5, inks.warning()));
        }
        for (double value : marks.criticals()) {
            String say = words.critical() + " " + figures.brief(value);
            mark(scale, value, say, new Pen(1.2, 5, inks.critical()));
        }
    }

    private void mark(Scale scale, double value, String words, Pen pen) {
        if (!scale.shows(value)) {
            return;
        }
        double y = crisp(plot.y(value));
        horizontal(y, pen);
        String fitted = TextWidth.fitted(words, where.width() / 2, Layout.SMALL);
        boolean under = pen.colour() == inks.warning() && y + 14 < where.bottom();
        double baseline = under ? y + 12 : y - 4;
        note(where.right() - 4, baseline, fitted, Anchor.END, pen.colour());
    }

    /** A text over the data, on a ground of its own. */
    private void note(double x, double y, String words, Anchor anchor, int colour) {
        if (words.isBlank()) {
            return;
        }
        double width = TextWidth.of(words, Layout.SMALL);
        double left = anchor == Anchor.END ? x - width : x;
        for (int i = 0; i < noted.size() && anchor == Anchor.END; i++) {
            Plot.Rectangle other = noted.get(i);
            if (Math.abs(y - other.y()) < other.height() && left < other.right() + 6) {
                left = Math.max(where.x(), Math.min(left, other.x() - width - 8));
            }
        }
        noted.add(new Plot.Rectangle(left, y, width, 12));
        int ground = Inks.alpha(inks.ground(), 0.72);
        shapes.add(new Shape.Box(left - 2, y - 9, width + 4, 12, ground));
        shapes.add(new Shape.Text(left, y, words, width, Layout.SMALL, Anchor.START, colour));
    }

    void events(List<Event> events, View.Range range) {
        double free = where.x();
        for (Event event :
                events.stream().sorted((a, b) -> Long.compare(a.millis(), b.millis())).toList()) {
            if (event.millis() < range.from() || event.millis() > range.to()) {
                continue;
            }
            double x = crisp(plot.x(event.millis()));
            double top = where.y();
            int colour = inks.event();
            shapes.add(Shape.Line.between(x, top, x, where.bottom(), new Pen(1, 2, colour)));
            double left = Math.max(0, x - FLAG);
            double right = Math.min(x + FLAG, where.right() + FLAG);
            shapes.add(
                    new Shape.Area(
                            new double[] {left, right, x},
                            new double[] {top - 4, top - 4, top + 3},
                            colour));
            double room = Math.min(where.right() - x - 8, 160);
            String words = x + 4 < free ? "" : TextWidth.fitted(event.text(), room, Layout.SMALL);
            if (words.length() > 2 && where.width() > ROOM_FOR_NOTES) {
                note(x + 6, top + 10, words, Anchor.START, colour);
                free = x + 12 + TextWidth.of(words, Layout.SMALL);
            }
        }
    }

    private void horizontal(double y, Pen pen) {
        shapes.add(Shape.Line.between(where.x(), y, where.right(), y, pen));
    }

    /** In the middle of a pixel, so that a hairline is one pixel and not two pale ones. */
    private static double crisp(double at) {
        return Math.floor(at) + 0.5;
    }
}
