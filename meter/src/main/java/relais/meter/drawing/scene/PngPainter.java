package relais.meter.drawing.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.stream.IntStream;

/** Paints a scene with Java2D, without a screen, and encodes it as PNG. */
public final class PngPainter {
    /**
     * Debian's fonts-dejavu-core; where it is missing Java falls back to its logical sans-serif.
     */
    private static final String FONT = "DejaVu Sans";

    private final Graphics2D graphics;

    private PngPainter(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /**
     * @param factor pixels per logical pixel, 1 for ordinary screens, 2 for dense ones
     */
    public static byte[] write(Scene scene, double factor) {
        BufferedImage image = paint(scene, factor);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        IntStream opaque =
                scene.shapes().stream().mapToInt(Shape::colour).filter(c -> c >>> 24 == 0xFF);
        int[] kept = IntStream.concat(IntStream.of(scene.ground()), opaque).toArray();
        Colours colours = new Colours(pixels, kept);
        return PngEncoder.encode(pixels, image.getWidth(), image.getHeight(), colours);
    }

    private static BufferedImage paint(Scene scene, double factor) {
        int width = (int) Math.ceil(scene.width() * factor);
        int height = (int) Math.ceil(scene.height() * factor);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(scene.ground()));
        graphics.fillRect(0, 0, width, height);
        graphics.scale(factor, factor);
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        PngPainter painter = new PngPainter(graphics);
        scene.shapes().forEach(painter::paint);
        graphics.dispose();
        return image;
    }

    private void paint(Shape shape) {
        graphics.setColor(new Color(shape.colour(), true));
        switch (shape) {
            case Shape.Box box ->
                    graphics.fill(
                            new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
            case Shape.Line line -> {
                graphics.setStroke(stroke(line));
                graphics.draw(path(line.xs(), line.ys()));
            }
            case Shape.Area area -> {
                Path2D path = path(area.xs(), area.ys());
                path.closePath();
                graphics.fill(path);
            }
            case Shape.Text text -> text(text);
        }
    }

    private static BasicStroke stroke(Shape.Line line) {
        float width = (float) line.width();
        if (line.dash() <= 0) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL);
        }
        float[] dashes = {(float) line.dash(), (float) line.dash() / 2};
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, dashes, 0);
    }

    private static Path2D path(double[] xs, double[] ys) {
        Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, xs.length + 1);
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                path.moveTo(xs[i], ys[i]);
            } else {
                path.lineTo(xs[i], ys[i]);
            }
        }
        return path;
    }

    private void text(Shape.Text text) {
        int style = text.face().bold() ? Font.BOLD : Font.PLAIN;
        Font font = new Font(FONT, style, 1).deriveFont((float) text.face().size());
        graphics.setFont(font);
        double width = graphics.getFontMetrics().stringWidth(text.words());
        double squeeze = width > text.room() + 1 ? text.room() / width : 1;
        double drawn = width * squeeze;
        double left =
                switch (text.anchor()) {
                    case START -> text.x();
                    case MIDDLE -> text.x() - drawn / 2;
                    case END -> text.x() - drawn;
                };
        if (squeeze == 1) {
            graphics.drawString(text.words(), (float) left, (float) text.y());
            return;
        }
        AffineTransform before = graphics.getTransform();
        graphics.translate(left, text.y());
        graphics.scale(squeeze, 1);
        graphics.drawString(text.words(), 0, 0);
        graphics.setTransform(before);
    }
}
