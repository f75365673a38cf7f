package relais.meter.drawing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import relais.meter.drawing.scene.PngPainter;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.SvgWriter;

/** Draws the examples into a folder to look at, and measures: {@code Gallery FOLDER}. */
final class Gallery {
    private static final int WARM = 300;
    private static final int ROUNDS = 300;

    private Gallery() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (View.Theme theme : View.Theme.values()) {
            for (Locale locale : new Locale[] {Locale.FRENCH, Locale.ENGLISH}) {
                for (var example : all(theme, locale).entrySet()) {
                    String name = example.getKey() + "-" + theme + "-" + locale;
                    Scene scene = example.getValue();
                    Files.write(folder.resolve(name + ".png"), PngPainter.write(scene, 1));
                    String svg = SvgWriter.write(scene);
                    Files.writeString(folder.resolve(name + ".svg"), svg, StandardCharsets.UTF_8);
                }
            }
        }
        measure();
    }

    private static Map<String, Scene> all(View.Theme theme, Locale locale) {
        Map<String, Scene> all = new LinkedHashMap<>();
        View.Range day = Examples.A_DAY;
        View.Range week = new View.Range(Examples.NOON - 7 * Examples.DAY, Examples.NOON);
        View.Range hour = new View.Range(Examples.NOON - 60 * Examples.MINUTE, Examples.NOON);
        View wide = Examples.view(800, 300, day, theme, locale);
        all.put("cpu", Drawing.scene(Examples.cpu(day), wide));
        all.put("traffic", Drawing.scene(Examples.traffic(day), wide));
        all.put("disks", Drawing.scene(Examples.disks(day), wide));
        all.put("counters", Drawing.scene(Examples.counters(day), wide));
        all.put("latency", Drawing.scene(Examples.latency(day), wide));
        all.put("many", Drawing.scene(Examples.many(day, 30), wide));
        all.put(
                "many-large",
                Drawing.scene(
                        Examples.many(day, 30), Examples.view(1600, 1000, day, theme, locale)));
        all.put(
                "year",
                Drawing.scene(
                        Examples.year(), Examples.view(800, 300, Examples.aYear(), theme, locale)));
        all.put(
                "hour",
                Drawing.scene(Examples.cpu(hour), Examples.view(480, 260, hour, theme, locale)));
        all.put(
                "week",
                Drawing.scene(Examples.cpu(week), Examples.view(640, 280, week, theme, locale)));
        all.put(
                "small",
                Drawing.scene(Examples.traffic(day), Examples.view(280, 120, day, theme, locale)));
        all.put(
                "spark",
                Drawing.scene(Examples.counters(day), Examples.view(80, 20, day, theme, locale)));
        all.put(
                "empty",
                Drawing.scene(Examples.many(day, 0), Examples.view(400, 200, day, theme, locale)));
        return all;
    }

    private static void measure() {
        View view = Examples.view(800, 300, Examples.A_DAY, View.Theme.LIGHT, Locale.FRENCH);
        GraphPicture picture = Examples.cpu(Examples.A_DAY);
        for (int i = 0; i < WARM; i++) {
            Drawing.png(picture, view);
            Drawing.svg(picture, view);
        }
        String layout = best(() -> Drawing.scene(picture, view));
        String png = best(() -> Drawing.png(picture, view));
        String svg = best(() -> Drawing.svg(picture, view));
        int bytes = Drawing.png(picture, view).length;
        int characters = Drawing.svg(picture, view).length();
        System.out.printf(
                Locale.ROOT,
                "800×300, 1,440 points × 5: layout %s, png %s (%d bytes), svg %s (%d characters)%n",
                layout,
                png,
                bytes,
                svg,
                characters);
    }

    /** The best and the middle of many rounds: other work on the machine spoils a mean. */
    private static String best(Runnable work) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT, "%.2f ms (middle %.2f)", nanos[0] / 1e6, nanos[ROUNDS / 2] / 1e6);
    }
}
