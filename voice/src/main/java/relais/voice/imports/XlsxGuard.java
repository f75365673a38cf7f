package relais.voice.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Looks through an XLSX file before its XML is read: the reader holds the table of shared texts and
 * one row in memory, so their sizes are measured by unpacking, whatever the archive claims.
 */
final class XlsxGuard {
    private static final int ENTRIES = 2_000;
    private static final long SHEET_LIMIT = 2L * 1024 * 1024 * 1024;

    /** All texts of the workbook, held in memory while it is read. */
    private static final long SHARED_LIMIT = 48L * 1024 * 1024;

    private static final long OTHER_LIMIT = 16L * 1024 * 1024;

    /** Excel itself ends at column XFD. */
    private static final int COLUMN_LETTERS = 3;

    /** Marks between two rows: each cell has some five. */
    private static final int ROW_MARKS = RowSource.COLUMNS_LIMIT * 12;

    private static final byte[] ROW = "<row".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REF = " r=\"".getBytes(StandardCharsets.US_ASCII);

    private XlsxGuard() {}

    /** Throws when the file is not a workbook or would take too much. */
    static void check(Path file) throws IOException, FileProblem {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new FileProblem("file-not-a-list", "this archive is not an Excel workbook");
            }
            if (zip.size() > ENTRIES) {
                throw tooBig();
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        scan(in, limit(name), name.startsWith("xl/worksheets/"));
                    }
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new FileProblem(
                    "file-damaged", "the workbook is damaged or was not sent to its end", e);
        }
    }

    private static long limit(String name) {
        if (name.startsWith("xl/worksheets/")) {
            return SHEET_LIMIT;
        }
        return name.equals("xl/sharedStrings.xml") ? SHARED_LIMIT : OTHER_LIMIT;
    }

    private static FileProblem tooBig() {
        return new FileProblem(
                "file-too-big", "unpacked, this workbook is too big: save it as CSV instead");
    }

    private static void scan(InputStream in, long limit, boolean sheet)
            throws IOException, FileProblem {
        byte[] buffer = new byte[64 * 1024];
        Marks marks = new Marks();
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            total += read;
            if (total > limit) {
                throw tooBig();
            }
            for (int i = 0; i < read; i++) {
                if (marks.isWrong(buffer[i], sheet)) {
                    throw new FileProblem(
                            "file-not-a-list",
                            "this workbook holds rows, cells or declarations that no list of people has");
                }
            }
        }
    }

    /** Follows the bytes of one XML file. */
    private static final class Marks {
        private int sinceMark;
        private int marksInRow;
        private int rowMatched;
        private int refMatched;
        private int letters = -1;
        private byte before;

        boolean isWrong(byte b, boolean sheet) {
            boolean declaration = before == '<' && b == '!';
            before = b;
            if (b == '<') {
                sinceMark = 0;
                marksInRow++;
            } else {
                sinceMark++;
            }
            if (declaration || sinceMark > RowSource.ROW_LIMIT) {
                return true;
            }
            return sheet && isWrongInSheet(b);
        }

        private boolean isWrongInSheet(byte b) {
            rowMatched = b == ROW[rowMatched] ? rowMatched + 1 : b == '<' ? 1 : 0;
            if (rowMatched == ROW.length) {
                rowMatched = 0;
                marksInRow = 0;
            }
            if (letters >= 0) {
                boolean letter = b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
                letters = letter ? letters + 1 : -1;
            }
            refMatched = b == REF[refMatched] ? refMatched + 1 : b == REF[0] ? 1 : 0;
            if (refMatched == REF.length) {
                refMatched = 0;
                letters = 0;
            }
            return letters > COLUMN_LETTERS || marksInRow > ROW_MARKS;
        }
    }
}
