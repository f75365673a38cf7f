package relais.meter.report;

import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The one font of a report: Liberation Sans (OFL), which PDFBox brings; of it the signs used are
 * put into the file. Bold is the same drawn with an outline.
 */
final class Typeface {
    private static final String FILE =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    /** What stands for a sign that the font lacks. */
    private static final int LACKING = '?';

    private final PDFont font;
    private final CmapLookup signs;

    private Typeface(PDFont font, CmapLookup signs) {
        this.font = font;
        this.signs = signs;
    }

    static Typeface in(PDDocument document) throws IOException {
        try (InputStream in = PDFont.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox lacks " + FILE);
            }
            // Read while the document is written: closed with it.
            TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in));
            return new Typeface(
                    PDType0Font.load(document, file, true), file.getUnicodeCmapLookup());
        }
    }

    PDFont font() {
        return font;
    }

    /** The text in signs that the font has. */
    String written(String words) {
        StringBuilder known = new StringBuilder(words.length());
        words.codePoints().map(this::known).forEach(known::appendCodePoint);
        return known.toString();
    }

    private int known(int sign) {
        int plain =
                switch (sign) {
                    case 0x202F, 0x2009, 0x00A0 -> ' ';
                    case 0x2011 -> '-';
                    default -> sign;
                };
        boolean prints = plain >= ' ' && signs.getGlyphId(plain) != 0;
        return prints ? plain : LACKING;
    }

    /** Points, of a text as {@link #written} gives it. */
    double width(String written, double size) throws IOException {
        return font.getStringWidth(written) * size / 1000;
    }

    /** The text, or as much of its beginning as fits with an ellipsis. */
    String fitted(String words, double room, double size) throws IOException {
        String written = written(words);
        if (width(written, size) <= room) {
            return written;
        }
        int end = written.length();
        while (end > 1 && width(written.substring(0, end) + "…", size) > room) {
            end--;
        }
        return written.substring(0, end).stripTrailing() + "…";
    }
}
