package relais.voice.imports;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a file's rows one after the other, in constant memory; the first is the header. */
interface RowSource extends Closeable {
    /** Longest cell: a note about somebody, not a book. */
    int CELL_LIMIT = 64 * 1024;

    int ROW_LIMIT = 256 * 1024;

    /** A list with more columns is not a list of people. */
    int COLUMNS_LIMIT = 500;

    /**
     * A row that is not empty.
     *
     * @param line where a person finds it in the file, from 1
     */
    record SourceRow(long line, List<String> cells) {}

    /** The next row, or null after the last; {@link FileProblem} when the file is damaged here. */
    @Nullable SourceRow next() throws FileProblem;
}
