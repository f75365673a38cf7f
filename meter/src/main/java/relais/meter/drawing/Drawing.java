package relais.meter.drawing;

import relais.meter.drawing.scene.PngPainter;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.SvgWriter;

/** Draws graphs. Safe for use by many threads. */
public final class Drawing {
    private Drawing() {}

    /** The picture as shapes and texts; the same inputs give the same scene on every machine. */
    public static Scene scene(GraphPicture picture, View view) {
        return Layout.of(picture, view);
    }

    /** A PNG file. */
    public static byte[] png(GraphPicture picture, View view) {
        return PngPainter.write(scene(picture, view), view.size().factor());
    }

    /** An SVG document, for its own file or inline in HTML. */
    public static String svg(GraphPicture picture, View view) {
        return SvgWriter.write(scene(picture, view));
    }
}
