package relais.vault.dossier;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Rows written while they are read, in one of two forms; the memory it takes does not grow. */
sealed interface Table {
    /** Adds a row; numbers stay numbers where the form knows them. */
    void row(List<@Nullable Object> cells) throws IOException;

    /** Writes what is left. */
    void end() throws IOException;

    /** RFC 4180 in UTF-8, with U+FEFF first, by which Excel knows it. */
    final class Csv implements Table {
        private final Writer writer;
        private final CsvWriter csv;

        Csv(OutputStream out) throws IOException {
            writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write('\uFEFF');
            csv = CsvWriter.builder().build(writer);
        }

        @Override
        public void row(List<@Nullable Object> cells) {
            csv.writeRecord(cells.stream().map(Csv::text).toList());
        }

        private static String text(@Nullable Object cell) {
            return switch (cell) {
                case null -> "";
                case BigDecimal number -> number.toPlainString();
                case Number number -> number.toString();
                case Boolean yes -> yes ? "1" : "0";
                default -> safe(cell.toString());
            };
        }

        /**
         * A spreadsheet takes a cell that begins with one of these for a formula, which may read
         * other cells or call out (OWASP, "CSV injection"); an apostrophe before it makes it text.
         */
        private static String safe(String cell) {
            boolean formula = !cell.isEmpty() && "=+-@\t\r\n|%".indexOf(cell.charAt(0)) >= 0;
            return formula && !cell.matches("\\+\\d+") ? "'" + cell : cell;
        }

        @Override
        public void end() throws IOException {
            csv.flush();
            writer.flush();
        }
    }

    /** Office Open XML, one sheet; texts stand inline, so nothing is gathered. */
    final class Xlsx implements Table {
        /** A sheet holds no more rows (ECMA-376). */
        private static final int ROWS = 1_048_576;

        /** A cell holds no more signs. */
        private static final int SIGNS = 32_767;

        /** So many rows are in memory at most. */
        private static final int FLUSHED = 1_000;

        private final Workbook book;
        private final Worksheet sheet;
        private int row;

        Xlsx(OutputStream out) {
            book = new Workbook(out, "Relais", "1.0");
            sheet = book.newWorksheet("Dossiers");
        }

        @Override
        public void row(List<@Nullable Object> cells) throws IOException {
            if (row >= ROWS) {
                throw new IOException("a sheet holds no more than " + ROWS + " rows");
            }
            for (int column = 0; column < cells.size(); column++) {
                switch (cells.get(column)) {
                    case null -> {}
                    case BigDecimal number -> sheet.value(row, column, number);
                    case Number number -> sheet.value(row, column, number);
                    case Boolean yes -> sheet.value(row, column, yes);
                    case Object other -> sheet.inlineString(row, column, cut(other.toString()));
                }
            }
            row++;
            if (row % FLUSHED == 0) {
                sheet.flush();
            }
        }

        private static String cut(String text) {
            String plain = text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
            return plain.length() > SIGNS ? plain.substring(0, SIGNS) : plain;
        }

        @Override
        public void end() throws IOException {
            sheet.finish();
            book.finish();
        }
    }
}
