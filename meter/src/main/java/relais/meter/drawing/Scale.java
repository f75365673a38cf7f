package relais.meter.drawing;

import java.util.ArrayList;
import java.util.List;

/** The value axis: from where to where, and the ticks on it. */
final class Scale {
    /** Distances of ticks within a unit prefix; the binary ones divide 1024. */
    private static final double[] DECIMAL = {1, 2, 5, 10};

    private static final int MOST_TICKS = 60;

    private final double low;
    private final double high;
    private final boolean logarithmic;
    private final List<Tick> ticks = new ArrayList<>();

    /** A labelled value. */
    record Tick(double value, String label) {}

    private Scale(double low, double high, boolean logarithmic) {
        this.low = low;
        this.high = high;
        this.logarithmic = logarithmic;
    }

    List<Tick> ticks() {
        return ticks;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    /** How far up a value lies: 0 at the bottom, 1 at the top; what is beyond stays at the edge. */
    double share(double value) {
        double share =
                logarithmic
                        ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                        : (value - low) / (high - low);
        return Math.clamp(share, 0, 1);
    }

    boolean shows(double value) {
        return value >= low && value <= high;
    }

    /**
     * @param extent least and greatest value drawn
     * @param hopes values worth showing when they are not far away
     * @param wanted about how many ticks
     */
    static Scale of(Frame frame, Figures figures, double[] extent, double[] hopes, int wanted) {
        double low = Double.isNaN(extent[0]) ? 0 : extent[0];
        double high = Double.isNaN(extent[1]) ? 1 : extent[1];
        for (double hope : hopes) {
            if (hope > high && high >= hope * 0.5) {
                high = hope;
            }
        }
        boolean bottom = frame.rigid() && limited(frame.lower());
        boolean top = frame.rigid() && limited(frame.upper());
        low = limited(frame.lower()) ? bottom ? frame.lower() : Math.min(low, frame.lower()) : low;
        high = limited(frame.upper()) ? top ? frame.upper() : Math.max(high, frame.upper()) : high;
        if (!(high > low)) {
            high = low + Math.max(1, Math.abs(low) * 0.1);
        }
        return frame.logarithmic() && high > 0
                ? logarithmic(figures, low, high, wanted)
                : linear(frame, figures, new double[] {low, high}, bottom, top, wanted);
    }

    private static boolean limited(double limit) {
        return Math.abs(limit) < 1e100;
    }

    private static Scale linear(
            Frame frame, Figures figures, double[] ends, boolean bottom, boolean top, int wanted) {
        double low = ends[0];
        double high = ends[1];
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (high - low < size * 1e-6) {
            double spare = Math.max(size * 1e-6, 1e-12);
            low = bottom ? low : low - spare;
            high = low + 2 * spare;
        }
        int power = figures.power(Math.max(Math.abs(low), Math.abs(high)));
        double unit = figures.unit(power);
        double step = step((high - low) / unit / Math.max(1, wanted), frame) * unit;
        double first = Math.floor(low / step + 1e-9) * step;
        double last = Math.ceil(high / step - 1e-9) * step;
        Scale scale = new Scale(bottom ? low : first, top ? high : last, false);
        double inUnits = step / unit;
        int decimals = (int) Math.clamp(Math.ceil(-Math.log10(inUnits) - 1e-9), 0, 9);
        for (int i = 0; i < MOST_TICKS; i++) {
            double value = first + i * step;
            if (value > scale.high + step * 1e-6) {
                break;
            }
            if (value >= scale.low - step * 1e-6) {
                boolean zero = Math.abs(value) < step / 2;
                String label = figures.number(value / unit, decimals, figures.prefix(power));
                scale.ticks.add(new Tick(zero ? 0 : value, zero ? "0" : label));
            }
        }
        return scale;
    }

    /** The next round number, in units. */
    private static double step(double least, Frame frame) {
        if (frame.base() == 1024 && least > 0.5) {
            double step = 1;
            while (step < least) {
                step *= 2;
            }
            return step;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double round : DECIMAL) {
            if (round * decade >= least * 0.9999) {
                return round * decade;
            }
        }
        return 10 * decade;
    }

    private static Scale logarithmic(Figures figures, double low, double high, int wanted) {
        double least = low > 0 ? low : Math.min(high / 1e4, 1);
        double bottom = Math.floor(Math.log10(least) + 1e-9);
        double top = Math.max(bottom + 1, Math.ceil(Math.log10(high) - 1e-9));
        Scale scale = new Scale(Math.pow(10, bottom), Math.pow(10, top), true);
        int decades = (int) (top - bottom);
        int stride = Math.max(1, (int) Math.ceil((double) decades / Math.max(1, wanted)));
        double[] between = decades * 3 <= wanted ? new double[] {1, 2, 5} : new double[] {1};
        for (int i = 0; i <= decades; i += stride) {
            for (double factor : between) {
                double value = factor * Math.pow(10, bottom + i);
                if (value <= scale.high * 1.0001) {
                    int power = figures.power(value);
                    double shown = value / figures.unit(power);
                    int decimals = (int) Math.clamp(Math.ceil(-Math.log10(shown) - 1e-9), 0, 9);
                    String label = figures.number(shown, decimals, figures.prefix(power));
                    scale.ticks.add(new Tick(value, label));
                }
            }
        }
        return scale;
    }
}
