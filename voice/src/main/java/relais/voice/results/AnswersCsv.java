package relais.voice.results;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import relais.platform.db.Database;
import relais.voice.contact.Sight;

/**
 * All answers of a poll as CSV (RFC 4180, UTF-8), written while they are read through a cursor: the
 * memory it takes does not depend on how many there are.
 */
public final class AnswersCsv {
    /** Rows fetched at once. */
    private static final int FETCH = 2_000;

    private final Database database;

    public AnswersCsv(Database database) {
        this.database = database;
    }

    /**
     * Oldest first, without the undone ones.
     *
     * @param mark whether to begin with U+FEFF, by which Excel knows UTF-8
     */
    public void write(long pollId, Sight sight, boolean mark, OutputStream out) throws IOException {
        try {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            if (mark) {
                writer.write('\uFEFF');
            }
            CsvWriter csv = CsvWriter.builder().build(writer);
            csv.writeRecord(
                    "id",
                    "received_at",
                    "person",
                    "number",
                    "place",
                    "text",
                    "category",
                    "value",
                    "counted",
                    "late",
                    "manual",
                    "confidence",
                    "contact_id",
                    "message_id");
            // A cursor lives in a transaction, and only there does the driver fetch piece by piece.
            database.useTransaction(tx -> rows(tx, pollId, sight, csv));
            csv.flush();
            writer.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void rows(Handle tx, long pollId, Sight sight, CsvWriter csv) {
        try (ResultIterator<String[]> rows =
                tx.createQuery(
                                """
                                select a.*, m.text, c.name, c.address
                                from voice_answer a
                                join voice_message m on m.id = a.message_id
                                join voice_contact c on c.id = a.contact_id
                                where a.poll_id = :poll and a.undone_at is null and %s
                                order by a.id
                                """
                                        .formatted(sight.condition("a.contact_id")))
                        .bind("poll", pollId)
                        .bind("sight", sight.groupIds())
                        .setFetchSize(FETCH)
                        .map((row, context) -> fields(row, sight))
                        .iterator()) {
            for (Iterator<String[]> each = rows; each.hasNext(); ) {
                csv.writeRecord(each.next());
            }
        }
    }

    private static String[] fields(ResultSet row, Sight sight) throws SQLException {
        BigDecimal value = row.getBigDecimal("number");
        return new String[] {
            row.getString("id"),
            row.getTimestamp("received_at").toInstant().toString(),
            safe(row.getString("name")),
            number(sight.shown(row.getString("address"))),
            safe(row.getString("place")),
            safe(row.getString("text")),
            safe(row.getString("category")),
            value == null ? "" : value.toPlainString(),
            row.getBoolean("counted") ? "1" : "0",
            row.getBoolean("late") ? "1" : "0",
            row.getBoolean("manual") ? "1" : "0",
            row.getString("confidence"),
            row.getString("contact_id"),
            row.getString("message_id")
        };
    }

    /** A plus sign and digits alone compute nothing, and other programs want them as they are. */
    private static String number(String shown) {
        return shown.matches("\\+\\d+") ? shown : safe(shown);
    }

    /**
     * A spreadsheet takes a cell that begins with one of these for a formula, which may read other
     * cells or call out (OWASP, "CSV injection"); an apostrophe before it makes it text.
     */
    static String safe(String cell) {
        if (cell == null || cell.isEmpty()) {
            return "";
        }
        return "=+-@\t\r\n|%".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
