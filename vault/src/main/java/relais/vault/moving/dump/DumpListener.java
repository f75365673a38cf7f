package relais.vault.moving.dump;

import java.io.IOException;
import java.util.List;

/** Is told what a dump holds, in its order. */
public interface DumpListener {
    /** A table was declared; declared again, the later one counts. */
    void table(Table table) throws IOException;

    /**
     * Something that is not moved: a view, trigger, routine, event, or a statement that nobody
     * expects.
     *
     * @param sort e.g. {@code view}
     */
    void leftOut(String sort, String name, long offset) throws IOException;

    /**
     * Rows of a table begin.
     *
     * @param table its name; it may never have been declared
     * @param columns those that are filled, or empty for all
     * @param statement where the statement begins: reading can begin there again
     * @param names MySQL's name of the charset that strings are written in
     * @return whether the rows are wanted; otherwise they are passed over
     */
    boolean rows(String table, List<String> columns, long statement, String names)
            throws IOException;

    /** A row begins; false to have it passed over. */
    boolean row(long offset) throws IOException;

    /** A part of a long value; more follows. */
    void piece(int column, Literal part) throws IOException;

    void value(int column, Literal value) throws IOException;

    /** The row that began is whole; {@code next} is the offset after it. */
    void rowEnds(int values, long next) throws IOException;

    /** The row that began cannot be read. */
    void rowSpoiled(String reason, long next) throws IOException;

    /** The statement with rows has ended. */
    void rowsEnd(long next) throws IOException;
}
