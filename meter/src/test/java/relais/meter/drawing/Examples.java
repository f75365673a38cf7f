package relais.meter.drawing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Graphs as an operator sees them, with data of the right shape; the same each time. */
final class Examples {
    static final long NOON = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    static final long MINUTE = 60_000;
    static final long DAY = 1440 * MINUTE;
    static final View.Range A_DAY = new View.Range(NOON - DAY, NOON);

    private Examples() {}

    static View view(int width, int height, View.Range range, View.Theme theme, Locale locale) {
        var reader = new View.Reader(theme, View.Palette.AUTHOR, locale, ZoneId.of("Europe/Paris"));
        return new View(new View.Size(width, height, 1), range, reader);
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Map<String, String> attributes(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static long[] times(View.Range range, long step) {
        int count = (int) ((range.to() - range.from()) / step) + 1;
        long[] millis = new long[count];
        for (int i = 0; i < count; i++) {
            millis[i] = range.from() + i * step;
        }
        return millis;
    }

    /** A day's rhythm with noise; busiest in the afternoon. */
    static Column rhythm(View.Range range, long step, double base, double swing, long seed) {
        RandomGenerator random = random(seed);
        long[] millis = times(range, step);
        double[] values = new double[millis.length];
        double drift = 0;
        for (int i = 0; i < values.length; i++) {
            double hour = (millis[i] % DAY) / 3_600_000.0;
            double day = Math.max(0, Math.sin((hour - 6) / 24 * 2 * Math.PI));
            drift = drift * 0.97 + random.nextGaussian() * 0.05;
            values[i] = Math.max(0, base + swing * (day + drift + random.nextGaussian() * 0.05));
        }
        return Column.of(millis, values);
    }

    static GraphPicture cpu(View.Range range) {
        String[] names = {"system", "user", "nice", "iowait", "steal"};
        double[] bases = {12, 35, 4, 9, 2};
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            Column column = rhythm(range, MINUTE, bases[i], bases[i] * 1.6, i + 1);
            traces.add(
                    Trace.munin(
                            names[i],
                            attributes("label", names[i], "draw", i == 0 ? "AREA" : "STACK"),
                            column));
        }
        return GraphPicture.munin(
                attributes(
                        "graph_title", "CPU usage",
                        "graph_vlabel", "%",
                        "graph_scale", "no",
                        "graph_args", "--base 1000 -r --lower-limit 0 --upper-limit 200"),
                "gate-1.relais.example",
                traces,
                List.of());
    }

    static GraphPicture traffic(View.Range range) {
        Column down = rhythm(range, 5 * MINUTE, 2e5, 1.6e6, 7);
        Column up = rhythm(range, 5 * MINUTE, 1e5, 6e5, 8);
        return GraphPicture.munin(
                attributes(
                        "graph_title", "eth0 traffic",
                        "graph_order", "down up",
                        "graph_vlabel", "bits in (-) / out (+) per ${graph_period}",
                        "graph_args", "--base 1000"),
                "gate-1.relais.example",
                List.of(
                        Trace.munin("down", attributes("graph", "no", "cdef", "down,8,*"), down),
                        Trace.munin(
                                "up",
                                attributes(
                                        "label",
                                        "bps",
                                        "negative",
                                        "down",
                                        "cdef",
                                        "up,8,*",
                                        "draw",
                                        "AREA"),
                                up)),
                List.of(
                        new Event(
                                range.from() + (range.to() - range.from()) / 3, "mise à jour 2.4"),
                        new Event(range.to() - (range.to() - range.from()) / 5, "restart")));
    }

    static GraphPicture disks(View.Range range) {
        String[] mounts = {"/", "/var", "/home", "/srv/backup", "/boot"};
        double[] levels = {41, 93.5, 67, 88, 22};
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < mounts.length; i++) {
            long[] millis = times(range, 5 * MINUTE);
            double[] values = new double[millis.length];
            for (int j = 0; j < values.length; j++) {
                values[j] = levels[i] - 6 * (1 - j / (double) values.length) * (i == 1 ? 1 : 0.2);
            }
            traces.add(
                    Trace.munin(
                            "m" + i,
                            attributes("label", mounts[i], "warning", "92", "critical", "98"),
                            Column.of(millis, values)));
        }
        return GraphPicture.munin(
                attributes(
                        "graph_title", "Filesystem usage",
                        "graph_vlabel", "%",
                        "graph_scale", "no",
                        "graph_args", "--lower-limit 0 --upper-limit 100"),
                "base-2.relais.example",
                traces,
                List.of());
    }

    static GraphPicture counters(View.Range range) {
        List<Trace> traces = new ArrayList<>();
        String[] names = {"SMS received", "SMS sent", "reports"};
        for (int i = 0; i < names.length; i++) {
            Column column = rhythm(range, 5 * MINUTE, 4, 20 + 12 * i, 20 + i);
            for (int j = 0; j < column.values().length; j++) {
                boolean off = j > 90 && j < 120 || i == 1 && j > 200 && j < 215;
                column.values()[j] = off ? Double.NaN : column.values()[j];
            }
            traces.add(
                    Trace.munin("c" + i, attributes("label", names[i], "draw", "LINE1"), column));
        }
        return GraphPicture.munin(
                attributes(
                        "graph_title", "Messages",
                        "graph_vlabel", "messages per ${graph_period}",
                        "graph_total", "total",
                        "graph_args", "-l 0"),
                "gate-1.relais.example",
                traces,
                List.of());
    }

    static GraphPicture latency(View.Range range) {
        RandomGenerator random = random(3);
        List<Trace> traces = new ArrayList<>();
        String[] names = {"median", "99 %", "worst"};
        double[] bases = {0.004, 0.05, 0.6};
        for (int i = 0; i < names.length; i++) {
            long[] millis = times(range, 5 * MINUTE);
            double[] values = new double[millis.length];
            for (int j = 0; j < values.length; j++) {
                values[j] = bases[i] * Math.exp(random.nextGaussian() * (0.1 + 0.3 * i));
            }
            traces.add(
                    Trace.munin("q" + i, attributes("label", names[i]), Column.of(millis, values)));
        }
        return GraphPicture.munin(
                attributes(
                        "graph_title", "Answer time",
                        "graph_vlabel", "seconds",
                        "graph_args", "--logarithmic"),
                "gate-1.relais.example",
                traces,
                List.of());
    }

    static GraphPicture many(View.Range range, int count) {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Column column = rhythm(range, 5 * MINUTE, 50 + 13 * i, 30, 40 + i);
            String label = "Connection pool of the service number " + i + " in Ouagadougou";
            traces.add(Trace.munin("p" + i, attributes("label", label), column));
        }
        return GraphPicture.munin(
                attributes(
                        "graph_title", "Connections of every pool", "graph_vlabel", "connections"),
                "base-2.relais.example",
                traces,
                List.of());
    }

    /** A year of hourly roll-ups with least and greatest. */
    static GraphPicture year() {
        View.Range range = aYear();
        Column mean = rhythm(range, 60 * MINUTE, 4e9, 2e9, 77);
        double[] low = mean.values().clone();
        double[] high = mean.values().clone();
        for (int i = 0; i < low.length; i++) {
            low[i] *= 0.8;
            high[i] *= 1.15;
        }
        Column column = new Column(mean.millis(), mean.values(), low, high);
        return GraphPicture.munin(
                attributes(
                        "graph_title", "Memory in use",
                        "graph_vlabel", "bytes",
                        "graph_args", "--base 1024 -l 0"),
                "base-2.relais.example",
                List.of(
                        Trace.munin(
                                "used",
                                attributes(
                                        "label",
                                        "used",
                                        "draw",
                                        "LINE1",
                                        "line",
                                        "8589934592:999999:installed"),
                                column)),
                List.of());
    }

    static View.Range aYear() {
        return new View.Range(NOON - 365 * DAY, NOON);
    }
}
