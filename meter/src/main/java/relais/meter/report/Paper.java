package relais.meter.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;

/** Pages of A4, written from top to bottom. Lengths are points. Used by one thread. */
final class Paper implements AutoCloseable {
    static final double MARGIN = 42;
    static final double WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    static final int TEXT = 0xFF1E2125;
    static final int FAINT = 0xFF646A73;
    static final int HAIR = 0xFFC9CDD2;

    /** Sixty graphs are fifteen; whoever wants more looks at the screen. */
    private static final int MOST_PAGES = 40;

    private static final double FOOT = 40;
    private static final Shape.Face SMALL = new Shape.Face(8, false);

    private final PDDocument document = new PDDocument(IOUtils.createMemoryOnlyStreamCache());
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private final Typeface type;
    private final Ink ink;
    private final String last;
    private @Nullable PDPageContentStream page;
    private double y;
    private boolean full;

    /**
     * @param last what is written where there would be too many pages
     */
    Paper(String last) throws IOException {
        this.type = Typeface.in(document);
        this.ink = new Ink(type);
        this.last = last;
    }

    /** How far down one is: the distance to the lower edge. */
    double y() {
        return y;
    }

    void down(double by) {
        y -= by;
    }

    /** Sees to it that there is so much room on the page; false at the end of all pages. */
    boolean room(double height) throws IOException {
        if (full) {
            return false;
        }
        if (page == null || y - height < FOOT + 16) {
            if (document.getNumberOfPages() == MOST_PAGES) {
                full = true;
                words(MARGIN, y - 12, last, SMALL, FAINT);
                return false;
            }
            turn();
        }
        return true;
    }

    private void turn() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next, AppendMode.OVERWRITE, true);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private PDPageContentStream page() {
        return Objects.requireNonNull(page, "room() comes first");
    }

    void words(double x, double at, String words, Shape.Face face, int colour) throws IOException {
        ink.words(page(), x, at, type.written(words), face, colour);
    }

    /** As much of it as fits into that many points. */
    void fitted(double x, double room, String words, Shape.Face face, int colour)
            throws IOException {
        ink.words(page(), x, y, type.fitted(words, room, face.size()), face, colour);
    }

    void endingAt(double x, String words, Shape.Face face, int colour) throws IOException {
        String written = type.written(words);
        ink.words(page(), x - type.width(written, face.size()), y, written, face, colour);
    }

    void rule(int colour) throws IOException {
        ink.rule(page(), MARGIN, MARGIN + WIDTH, y, colour);
    }

    void scene(Scene scene, double left, double width) throws IOException {
        ink.scene(page(), scene, left, y, width / scene.width());
    }

    /** A word in the reader's table of contents. */
    void mark(String words) {
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(words);
        item.setDestination(document.getPage(document.getNumberOfPages() - 1));
        outline.addLast(item);
    }

    /**
     * Writes the file.
     *
     * @param title of the document
     */
    void finish(OutputStream to, String title, Instant madeAt, Speech speech) throws IOException {
        page().close();
        page = null;
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            foot(document.getPage(i), title, speech.page(i + 1, pages));
        }
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setCreator("Relais");
        information.setCreationDate(GregorianCalendar.from(madeAt.atZone(ZoneOffset.UTC)));
        document.setDocumentInformation(information);
        document.getDocumentCatalog().setLanguage(speech.language());
        document.getDocumentCatalog().setDocumentOutline(outline);
        document.save(to);
    }

    private void foot(PDPage of, String title, String number) throws IOException {
        try (PDPageContentStream over =
                new PDPageContentStream(document, of, AppendMode.APPEND, true, true)) {
            ink.rule(over, MARGIN, MARGIN + WIDTH, FOOT, HAIR);
            String left = type.fitted(title, WIDTH - 90, SMALL.size());
            ink.words(over, MARGIN, FOOT - 12, left, SMALL, FAINT);
            String right = type.written(number);
            double x = MARGIN + WIDTH - type.width(right, SMALL.size());
            ink.words(over, x, FOOT - 12, right, SMALL, FAINT);
        }
    }

    /** A column of a table. */
    record Column(String head, double width, boolean number) {}

    private static final double ROW = 15;
    private static final double AIR = 8;
    static final Shape.Face CELL = new Shape.Face(8.5, false);
    private static final Shape.Face HEAD = new Shape.Face(8, false);

    /** A cell's text and its colour. */
    record Cell(String words, int colour) {
        static Cell of(String words) {
            return new Cell(words, TEXT);
        }

        static Cell faint(String words) {
            return new Cell(words, FAINT);
        }
    }

    /** Its head comes again on each page. */
    void table(List<Column> columns, List<List<Cell>> rows) throws IOException {
        int on = -1;
        for (List<Cell> row : rows) {
            if (!room(ROW * 2)) {
                return;
            }
            if (on != document.getNumberOfPages()) {
                head(columns);
                on = document.getNumberOfPages();
            }
            down(ROW - 4);
            cells(columns, row, CELL);
            down(4);
            rule(HAIR);
        }
    }

    private void head(List<Column> columns) throws IOException {
        down(ROW - 4);
        cells(columns, columns.stream().map(column -> Cell.faint(column.head())).toList(), HEAD);
        down(4);
        rule(TEXT);
    }

    private void cells(List<Column> columns, List<Cell> cells, Shape.Face face) throws IOException {
        double x = MARGIN;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Cell cell = cells.get(i);
            double room = column.width() - AIR;
            if (column.number()) {
                endingAt(x + room, cell.words(), face, cell.colour());
            } else {
                fitted(x, room, cell.words(), face, cell.colour());
            }
            x += column.width();
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
