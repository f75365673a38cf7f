package relais.meter.picture;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import relais.meter.drawing.Column;
import relais.meter.drawing.Drawing;
import relais.meter.drawing.Event;
import relais.meter.drawing.GraphPicture;
import relais.meter.drawing.Notice;
import relais.meter.drawing.Trace;
import relais.meter.drawing.View;
import relais.meter.drawing.scene.PngPainter;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.SvgWriter;
import relais.meter.graph.GraphData;
import relais.meter.graph.GraphReader;
import relais.meter.host.HostGraph;
import relais.meter.store.Stores;
import relais.meter.wording.OwnWords;

/** Draws graphs from what is kept of them. Thread safe. */
public final class Pictures {
    private final GraphReader reader;
    private final Questions questions;

    public Pictures(Stores stores, InstantSource clock) {
        this.reader = new GraphReader(stores);
        this.questions = new Questions(stores, clock);
    }

    /** One graph. */
    public byte[] of(HostGraph graph, List<Event> events, View view, Format format) {
        return written(scene(graph, events, view), view.size().factor(), format);
    }

    /**
     * Several figures on one sheet, each of the view's size, in rows.
     *
     * @throws IllegalArgumentException when the sheet would be too large
     */
    public byte[] sheet(List<Figure> figures, List<Event> events, Wish wish, Format format) {
        Sheet sheet = Sheet.of(figures.size(), wish);
        List<Scene> scenes = new ArrayList<>();
        for (Figure figure : figures) {
            scenes.add(scene(figure, events, wish.view()));
        }
        return written(sheet.joined(scenes), wish.view().size().factor(), format);
    }

    private static byte[] written(Scene scene, double factor, Format format) {
        return switch (format) {
            case PNG -> PngPainter.write(scene, factor);
            case SVG -> SvgWriter.write(scene).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** One figure as shapes, for writers of other files. */
    public Scene scene(Figure figure, List<Event> events, View view) {
        return switch (figure) {
            case Figure.Graph(HostGraph graph) -> scene(graph, events, view);
            case Figure.Question question -> questions.scene(question, view);
            case Figure.Note(String title, String text) -> Notice.scene(title, text, view);
        };
    }

    private Scene scene(HostGraph kept, List<Event> events, View view) {
        HostGraph graph = OwnWords.of(view.reader().locale(), kept);
        View.Range range = view.range();
        double fine = Math.min(view.size().factor(), 2);
        int points = (int) Math.clamp(view.size().width() * fine, 2, GraphReader.MOST_POINTS);
        GraphData data = reader.read(graph, range.from(), range.to(), points);
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < data.fields().size(); i++) {
            GraphData.FieldData field = data.fields().get(i);
            traces.add(
                    Trace.munin(
                            field.name(),
                            graph.fields().get(i).attributes(),
                            column(data.times(), field)));
        }
        return Drawing.scene(
                GraphPicture.munin(graph.attributes(), graph.host(), traces, events), view);
    }

    private static Column column(long[] times, GraphData.FieldData field) {
        boolean known = Arrays.stream(field.average()).anyMatch(value -> !Double.isNaN(value));
        return known ? new Column(times, field.average(), field.min(), field.max()) : Column.EMPTY;
    }
}
