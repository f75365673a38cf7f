package relais.meter.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.meter.graph.Measured;
import relais.meter.host.HostGraph;
import relais.meter.host.Sight;

class PicturesTest {
    private static final HostGraph GRAPH =
            new HostGraph(
                    1,
                    1,
                    "alpha",
                    "host/thing",
                    Map.of("graph_title", "Water", "graph_vlabel", "litres"),
                    List.of(new HostGraph.GraphField("value", Map.of("label", "level"))));

    @TempDir Path folder;

    private static Wish wish(String query) {
        Address address = Address.parse("/api/graphs/1/picture.png" + query).orElseThrow();
        return Wish.of(address.query(), Locale.ENGLISH, ZoneOffset.UTC, Measured.NOW);
    }

    private Pictures pictures(Measured measured) {
        long[] times = new long[1_440];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = Measured.NOW - (times.length - i) * 60_000L;
            values[i] = 50 + 40 * Math.sin(i / 100.0);
        }
        measured.keep(times, values);
        return new Pictures(measured.stores(), InstantSource.system());
    }

    private static BufferedImage image(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void aDayIsDrawnFromWhatIsKept() throws IOException {
        try (Measured measured = new Measured(folder)) {
            Pictures pictures = pictures(measured);
            byte[] png = pictures.of(GRAPH, List.of(), wish("").view(), Format.PNG);
            BufferedImage image = image(png);
            assertThat(image.getWidth()).isEqualTo(800);
            assertThat(image.getHeight()).isEqualTo(300);
            byte[] svg = pictures.of(GRAPH, List.of(), wish("?lang=fr").view(), Format.SVG);
            String text = new String(svg, StandardCharsets.UTF_8);
            assertThat(text).contains("Water alpha", "litres", ">level<", "moy.");
            byte[] empty =
                    pictures.of(GRAPH, List.of(), wish("?from=0&to=86400000").view(), Format.SVG);
            assertThat(new String(empty, StandardCharsets.UTF_8)).contains("no data");
        }
    }

    @Test
    void manyGraphsMakeASheet() throws IOException {
        try (Measured measured = new Measured(folder)) {
            Pictures pictures = pictures(measured);
            Wish small = wish("?width=300&height=100");
            byte[] sheet =
                    pictures.sheet(
                            Collections.nCopies(5, new Figure.Graph(GRAPH)),
                            List.of(),
                            small,
                            Format.PNG);
            assertThat(image(sheet).getWidth()).isEqualTo(608);
            assertThat(image(sheet).getHeight()).isEqualTo(316);
            byte[] none = pictures.sheet(List.of(), List.of(), small, Format.PNG);
            assertThat(image(none).getHeight()).isEqualTo(100);
            Wish huge = wish("?width=1600&height=1000&factor=3");
            assertThatThrownBy(
                            () ->
                                    pictures.sheet(
                                            Collections.nCopies(5, new Figure.Graph(GRAPH)),
                                            List.of(),
                                            huge,
                                            Format.PNG))
                    .hasMessageContaining("too large");
        }
    }

    @Test
    void questionsAndWordsHaveTheirPlaceOnASheet() throws IOException {
        try (Measured measured = new Measured(folder)) {
            Pictures pictures = pictures(measured);
            Sight all = new Sight.All();
            List<Figure> figures =
                    List.of(
                            new Figure.Graph(GRAPH),
                            new Figure.Question("Highest", "max({__name__=~\".+\"})", all),
                            new Figure.Question("", "max(", all),
                            new Figure.Question("Nothing", "max(a)", new Sight.Some(Set.of())),
                            new Figure.Note("Whom to call", "Ana\n" + "the dam ".repeat(60)));
            String text =
                    new String(
                            pictures.sheet(figures, List.of(), wish(""), Format.SVG),
                            StandardCharsets.UTF_8);
            assertThat(text).contains("Water alpha", ">Highest<", "no data", ">Whom to call<");
            assertThat(text).contains(">max(<", "unexpected", ">Ana<", ">the dam the dam");
        }
    }

    @Test
    void thePictureOfADayIsMadeInFewMilliseconds() throws IOException {
        try (Measured measured = new Measured(folder)) {
            Pictures pictures = pictures(measured);
            Wish day = wish("");
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 60; i++) {
                long start = System.nanoTime();
                pictures.of(GRAPH, List.of(), day.view(), Format.PNG);
                best = Math.min(best, System.nanoTime() - start);
            }
            System.out.printf("a day's picture, best of 60: %.1f ms%n", best / 1e6);
            assertThat(best).isLessThan(Duration.ofMillis(60).toNanos());
        }
    }

    @Test
    void withinAPixelsTimeThePictureIsTheSame() {
        Map<String, String> query = Map.of("last", "86400");
        long pixel = Measured.NOW + 108_000 - 1;
        Wish one = Wish.of(query, Locale.ENGLISH, ZoneOffset.UTC, pixel);
        Wish other = Wish.of(query, Locale.ENGLISH, ZoneOffset.UTC, pixel - 5_000);
        assertThat(one).isEqualTo(other);
        assertThat(one.fresh()).isEqualTo(Duration.ofSeconds(108));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?last=299",
                "?width=3",
                "?width=99999",
                "?height=-1",
                "?factor=9",
                "?factor=NaN",
                "?theme=pink",
                "?zone=Mars",
                "?from=5&to=4",
                "?to=99999999999999999",
                "?last=x"
            })
    void whatCannotBeDrawnIsRefusedWithTheReason(String query) {
        assertThatThrownBy(() -> wish(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/api/graphs/1/picture.gif",
                "/api/users/1/picture.png",
                "/api/graphs/../picture.png/picture.png",
                "https://elsewhere/api/graphs/1/picture.png",
                "/api/graphs/1/picture.png?a=%zz"
            })
    void otherAddressesAreNoPictures(String text) {
        assertThat(Address.parse(text)).isEmpty();
    }
}
