package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;
import relais.meter.drawing.scene.TextWidth;

/**
 * Where everything lies. Small pictures lose their parts in this order: legend, second line of the
 * heading, axes; the smallest is a sparkline.
 */
final class Layout {
    static final Shape.Face TITLE = new Shape.Face(13, true);
    static final Shape.Face SMALL = new Shape.Face(10.5, false);

    private static final double MARGIN = 10;
    private static final double TIMES = 30;
    private static final double TITLE_LINE = 22;
    private static final double UNIT_LINE = 15;
    private static final double LEAST_PLOT = 60;

    private final GraphPicture picture;
    private final View view;
    private final Inks inks;
    private final List<Shape> shapes = new ArrayList<>();

    private Layout(GraphPicture picture, View view) {
        this.picture = picture;
        this.view = view;
        inks = new Inks(view.reader());
    }

    static Scene of(GraphPicture picture, View view) {
        Layout layout = new Layout(picture, view);
        if (layout.width() < 160 || layout.height() < 60) {
            layout.sparkline();
        } else {
            layout.full();
        }
        GraphPicture.Heading heading = picture.heading();
        String words = (heading.title() + " " + heading.host()).trim();
        return new Scene(
                layout.width(), layout.height(), layout.inks.ground(), words, layout.shapes);
    }

    private int width() {
        return view.size().width();
    }

    private int height() {
        return view.size().height();
    }

    private void sparkline() {
        var where = new Plot.Rectangle(1, 2, width() - 2, height() - 4);
        Layers layers = new Layers(picture, view, inks, pixels(where.width()));
        Figures figures = new Figures(picture.frame(), view.reader().locale());
        Scale scale = scale(layers, figures, new Marks(picture, layers), where);
        Plot plot = new Plot(where, view.range(), scale, shapes);
        plot.areas(layers);
        if (layers.layers().size() == 1) {
            plot.shadow(layers);
        }
        plot.lines(layers);
    }

    private int pixels(double width) {
        return Math.max(2, (int) Math.round(width * Math.min(view.size().factor(), 2)));
    }

    private Scale scale(Layers layers, Figures figures, Marks marks, Plot.Rectangle where) {
        double[] extent = layers.extent();
        boolean fromZero = layers.hasAreas() || extent[0] < extent[1] * 0.5;
        if (fromZero && extent[0] > 0 && !picture.frame().logarithmic()) {
            extent[0] = 0;
        }
        if (layers.hasAreas() && extent[1] < 0) {
            extent[1] = 0;
        }
        int wanted = (int) Math.clamp(where.height() / 30, 1, 12);
        return Scale.of(picture.frame(), figures, extent, marks.hopes(), wanted);
    }

    private void full() {
        boolean tall = height() >= 180 && !picture.heading().unit().isBlank();
        double top = (height() < 90 ? 6 : TITLE_LINE) + (tall ? UNIT_LINE : 0) + 6;
        Layers layers = new Layers(picture, view, inks, pixels(width() - 60.0));
        Figures figures = new Figures(picture.frame(), view.reader().locale());
        Legend legend = new Legend(layers.entries(), view, inks, figures);
        double spare = height() - top - TIMES - LEAST_PLOT - 4;
        boolean explained = height() >= 160 && width() >= 260;
        double legendHeight = explained ? legend.arrange(width() - 2 * MARGIN, spare) : 0;
        double plotHeight = height() - top - TIMES - legendHeight - 2;
        Marks marks = new Marks(picture, layers);
        var rough = new Plot.Rectangle(0, top, width(), Math.max(10, plotHeight));
        Scale scale = scale(layers, figures, marks, rough);
        double left = MARGIN;
        for (Scale.Tick tick : scale.ticks()) {
            left = Math.max(left, TextWidth.of(tick.label(), SMALL) + MARGIN + 6);
        }
        left = Math.min(Math.ceil(left), width() * 0.4);
        double right = width() - MARGIN - 4;
        var where = new Plot.Rectangle(left, top, Math.floor(right - left), rough.height());
        heading(tall);
        draw(layers, scale, marks, where);
        legend.draw(MARGIN, where.bottom() + TIMES, shapes);
    }

    private void heading(boolean tall) {
        if (height() < 90) {
            return;
        }
        GraphPicture.Heading heading = picture.heading();
        double room = width() - 2 * MARGIN;
        String host = TextWidth.fitted(heading.host(), room * 0.45, SMALL);
        double hostWidth = TextWidth.of(host, SMALL);
        text(width() - MARGIN, 18, host, Shape.Anchor.END, hostWidth);
        double left = room - hostWidth - (host.isEmpty() ? 0 : 16);
        String title = TextWidth.fitted(heading.title(), left, TITLE);
        double titleWidth = TextWidth.of(title, TITLE);
        if (!title.isEmpty()) {
            shapes.add(
                    new Shape.Text(
                            MARGIN, 18, title, left, TITLE, Shape.Anchor.START, inks.text()));
        }
        double x = tall ? MARGIN : MARGIN + titleWidth + 10;
        double unitRoom = tall ? room : left - titleWidth - 10;
        String unit = TextWidth.fitted(heading.unit(), unitRoom, SMALL);
        text(x, tall ? 34 : 18, unit, Shape.Anchor.START, unitRoom);
    }

    private void text(double x, double y, String words, Shape.Anchor anchor, double room) {
        if (!words.isBlank() && room > 0) {
            shapes.add(new Shape.Text(x, y, words, room, SMALL, anchor, inks.faint()));
        }
    }

    private void draw(Layers layers, Scale scale, Marks marks, Plot.Rectangle where) {
        Plot plot = new Plot(where, view.range(), scale, shapes);
        Axes axes = new Axes(where, plot, inks, shapes);
        axes.gaps(layers);
        plot.areas(layers);
        axes.values(scale);
        axes.times(view, width());
        plot.lines(layers);
        axes.baseline(scale);
        Words words = Words.in(view.reader().locale());
        axes.marks(marks, scale, words, new Figures(picture.frame(), view.reader().locale()));
        axes.events(picture.events(), view.range());
        if (layers.layers().isEmpty() || layers.times().length == 0) {
            double x = where.x() + where.width() / 2;
            double y = where.y() + where.height() / 2 + 4;
            text(x, y, words.nothing(), Shape.Anchor.MIDDLE, where.width());
        }
    }
}
