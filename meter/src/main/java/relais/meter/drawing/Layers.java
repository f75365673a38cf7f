package relais.meter.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a graph's traces become: layers to draw, back to front, and a legend entry for each trace.
 * Piles follow rrdtool: an unknown value in a pile adds nothing, what lies on it goes on.
 */
final class Layers {
    /** A bucket of so many samples shows their spread as a band. */
    private static final int WORTH_A_BAND = 3;

    private final List<Layer> layers = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final GraphPicture picture;
    private final Derived derived;
    private final Inks inks;
    private final Grid grid;
    private final boolean banded;
    private final Pile up = new Pile();
    private final Pile down = new Pile();
    private final List<Column> summed = new ArrayList<>();

    /** A line of the legend; {@code mirrored} is empty where nothing is drawn below zero. */
    record Entry(
            String label,
            Layer.Style style,
            Column column,
            Column mirrored,
            Limits limits,
            String refusal) {}

    /** What the next piled trace lies on. */
    private static final class Pile {
        boolean area;
        double[] top = new double[0];
    }

    Layers(GraphPicture picture, View view, Inks inks, int pixels) {
        this.picture = picture;
        this.inks = inks;
        List<Trace> traces = picture.ordered();
        derived = new Derived(traces);
        List<Column> columns = traces.stream().map(t -> derived.column(t.name())).toList();
        grid = Grid.over(columns, view.range(), pixels);
        banded = banded(columns, view.range(), pixels);
        Set<String> mirrored = new HashSet<>();
        traces.forEach(t -> mirrored.add(t.derivation().negative()));
        for (Trace trace : traces) {
            if (!trace.look().hidden() && !mirrored.contains(trace.name())) {
                add(trace);
            }
        }
        total();
    }

    private static boolean banded(List<Column> columns, View.Range range, int pixels) {
        for (Column column : columns) {
            int points = column.from(range.to() + 1) - column.from(range.from());
            if (column.min() != null || points >= WORTH_A_BAND * pixels) {
                return true;
            }
        }
        return false;
    }

    List<Layer> layers() {
        return layers;
    }

    List<Entry> entries() {
        return entries;
    }

    long[] times() {
        return grid.times();
    }

    private void add(Trace trace) {
        List<Derivation.Loan> loans = trace.derivation().stack();
        if (loans.isEmpty()) {
            draw(trace, trace.label(), trace.name(), trace.look().draw());
            return;
        }
        Draw next = trace.look().draw().piles() ? trace.look().draw() : Draw.AREA;
        for (Derivation.Loan loan : loans) {
            draw(trace, loan.label(), loan.trace(), next);
            next = Draw.STACK;
        }
    }

    private void draw(Trace trace, String label, String source, Draw draw) {
        boolean piled = draw.piles() && up.top.length > 0;
        boolean area =
                switch (draw) {
                    case AREA, AREASTACK -> true;
                    case LINE, LINESTACK -> false;
                    case STACK -> up.top.length == 0 || up.area;
                };
        boolean hasOwn = !source.equals(trace.name());
        int wish = hasOwn ? Look.UNCHOSEN : trace.look().colour();
        Layer.Style style = inks.next(wish, area, piled || draw.piles(), trace.look().width());
        Column column = derived.column(source);
        Column below = Column.EMPTY;
        lay(column, style, up, piled, 1);
        String negative = trace.derivation().negative();
        if (!negative.isEmpty()) {
            below = derived.column(negative);
            lay(below, style, down, piled && down.top.length > 0, -1);
        }
        summed.add(column);
        String refusal = derived.refusal(source);
        entries.add(new Entry(label, style, column, below, trace.limits(), refusal));
    }

    private void lay(Column column, Layer.Style style, Pile pile, boolean piled, int sign) {
        Grid.Fitted fitted = grid.fit(column);
        int size = fitted.mean().length;
        double[] bottom = piled ? pile.top : new double[size];
        double[] top = new double[size];
        double[] next = new double[size];
        double[] low = new double[size];
        double[] high = new double[size];
        boolean band = banded && !style.area() && !style.piled();
        for (int i = 0; i < size; i++) {
            double value = sign * fitted.mean()[i];
            top[i] = Double.isNaN(value) ? Double.NaN : bottom[i] + value;
            next[i] = Double.isNaN(value) ? bottom[i] : top[i];
            low[i] = band ? Math.min(sign * fitted.low()[i], sign * fitted.high()[i]) : Double.NaN;
            high[i] = band ? Math.max(sign * fitted.low()[i], sign * fitted.high()[i]) : Double.NaN;
        }
        pile.area = style.area();
        pile.top = next;
        layers.add(new Layer(style, bottom, top, low, high));
    }

    private void total() {
        String label = picture.heading().total();
        if (label.isEmpty() || summed.isEmpty()) {
            return;
        }
        Column column = Derived.sumOf(summed);
        Layer.Style style = inks.total();
        lay(column, style, new Pile(), false, 1);
        entries.add(new Entry(label, style, column, Column.EMPTY, Limits.NONE, ""));
    }

    /** Whether anything is known at this point of the grid. */
    boolean known(int point) {
        for (Layer layer : layers) {
            if (!Double.isNaN(layer.top()[point])) {
                return true;
            }
        }
        return false;
    }

    /** The least and greatest value drawn; both NaN if there is none. */
    double[] extent() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Layer layer : layers) {
            for (double[] edge : Arrays.asList(layer.top(), layer.low(), layer.high())) {
                for (double value : edge) {
                    low = value < low ? value : low;
                    high = value > high ? value : high;
                }
            }
        }
        return low > high ? new double[] {Double.NaN, Double.NaN} : new double[] {low, high};
    }

    boolean hasAreas() {
        return layers.stream().anyMatch(l -> l.style().area());
    }
}
