package relais.meter.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;
import relais.meter.drawing.scene.TextWidth;

/** Whatever a plugin says of its graph, there is a picture and everything lies inside it. */
class AnyPictureTest {
    private static final long SEED = 92;
    private static final String[] WORDS = {
        "",
        "AREA",
        "STACK",
        "LINE2",
        "LINESTACK3",
        "AREASTACK",
        "LINE999",
        "a",
        "b,8,*",
        "a,b,+",
        "no",
        "COLOUR3",
        "ff0000",
        "92:98",
        ":5",
        "-1e300",
        "1e300",
        "NaN",
        "U",
        "a b c",
        "x=a y=b",
        "10:00ff00:limit",
        "--base 1024 -l 0",
        "-o",
        "--rigid -l 5 -u 1",
        "-l -1e308 -u 1e308 -r",
        "--lower-limit=abc",
        "-u1",
        "é€ ",
        "${graph_period}",
        "<b>&",
        "a,1,TREND",
        ",,,",
        "a,99,ROLL"
    };
    private static final String[] GRAPH = {
        "graph_title", "graph_vlabel", "graph_args", "graph_order", "graph_total", "graph_scale"
    };
    private static final String[] FIELD = {
        "label",
        "draw",
        "colour",
        "cdef",
        "negative",
        "sum",
        "stack",
        "graph",
        "line",
        "warning",
        "critical"
    };
    private static final double[] VALUES = {
        0,
        -0.0,
        1,
        -1,
        1e-300,
        1e300,
        -1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.MIN_VALUE,
        5,
        7.25
    };
    private static final String[] ZONES = {
        "Europe/Paris", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"
    };

    @Test
    void randomGraphsAreDrawn() {
        RandomGenerator random = Examples.random(SEED);
        for (int i = 0; i < 400; i++) {
            View view = view(random);
            Scene scene = Drawing.scene(picture(random, view.range()), view);
            assertInside(scene, "seed " + SEED + " round " + i);
            if (i % 40 == 0) {
                assertThat(Drawing.png(picture(random, view.range()), view)).isNotEmpty();
                assertThat(Drawing.svg(picture(random, view.range()), view)).endsWith("</svg>\n");
            }
        }
    }

    @FuzzTest
    void anyTextInAnyAttribute(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Map<String, String> graph = new LinkedHashMap<>();
        Map<String, String> field = new LinkedHashMap<>();
        Arrays.stream(GRAPH).forEach(name -> graph.put(name, text));
        Arrays.stream(FIELD).filter(n -> !n.equals("graph")).forEach(n -> field.put(n, text));
        Column column = Examples.rhythm(Examples.A_DAY, 60 * Examples.MINUTE, 5, 2, 1);
        GraphPicture picture =
                GraphPicture.munin(
                        graph, text, List.of(Trace.munin("a", field, column)), List.of());
        View view = Examples.view(600, 300, Examples.A_DAY, View.Theme.DARK, Locale.ENGLISH);
        assertInside(Drawing.scene(picture, view), text);
    }

    @Test
    void ticksAscendInEveryZoneAndRange() {
        RandomGenerator random = Examples.random(SEED);
        for (int i = 0; i < 3_000; i++) {
            View view = view(random);
            long last = Long.MIN_VALUE;
            List<TimeTicks.Tick> ticks =
                    TimeTicks.of(view.range(), view.reader(), 1 + random.nextInt(20));
            for (TimeTicks.Tick tick : ticks) {
                assertThat(tick.millis())
                        .isGreaterThan(last)
                        .isBetween(view.range().from(), view.range().to());
                last = tick.millis();
            }
            assertThat(ticks).hasSizeLessThan(45);
        }
    }

    private static View view(RandomGenerator random) {
        long length = (long) Math.pow(10, 3 + random.nextDouble() * 9);
        long from = Examples.NOON - random.nextLong(4 * 365 * Examples.DAY);
        int width = 16 + random.nextInt(random.nextBoolean() ? 200 : 1585);
        int height = 8 + random.nextInt(random.nextBoolean() ? 200 : 993);
        var reader =
                new View.Reader(
                        random.nextBoolean() ? View.Theme.DARK : View.Theme.LIGHT,
                        random.nextBoolean() ? View.Palette.SAFE : View.Palette.AUTHOR,
                        random.nextBoolean() ? Locale.FRENCH : Locale.ENGLISH,
                        ZoneId.of(ZONES[random.nextInt(ZONES.length)]));
        return new View(
                new View.Size(width, height, 1), new View.Range(from, from + length), reader);
    }

    private static GraphPicture picture(RandomGenerator random, View.Range range) {
        List<Trace> traces = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(10) == 0 ? 60 : 6); i > 0; i--) {
            String name = Character.toString('a' + random.nextInt(6));
            traces.add(Trace.munin(name, attributes(FIELD, random), column(random, range)));
        }
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            events.add(new Event(range.from() + random.nextLong(2 * range.length()), word(random)));
        }
        return GraphPicture.munin(attributes(GRAPH, random), word(random), traces, events);
    }

    private static Map<String, String> attributes(String[] names, RandomGenerator random) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String name : names) {
            if (random.nextInt(3) == 0) {
                attributes.put(name, word(random));
            }
        }
        return attributes;
    }

    private static String word(RandomGenerator random) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return random.nextInt(20) == 0 ? word.repeat(80) : word;
    }

    private static Column column(RandomGenerator random, View.Range range) {
        long[] millis = new long[random.nextInt(120)];
        double[] values = new double[millis.length];
        long at = range.from() - 1_000;
        boolean wild = random.nextInt(3) == 0;
        for (int i = 0; i < millis.length; i++) {
            at += 1 + random.nextLong(range.length() / 50);
            millis[i] = at;
            values[i] = wild ? VALUES[random.nextInt(VALUES.length)] : random.nextDouble() * 100;
        }
        double[] bound = random.nextBoolean() ? values : null;
        return new Column(millis, values, bound, bound);
    }

    private static void assertInside(Scene scene, String what) {
        for (Shape shape : scene.shapes()) {
            switch (shape) {
                case Shape.Box box -> {
                    inside(scene, new double[] {box.x(), box.x() + box.width()}, true, what);
                    inside(scene, new double[] {box.y(), box.y() + box.height()}, false, what);
                }
                case Shape.Line line -> {
                    inside(scene, line.xs(), true, what);
                    inside(scene, line.ys(), false, what);
                }
                case Shape.Area area -> {
                    inside(scene, area.xs(), true, what);
                    inside(scene, area.ys(), false, what);
                }
                case Shape.Text text -> {
                    double width = Math.min(text.room(), TextWidth.of(text.words(), text.face()));
                    double left =
                            switch (text.anchor()) {
                                case START -> text.x();
                                case MIDDLE -> text.x() - width / 2;
                                case END -> text.x() - width;
                            };
                    inside(scene, new double[] {left, left + width}, true, what + text);
                    inside(
                            scene,
                            new double[] {text.y() - text.face().size() * 0.75, text.y()},
                            false,
                            what + text);
                }
            }
        }
    }

    private static void inside(Scene scene, double[] places, boolean across, String what) {
        double most = across ? scene.width() : scene.height();
        for (double place : places) {
            if (!(place >= -0.01 && place <= most + 0.01)) {
                assertThat(place)
                        .as("%s: %s in %s", what, across ? "x" : "y", scene.text())
                        .isBetween(0.0, most);
            }
        }
    }
}
