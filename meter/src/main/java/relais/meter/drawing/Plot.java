package relais.meter.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relais.meter.drawing.scene.Shape;

/** The layers drawn into their rectangle. */
final class Plot {
    /** How much of what lies behind an area shows through. */
    private static final double FILLED = 0.82;

    private static final double BAND = 0.22;
    private static final double EDGE = 1;

    /** A point all alone. */
    private static final double DOT = 2.5;

    private final Rectangle where;
    private final View.Range range;
    private final Scale scale;
    private final List<Shape> shapes;

    /** A part of the picture. */
    record Rectangle(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }
    }

    /** A stretch of the grid, end exclusive. */
    private record Run(int first, int end) {}

    Plot(Rectangle where, View.Range range, Scale scale, List<Shape> shapes) {
        this.where = where;
        this.range = range;
        this.scale = scale;
        this.shapes = shapes;
    }

    double x(long millis) {
        double share = (double) (millis - range.from()) / range.length();
        return where.x() + Math.clamp(share, 0, 1) * where.width();
    }

    double y(double value) {
        return where.bottom() - scale.share(value) * where.height();
    }

    void areas(Layers layers) {
        double[] xs = Arrays.stream(layers.times()).mapToDouble(this::x).toArray();
        for (Layer layer : layers.layers()) {
            if (layer.style().area()) {
                double[] top = ys(layer.top());
                double[] bottom = ys(layer.bottom());
                for (Run run : runs(layer.top())) {
                    area(xs, top, bottom, run, Inks.alpha(layer.style().colour(), FILLED));
                }
                lines(layer, xs, top, EDGE);
            }
        }
    }

    /** What lies under the lines, faintly: a single line without axes is seen better so. */
    void shadow(Layers layers) {
        double[] xs = Arrays.stream(layers.times()).mapToDouble(this::x).toArray();
        for (Layer layer : layers.layers()) {
            double[] bottom = new double[layer.top().length];
            Arrays.fill(bottom, where.bottom());
            for (Run run : runs(layer.top())) {
                area(xs, ys(layer.top()), bottom, run, Inks.alpha(layer.style().colour(), BAND));
            }
        }
    }

    void lines(Layers layers) {
        double[] xs = Arrays.stream(layers.times()).mapToDouble(this::x).toArray();
        for (Layer layer : layers.layers()) {
            if (!layer.style().area()) {
                double[] low = ys(layer.low());
                double[] high = ys(layer.high());
                for (Run run : runs(layer.low())) {
                    area(xs, high, low, run, Inks.alpha(layer.style().colour(), BAND));
                }
            }
        }
        for (Layer layer : layers.layers()) {
            if (!layer.style().area()) {
                lines(layer, xs, ys(layer.top()), layer.style().width());
            }
        }
    }

    private double[] ys(double[] values) {
        double[] ys = new double[values.length];
        for (int i = 0; i < ys.length; i++) {
            ys[i] = Double.isNaN(values[i]) ? Double.NaN : y(values[i]);
        }
        return ys;
    }

    private static List<Run> runs(double[] values) {
        List<Run> runs = new ArrayList<>();
        int first = -1;
        for (int i = 0; i <= values.length; i++) {
            boolean known = i < values.length && !Double.isNaN(values[i]);
            if (known && first < 0) {
                first = i;
            } else if (!known && first >= 0) {
                runs.add(new Run(first, i));
                first = -1;
            }
        }
        return runs;
    }

    private void area(double[] xs, double[] top, double[] bottom, Run run, int colour) {
        if (run.end - run.first == 1) {
            double x = left(xs[run.first]);
            double height = Math.abs(bottom[run.first] - top[run.first]);
            double y = Math.min(top[run.first], bottom[run.first]);
            shapes.add(new Shape.Box(x, y, DOT, height, colour));
            return;
        }
        Path path = new Path(2 * (run.end - run.first));
        for (int i = run.first; i < run.end; i++) {
            path.add(xs[i], top[i]);
        }
        path.turn();
        for (int i = run.end - 1; i >= run.first; i--) {
            path.add(xs[i], bottom[i]);
        }
        shapes.add(new Shape.Area(path.xs(), path.ys(), colour));
    }

    private void lines(Layer layer, double[] xs, double[] ys, double width) {
        Layer.Style style = layer.style();
        for (Run run : runs(layer.top())) {
            if (run.end - run.first == 1) {
                double y = Math.clamp(ys[run.first] - DOT / 2, where.y(), where.bottom() - DOT);
                shapes.add(new Shape.Box(left(xs[run.first]), y, DOT, DOT, style.colour()));
                continue;
            }
            Path path = new Path(run.end - run.first);
            for (int i = run.first; i < run.end; i++) {
                path.add(xs[i], ys[i]);
            }
            shapes.add(new Shape.Line(path.xs(), path.ys(), width, style.dash(), style.colour()));
        }
    }

    private double left(double x) {
        return Math.clamp(x - DOT / 2, where.x(), where.right() - DOT);
    }

    /** Points without those in the middle of a level stretch. */
    private static final class Path {
        private final double[] xs;
        private final double[] ys;
        private int count;
        private int corner;

        Path(int most) {
            xs = new double[most];
            ys = new double[most];
        }

        void turn() {
            corner = count;
        }

        void add(double x, double y) {
            boolean level =
                    count - corner >= 2
                            && Math.abs(ys[count - 1] - y) < 0.01
                            && Math.abs(ys[count - 2] - y) < 0.01;
            if (level) {
                count--;
            }
            xs[count] = x;
            ys[count++] = y;
        }

        double[] xs() {
            return Arrays.copyOf(xs, count);
        }

        double[] ys() {
            return Arrays.copyOf(ys, count);
        }
    }
}
