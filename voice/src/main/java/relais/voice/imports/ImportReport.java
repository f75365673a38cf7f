package relais.voice.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jdbi.v3.core.result.ResultIterator;
import relais.platform.db.Database;
import relais.voice.contact.Sight;

/** Writes what was done with each row of an import, as CSV, in constant memory. */
final class ImportReport {
    /** Rows fetched at a time. */
    private static final int FETCHED = 1_000;

    private ImportReport() {}

    private record Row(long line, String value, int outcome, String reason, long contact) {}

    static void write(Database database, Sight sight, long id, OutputStream out)
            throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        // Excel takes UTF-8 for what it is only with a mark.
        text.write('\uFEFF');
        csv.writeRecord("line", "number", "outcome", "reason", "contact");
        database.useTransaction(
                tx -> {
                    try (ResultIterator<Row> rows =
                            tx.createQuery(
                                            """
                                            select line, value, outcome, coalesce(reason, ''),
                                                coalesce(contact_id, 0)
                                            from voice_import_row where import_id = :id order by row
                                            """)
                                    .bind("id", id)
                                    .setFetchSize(FETCHED)
                                    .map(
                                            (row, context) ->
                                                    new Row(
                                                            row.getLong(1),
                                                            row.getString(2),
                                                            row.getInt(3),
                                                            row.getString(4),
                                                            row.getLong(5)))
                                    .iterator()) {
                        while (rows.hasNext()) {
                            write(csv, sight, rows.next());
                        }
                    }
                });
        csv.flush();
        text.flush();
    }

    private static void write(CsvWriter csv, Sight sight, Row row) {
        csv.writeRecord(
                Long.toString(row.line()),
                harmless(sight.shown(row.value())),
                ImportBatch.Outcome.values()[row.outcome()].name().toLowerCase(Locale.ROOT),
                row.reason(),
                row.contact() == 0 ? "" : Long.toString(row.contact()));
    }

    /**
     * A cell that a spreadsheet would run as a formula gets an apostrophe; numbers keep their '+'.
     */
    private static String harmless(String value) {
        boolean formula =
                !value.isEmpty()
                        && "=-@+\t\r".indexOf(value.charAt(0)) >= 0
                        && !value.matches("\\+[\\d ()•./-]*");
        return formula ? "'" + value : value;
    }
}
