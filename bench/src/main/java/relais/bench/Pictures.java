package relais.bench;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import relais.meter.drawing.Column;
import relais.meter.drawing.Drawing;
import relais.meter.drawing.GraphPicture;
import relais.meter.drawing.Trace;
import relais.meter.drawing.View;

/** What it costs to draw. */
final class Pictures {
    private static final int FIELDS = 5;
    private static final int MINUTES = 1440;
    private static final int TIMES = 60;
    private static final int WARM_UP = 40;

    private Pictures() {}

    /** The median time to draw a day of five stacked fields at 800×300 as PNG. */
    static double milliseconds() {
        SplittableRandom random = new SplittableRandom(7);
        List<Trace> traces = new ArrayList<>();
        for (int field = 0; field < FIELDS; field++) {
            long[] millis = new long[MINUTES];
            double[] values = new double[MINUTES];
            for (int i = 0; i < MINUTES; i++) {
                millis[i] = TextDay.START + i * TextDay.MINUTE;
                values[i] = 10 + field + random.nextDouble(5);
            }
            traces.add(
                    Trace.munin(
                            "f" + field,
                            Map.of("label", "field " + field, "draw", "AREASTACK"),
                            Column.of(millis, values)));
        }
        GraphPicture picture =
                GraphPicture.munin(
                        Map.of("graph_title", "A day", "graph_vlabel", "things"),
                        "host",
                        traces,
                        List.of());
        long[] nanos = new long[TIMES];
        for (int turn = -WARM_UP; turn < TIMES; turn++) {
            long start = System.nanoTime();
            Drawing.png(picture, view());
            nanos[Math.max(0, turn)] = System.nanoTime() - start;
        }
        return Figures.percentile(nanos, 0.5);
    }

    private static View view() {
        return new View(
                new View.Size(800, 300, 1),
                new View.Range(TextDay.START, TextDay.START + MINUTES * TextDay.MINUTE),
                new View.Reader(
                        View.Theme.LIGHT, View.Palette.AUTHOR, Locale.ENGLISH, ZoneId.of("UTC")));
    }
}
