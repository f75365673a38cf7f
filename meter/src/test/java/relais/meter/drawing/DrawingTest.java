package relais.meter.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;

class DrawingTest {
    private static final View.Range FIVE =
            new View.Range(Examples.NOON, Examples.NOON + 4 * Examples.MINUTE);

    private static View view(int width, int height, Locale locale) {
        return Examples.view(width, height, FIVE, View.Theme.LIGHT, locale);
    }

    private static Column five(double... values) {
        return Column.of(Examples.times(FIVE, Examples.MINUTE), values);
    }

    private static GraphPicture picture(Map<String, String> attributes, Trace... traces) {
        return GraphPicture.munin(attributes, "host", List.of(traces), List.of());
    }

    private static Trace trace(String name, Column column, String... attributes) {
        return Trace.munin(name, Examples.attributes(attributes), column);
    }

    private static Layers layers(GraphPicture picture) {
        return new Layers(
                picture,
                view(400, 200, Locale.ENGLISH),
                new Inks(view(400, 200, Locale.ENGLISH).reader()),
                300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "pile", "mirror"})
    void aSceneIsWhatItWas(String name) throws IOException {
        GraphPicture picture =
                switch (name) {
                    case "lines" ->
                            picture(
                                    Examples.attributes(
                                            "graph_title", "Queue", "graph_args", "-l 0"),
                                    trace("a", five(1, 2, Double.NaN, 4, 5), "warning", "4"));
                    case "pile" ->
                            picture(
                                    Examples.attributes("graph_title", "CPU", "graph_vlabel", "%"),
                                    trace("a", five(1, 2, 3, 4, 5), "draw", "AREA"),
                                    trace("b", five(5, 4, 3, 2, 1), "draw", "STACK"));
                    default ->
                            picture(
                                    Examples.attributes("graph_title", "eth0"),
                                    trace("down", five(100, 200, 100, 200, 100), "graph", "no"),
                                    trace("up", five(50, 40, 30, 40, 50), "negative", "down"));
                };
        String given = Drawing.scene(picture, view(360, 200, Locale.FRENCH)).text();
        String golden = "/relais/meter/drawing/" + name + ".scene";
        try (InputStream in = DrawingTest.class.getResourceAsStream(golden)) {
            String wanted = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(given).isEqualTo(wanted);
        }
    }

    @Test
    void aPileAddsUpAndAnUnknownValueAddsNothing() {
        Layers layers =
                layers(
                        picture(
                                Map.of(),
                                trace("a", five(1, 2, 3, 4, 5), "draw", "AREA"),
                                trace("b", five(1, Double.NaN, 1, 1, 1), "draw", "STACK"),
                                trace("c", five(10, 10, 10, 10, 10), "draw", "LINESTACK1")));
        assertThat(layers.layers().get(1).top()).containsExactly(2, Double.NaN, 4, 5, 6);
        assertThat(layers.layers().get(2).top()).containsExactly(12, 12, 14, 15, 16);
        assertThat(layers.layers().get(1).style().area()).isTrue();
        assertThat(layers.layers().get(2).style().area()).isFalse();
    }

    @Test
    void theNegativeFieldIsMirroredAndNotDrawnTwice() {
        Layers layers =
                layers(
                        picture(
                                Map.of(),
                                trace("down", five(1, 2, 3, 4, 5), "cdef", "down,8,*"),
                                trace("up", five(1, 1, 1, 1, 1), "negative", "down")));
        assertThat(layers.entries()).hasSize(1);
        assertThat(layers.layers().get(1).top()).containsExactly(-8, -16, -24, -32, -40);
    }

    @Test
    void sumStackOrderAndTotalAreDrawn() {
        Map<String, String> graph =
                Examples.attributes("graph_order", "s x=host:p.a b", "graph_total", "all");
        Layers layers =
                layers(
                        picture(
                                graph,
                                trace("a", five(1, 1, 1, 1, 1), "graph", "no"),
                                trace("b", five(2, 2, 2, 2, 2)),
                                trace("s", Column.EMPTY, "sum", "a b"),
                                trace("k", Column.EMPTY, "stack", "one=a two=b")));
        assertThat(layers.entries().stream().map(Layers.Entry::label))
                .containsExactly("s", "b", "one", "two", "all");
        assertThat(layers.layers().get(0).top()).containsOnly(3);
        assertThat(layers.layers().get(3).top()).containsOnly(3);
        assertThat(layers.layers().get(4).top()).containsOnly(8);
    }

    @Test
    void aHoleInTheTimesBreaksTheLine() {
        long[] millis = Examples.times(Examples.A_DAY, 10 * Examples.MINUTE);
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < millis.length; i++) {
            if (i < 40 || i > 60) {
                kept.add(millis[i]);
            }
        }
        long[] times = kept.stream().mapToLong(Long::longValue).toArray();
        double[] values = new double[times.length];
        java.util.Arrays.fill(values, 5);
        View view = Examples.view(400, 200, Examples.A_DAY, View.Theme.LIGHT, Locale.ENGLISH);
        GraphPicture picture = picture(Map.of(), trace("a", Column.of(times, values)));
        long lines =
                Drawing.scene(picture, view).shapes().stream()
                        .filter(s -> s instanceof Shape.Line line && line.width() == 1.3)
                        .count();
        assertThat(lines).isEqualTo(2);
    }

    @Test
    void manySamplesShowTheirMeanAndSpread() {
        View.Range week = new View.Range(Examples.NOON - 7 * Examples.DAY, Examples.NOON);
        long[] millis = Examples.times(week, Examples.MINUTE);
        double[] values = new double[millis.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 2 == 0 ? 10 : 20;
        }
        View view = Examples.view(400, 200, week, View.Theme.LIGHT, Locale.ENGLISH);
        GraphPicture picture = picture(Map.of(), trace("a", Column.of(millis, values)));
        Layer layer = new Layers(picture, view, new Inks(view.reader()), 300).layers().getFirst();
        assertThat(layer.top()).hasSize(300);
        assertThat(layer.top()[150]).isCloseTo(15, within(0.5));
        assertThat(layer.low()).containsOnly(10);
        assertThat(layer.high()).containsOnly(20);
    }

    @Test
    void anExpressionThatIsNoneIsShownInTheLegend() {
        GraphPicture picture = picture(Map.of(), trace("a", five(1, 2, 3, 4, 5), "cdef", "a,&"));
        assertThat(Drawing.scene(picture, view(500, 250, Locale.FRENCH)).text())
                .contains("a: cdef:");
    }

    @Test
    void figuresAreMuninsInTheReadersLanguage() {
        Figures french = new Figures(Frame.PLAIN, Locale.FRENCH);
        Frame binary = Frame.munin(Map.of("graph_args", "--base 1024 -l 0"));
        Figures english = new Figures(binary, Locale.ENGLISH);
        assertThat(french.legend(12_345)).isEqualTo("12,35\u202Fk");
        assertThat(french.legend(-0.0042)).isEqualTo("−4,20\u202Fm");
        assertThat(french.legend(Double.NaN)).isEqualTo("–");
        assertThat(french.brief(1500)).isEqualTo("1,5\u202Fk");
        assertThat(english.legend(3 * 1024 * 1024)).isEqualTo("3.00\u202FMi");
        Map<String, String> wish = Map.of("graph_printf", "%3.0lf", "graph_scale", "no");
        Figures whole = new Figures(Frame.munin(wish), Locale.ENGLISH);
        assertThat(whole.legend(96.74)).isEqualTo("97");
    }

    @Test
    void aPngIsReadByOthersAndKeepsItsColours() throws IOException {
        GraphPicture picture =
                picture(Map.of(), trace("a", five(1, 2, 3, 4, 5), "colour", "ff0000"));
        View.Reader reader = view(300, 200, Locale.ENGLISH).reader();
        View twice = new View(new View.Size(300, 200, 2), FIVE, reader);
        var image = ImageIO.read(new ByteArrayInputStream(Drawing.png(picture, twice)));
        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
        int[] pixels = image.getRGB(0, 0, 600, 400, null, 0, 600);
        assertThat(pixels).contains(0xFFFF0000);
    }

    @Test
    void anSvgIsWellFormedWhateverTheNames() throws Exception {
        String nasty = "<script>alert(\"x\")</script> & ]]> \u0000 \uD800 é";
        GraphPicture picture =
                GraphPicture.munin(
                        Examples.attributes("graph_title", nasty, "graph_vlabel", nasty),
                        nasty,
                        List.of(
                                trace(
                                        "a",
                                        five(1, 2, 3, 4, 5),
                                        "label",
                                        nasty,
                                        "line",
                                        "3::" + nasty)),
                        List.of(new Event(Examples.NOON + Examples.MINUTE, nasty)));
        String svg = Drawing.svg(picture, view(1000, 400, Locale.FRENCH));
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .contains("<script>");
    }

    @Test
    void sizesAndRangesOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> new View.Size(4000, 300, 1)).hasMessageContaining("1600×1000");
        assertThatThrownBy(() -> new View.Size(800, 300, 9))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new View.Range(5, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> five(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSmallestPictureHasNoWords() {
        Scene scene = Drawing.scene(Examples.cpu(FIVE), view(80, 20, Locale.ENGLISH));
        assertThat(scene.shapes()).isNotEmpty().noneMatch(s -> s instanceof Shape.Text);
    }
}
