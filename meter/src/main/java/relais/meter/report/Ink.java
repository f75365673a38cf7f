package relais.meter.report;

import java.awt.Color;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;

/** Writes shapes onto a page: a graph stays lines and letters, sharp at any size. */
final class Ink {
    /** Bold is an outline of this part of the letters' size. */
    private static final float BOLD = 0.035f;

    private final Typeface type;
    private final Map<Integer, PDExtendedGraphicsState> translucent = new HashMap<>();

    Ink(Typeface type) {
        this.type = type;
    }

    /**
     * A picture, its ground left out.
     *
     * @param left points from the page's left edge
     * @param top points from its lower edge to the picture's upper one
     * @param scale points per logical pixel
     */
    void scene(PDPageContentStream page, Scene scene, double left, double top, double scale)
            throws IOException {
        page.saveGraphicsState();
        float by = (float) scale;
        // PDF counts upwards, pictures downwards.
        page.transform(new Matrix(by, 0, 0, -by, (float) left, (float) top));
        for (Shape shape : scene.shapes()) {
            shape(page, shape);
        }
        page.restoreGraphicsState();
    }

    private void shape(PDPageContentStream page, Shape shape) throws IOException {
        page.saveGraphicsState();
        colour(page, shape.colour());
        switch (shape) {
            case Shape.Box box -> {
                page.addRect(
                        tenth(box.x()), tenth(box.y()), (float) box.width(), (float) box.height());
                page.fill();
            }
            case Shape.Line line -> line(page, line);
            case Shape.Area area -> {
                if (area.xs().length > 2) {
                    path(page, area.xs(), area.ys());
                    page.fill();
                }
            }
            case Shape.Text text -> text(page, text);
        }
        page.restoreGraphicsState();
    }

    private void colour(PDPageContentStream page, int argb) throws IOException {
        Color colour = new Color(argb & 0xFFFFFF);
        page.setNonStrokingColor(colour);
        page.setStrokingColor(colour);
        int alpha = argb >>> 24;
        if (alpha < 255) {
            page.setGraphicsStateParameters(translucent.computeIfAbsent(alpha, Ink::translucent));
        }
    }

    private static PDExtendedGraphicsState translucent(int alpha) {
        PDExtendedGraphicsState state = new PDExtendedGraphicsState();
        state.setNonStrokingAlphaConstant(alpha / 255f);
        state.setStrokingAlphaConstant(alpha / 255f);
        return state;
    }

    private static void line(PDPageContentStream page, Shape.Line line) throws IOException {
        if (line.xs().length < 2) {
            return;
        }
        page.setLineWidth((float) line.width());
        page.setLineJoinStyle(2);
        if (line.dash() > 0) {
            float dash = (float) line.dash();
            page.setLineDashPattern(new float[] {dash, dash / 2}, 0);
        }
        path(page, line.xs(), line.ys());
        page.stroke();
    }

    private static void path(PDPageContentStream page, double[] xs, double[] ys)
            throws IOException {
        page.moveTo(tenth(xs[0]), tenth(ys[0]));
        for (int i = 1; i < xs.length; i++) {
            page.lineTo(tenth(xs[i]), tenth(ys[i]));
        }
    }

    /** Short numbers make small files; nobody sees less. */
    private static float tenth(double place) {
        return Math.round(place * 10) / 10f;
    }

    private void text(PDPageContentStream page, Shape.Text text) throws IOException {
        float size = (float) text.face().size();
        String words = type.written(text.words());
        double width = type.width(words, size);
        double squeeze = width > text.room() + 1 ? text.room() / width : 1;
        double drawn = width * squeeze;
        double left =
                switch (text.anchor()) {
                    case START -> text.x();
                    case MIDDLE -> text.x() - drawn / 2;
                    case END -> text.x() - drawn;
                };
        page.beginText();
        face(page, size, text.face().bold());
        page.setTextMatrix(new Matrix((float) squeeze, 0, 0, -1, (float) left, (float) text.y()));
        page.showText(words);
        page.endText();
    }

    private void face(PDPageContentStream page, float size, boolean bold) throws IOException {
        page.setFont(type.font(), size);
        if (bold) {
            page.setRenderingMode(RenderingMode.FILL_STROKE);
            page.setLineWidth(size * BOLD);
        }
    }

    /** A line of text of the page's own; {@code y} points up to its baseline. */
    void words(
            PDPageContentStream page,
            double x,
            double y,
            String written,
            Shape.Face face,
            int colour)
            throws IOException {
        page.saveGraphicsState();
        colour(page, colour);
        page.beginText();
        face(page, (float) face.size(), face.bold());
        page.newLineAtOffset((float) x, (float) y);
        page.showText(written);
        page.endText();
        page.restoreGraphicsState();
    }

    void rule(PDPageContentStream page, double x1, double x2, double y, int colour)
            throws IOException {
        page.saveGraphicsState();
        colour(page, colour);
        page.setLineWidth(0.5f);
        page.moveTo((float) x1, (float) y);
        page.lineTo((float) x2, (float) y);
        page.stroke();
        page.restoreGraphicsState();
    }
}
