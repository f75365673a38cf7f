package relais.meter.drawing.scene;

import java.util.List;

/**
 * Writes a scene as a self-contained SVG 1.1 document: no script, no style sheet, nothing loaded
 * from elsewhere; texts in the reader's own system font.
 */
public final class SvgWriter {
    private static final String FONTS =
            "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif";

    private final StringBuilder out = new StringBuilder(16_384);

    private SvgWriter() {}

    public static String write(Scene scene) {
        SvgWriter writer = new SvgWriter();
        writer.open(scene);
        for (Shape shape : scene.shapes()) {
            writer.shape(shape);
        }
        return writer.out.append("</svg>\n").toString();
    }

    private void open(Scene scene) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(scene.width())
                .append("\" height=\"")
                .append(scene.height())
                .append("\" viewBox=\"0 0 ")
                .append(scene.width())
                .append(' ')
                .append(scene.height())
                .append("\" font-family=\"")
                .append(FONTS)
                .append("\">\n<title>");
        escape(scene.words());
        out.append("</title>\n");
        shape(new Shape.Box(0, 0, scene.width(), scene.height(), scene.ground()));
    }

    private void shape(Shape shape) {
        switch (shape) {
            case Shape.Box box -> box(box);
            case Shape.Line line -> line(line);
            case Shape.Area area -> area(area);
            case Shape.Text text -> text(text);
        }
        out.append("/>\n", shape instanceof Shape.Text ? 2 : 0, 3);
    }

    private void box(Shape.Box box) {
        out.append("<rect");
        number(" x=\"", box.x());
        number("\" y=\"", box.y());
        number("\" width=\"", box.width());
        number("\" height=\"", box.height());
        paint("\" fill", box.colour());
    }

    private void line(Shape.Line line) {
        out.append("<path fill=\"none\" stroke-linejoin=\"round\" d=\"");
        points(line.xs(), line.ys());
        number("\" stroke-width=\"", line.width());
        if (line.dash() > 0) {
            number("\" stroke-dasharray=\"", line.dash());
            number(" ", line.dash() / 2);
        }
        paint("\" stroke", line.colour());
    }

    private void area(Shape.Area area) {
        out.append("<path d=\"");
        points(area.xs(), area.ys());
        out.append('Z');
        paint("\" fill", area.colour());
    }

    private void text(Shape.Text text) {
        out.append("<text");
        number(" x=\"", text.x());
        number("\" y=\"", text.y());
        number("\" font-size=\"", text.face().size());
        if (text.face().bold()) {
            out.append("\" font-weight=\"bold");
        }
        if (text.anchor() != Shape.Anchor.START) {
            out.append("\" text-anchor=\"")
                    .append(text.anchor() == Shape.Anchor.END ? "end" : "middle");
        }
        paint("\" fill", text.colour());
        out.append(" style=\"font-variant-numeric:tabular-nums\">");
        escape(text.words());
        out.append("</text>");
    }

    private void paint(String attribute, int argb) {
        String hex = Integer.toHexString(argb | 0xFF000000).substring(2);
        out.append(attribute).append("=\"#").append(hex).append('"');
        int alpha = argb >>> 24;
        if (alpha < 255) {
            String name = attribute.endsWith("fill") ? "fill" : "stroke";
            number(" " + name + "-opacity=\"", alpha / 255.0);
            out.append('"');
        }
    }

    private void points(double[] xs, double[] ys) {
        for (int i = 0; i < xs.length; i++) {
            number(i == 0 ? "M" : "L", tenth(xs[i]));
            number(" ", tenth(ys[i]));
        }
    }

    /** Nobody sees less, and a fifth of the document is saved. */
    private static double tenth(double place) {
        return Math.round(place * 10) / 10.0;
    }

    /** Two decimals are a quarter of the finest screen's pixel. */
    private void number(String before, double value) {
        out.append(before);
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.append('-');
            hundredths = -hundredths;
        }
        out.append(hundredths / 100);
        int rest = (int) (hundredths % 100);
        if (rest != 0) {
            out.append('.').append((char) ('0' + rest / 10));
            if (rest % 10 != 0) {
                out.append((char) ('0' + rest % 10));
            }
        }
    }

    /** XML 1.0 §2.2 allows neither most control characters nor lone surrogates. */
    private void escape(String words) {
        List<String> entities = List.of("&amp;", "&lt;", "&gt;", "&quot;");
        words.codePoints()
                .forEach(
                        c -> {
                            int entity = "&<>\"".indexOf(c);
                            if (entity >= 0) {
                                out.append(entities.get(entity));
                            } else if (allowed(c)) {
                                out.appendCodePoint(c);
                            } else {
                                out.append('\uFFFD');
                            }
                        });
    }

    private static boolean allowed(int c) {
        return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
