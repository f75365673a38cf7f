package relais.voice.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** Rows of the first sheet of an Excel workbook. */
final class XlsxRows implements RowSource {
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;

    XlsxRows(Path file) throws IOException, FileProblem {
        XlsxGuard.check(file);
        this.workbook = workbook(file);
        try {
            this.stream = workbook.getFirstSheet().openStream();
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw damaged(e);
        }
        this.rows = stream.iterator();
    }

    /**
     * The library answers damage with whatever its parser trips over. The guard has just read the
     * whole file, so it is not the disk.
     */
    private static ReadableWorkbook workbook(Path file) throws IOException, FileProblem {
        try {
            return new ReadableWorkbook(file.toFile());
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public @Nullable SourceRow next() throws FileProblem {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<String> cells = cells(row);
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    return new SourceRow(row.getRowNum(), cells);
                }
            }
            return null;
        } catch (ExcelReaderException
                | UncheckedIOException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | IllegalStateException e) {
            throw damaged(e);
        }
    }

    private static FileProblem damaged(Exception e) {
        return new FileProblem(
                "file-damaged", "the workbook is damaged or was not sent to its end", e);
    }

    private static List<String> cells(Row row) throws FileProblem {
        if (row.getCellCount() > COLUMNS_LIMIT) {
            throw new FileProblem(
                    "row-unreadable",
                    "row " + row.getRowNum() + " has more than " + COLUMNS_LIMIT + " columns");
        }
        List<String> cells = new ArrayList<>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(row.getOptionalCell(i).map(XlsxRows::text).orElse(""));
        }
        return cells;
    }

    /** A number as it was typed: 79123456, not 7.9123456E7. */
    private static String text(Cell cell) {
        if (cell.getType() == CellType.NUMBER) {
            return cell.asNumber().stripTrailingZeros().toPlainString();
        }
        String text = cell.getText();
        return text == null ? "" : text;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
