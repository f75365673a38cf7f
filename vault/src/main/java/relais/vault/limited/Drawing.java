package relais.vault.limited;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Pages and pictures as PNG of a width. */
final class Drawing {
    /** 16 MB of pixels at four bytes. */
    private static final long MOST_PIXELS = 4_000_000;

    /** A picture beyond it is not opened at all: 400 megapixels fit no screen. */
    private static final long MOST_SOURCE_PIXELS = 400_000_000;

    private Drawing() {}

    static byte[] png(Path file, String type, int page, int width) throws IOException {
        BufferedImage image =
                type.equals("application/pdf") ? pdf(file, page, width) : picture(file, width);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static BufferedImage pdf(Path file, int page, int width) throws IOException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            if (page < 1 || page > document.getNumberOfPages()) {
                throw new IOException("it has no page " + page);
            }
            PDRectangle box = document.getPage(page - 1).getCropBox();
            float scale = width / Math.max(1, box.getWidth());
            double pixels = (double) box.getWidth() * scale * box.getHeight() * scale;
            if (pixels > MOST_PIXELS) {
                scale *= (float) Math.sqrt(MOST_PIXELS / pixels);
            }
            return new PDFRenderer(document).renderImage(page - 1, scale, ImageType.RGB);
        }
    }

    private static BufferedImage picture(Path file, int width) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("no picture of a known kind");
            }
            ImageReader reader = readers.next();
            reader.setInput(in, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MOST_SOURCE_PIXELS) {
                throw new IOException("the picture has " + pixels + " pixels");
            }
            ImageReadParam param = reader.getDefaultReadParam();
            // every n-th pixel is enough where four times the width stays
            int step = Math.max(1, reader.getWidth(0) / (width * 2));
            while (pixels / ((long) step * step) > MOST_PIXELS * 4) {
                step++;
            }
            param.setSourceSubsampling(step, step, 0, 0);
            return scaled(reader.read(0, param), width);
        }
    }

    private static BufferedImage scaled(BufferedImage image, int width) {
        double scale = Math.min(1, (double) width / image.getWidth());
        double pixels = scale * image.getWidth() * scale * image.getHeight();
        if (pixels > MOST_PIXELS) {
            scale *= Math.sqrt(MOST_PIXELS / pixels);
        }
        int w = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int h = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage small = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, w, h);
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, w, h, null);
        pen.dispose();
        return small;
    }
}
