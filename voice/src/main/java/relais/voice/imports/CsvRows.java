package relais.voice.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file (RFC 4180), whose separator is found in its first line. */
final class CsvRows implements RowSource {
    private static final String SEPARATORS = ";,\t|";
    private static final char MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> rows;

    CsvRows(Path file, Charset charset) throws IOException {
        char separator = separator(file, charset);
        this.reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .maxBufferSize(ROW_LIMIT)
                        .build(
                                CsvRecordHandler.builder()
                                        .maxFields(COLUMNS_LIMIT)
                                        .maxFieldSize(CELL_LIMIT)
                                        .maxRecordSize(ROW_LIMIT)
                                        .build(),
                                open(file, charset));
        this.rows = reader.iterator();
    }

    private static Reader open(Path file, Charset charset) throws IOException {
        Reader in = new InputStreamReader(Files.newInputStream(file), charset);
        int first = in.read();
        if (first == MARK || first < 0) {
            return in;
        }
        in.close();
        return new InputStreamReader(Files.newInputStream(file), charset);
    }

    /**
     * The separator seen most often outside quotes in the first line; ';' before ',' when equal.
     */
    private static char separator(Path file, Charset charset) throws IOException {
        int[] seen = new int[SEPARATORS.length()];
        boolean quoted = false;
        try (Reader in = open(file, charset)) {
            char[] head = new char[ROW_LIMIT / 4];
            int length = Math.max(in.read(head), 0);
            for (int i = 0; i < length; i++) {
                quoted ^= head[i] == '"';
                if (!quoted && (head[i] == '\n' || head[i] == '\r') && i > 0) {
                    break;
                }
                int which = quoted ? -1 : SEPARATORS.indexOf(head[i]);
                if (which >= 0) {
                    seen[which]++;
                }
            }
        }
        int best = 0;
        for (int i = 1; i < seen.length; i++) {
            best = seen[i] > seen[best] ? i : best;
        }
        return seen[best] == 0 ? ',' : SEPARATORS.charAt(best);
    }

    @Override
    public @Nullable SourceRow next() throws FileProblem {
        try {
            while (rows.hasNext()) {
                CsvRecord row = rows.next();
                if (row.getFields().stream().anyMatch(cell -> !cell.isBlank())) {
                    return new SourceRow(row.getStartingLineNumber(), row.getFields());
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw new FileProblem(
                    "row-unreadable",
                    "a row is too long or has too many columns; perhaps a quotation mark is not closed: "
                            + e.getMessage(),
                    e);
        } catch (UncheckedIOException e) {
            throw new FileProblem("file-unreadable", "the file cannot be read to its end", e);
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
        reader.close();
    }
}
