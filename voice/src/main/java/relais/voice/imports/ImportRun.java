package relais.voice.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.live.LiveFeed;
import relais.voice.contact.Addresses;
import relais.voice.contact.Sight;

/**
 * Reads one file from where it was left. The position commits together with the rows before it, so
 * a crash at any point repeats nothing and leaves nothing out; and it commits only if nobody else
 * moved it, so two runs of one import do no harm.
 */
final class ImportRun {
    /** Rows of one transaction: short enough that writers who wait for it wait a blink. */
    static final int BATCH = 1_000;

    private final Database database;
    private final LiveFeed live;
    private final long id;
    private final Path file;
    private final Sight sight;
    private final Addresses addresses;

    ImportRun(
            Database database,
            LiveFeed live,
            long id,
            Path file,
            Sight sight,
            Addresses addresses) {
        this.database = database;
        this.live = live;
        this.id = id;
        this.file = file;
        this.sight = sight;
        this.addresses = addresses;
    }

    static RowSource open(Path file) throws IOException, FileProblem {
        return switch (FileKind.of(file)) {
            case FileKind.Xlsx xlsx -> new XlsxRows(file);
            case FileKind.Csv csv -> new CsvRows(file, csv.charset());
        };
    }

    /**
     * Reads on from {@code from} rows until the end, or until {@code goOn} says no.
     *
     * @return false when it was left before the end
     */
    boolean run(long from, BooleanSupplier goOn) throws IOException, FileProblem {
        try (RowSource rows = open(file)) {
            RowSource.SourceRow header = rows.next();
            Columns columns = Columns.of(header == null ? List.of() : header.cells());
            long position = 1;
            while (position < from && rows.next() != null) {
                position++;
            }
            long committed = from;
            while (goOn.getAsBoolean()) {
                List<ListedPerson> batch = batch(rows, columns, position);
                position += batch.size();
                if (!commit(batch, committed, position)) {
                    return false;
                }
                committed = position;
                if (batch.size() < BATCH) {
                    return true;
                }
            }
            return false;
        }
    }

    private List<ListedPerson> batch(RowSource rows, Columns columns, long position)
            throws FileProblem {
        List<ListedPerson> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH) {
            RowSource.SourceRow row = rows.next();
            if (row == null) {
                break;
            }
            batch.add(ListedPerson.of(position + batch.size(), row, columns, addresses));
        }
        return batch;
    }

    private boolean commit(List<ListedPerson> batch, long from, long to) {
        return database.inTransaction(
                tx -> {
                    ImportBatch applied = new ImportBatch(tx, id, sight);
                    if (!moveOn(tx, from, to)) {
                        return false;
                    }
                    applied.apply(batch);
                    count(tx, applied);
                    live.changed(tx, "imports");
                    return true;
                });
    }

    /** Locks the import's row until commit; false when another run was faster. */
    private boolean moveOn(Handle tx, long from, long to) {
        return tx.createUpdate(
                                """
                                update voice_import set next_row = :to
                                where id = :id and next_row = :from and state = 1
                                """)
                        .bind("id", id)
                        .bind("from", from)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    private void count(Handle tx, ImportBatch batch) {
        tx.createUpdate(
                        """
                        update voice_import set created = created + :created,
                            updated = updated + :updated, rejected = rejected + :rejected
                        where id = :id
                        """)
                .bind("id", id)
                .bind("created", batch.count(ImportBatch.Outcome.CREATED))
                .bind("updated", batch.count(ImportBatch.Outcome.UPDATED))
                .bind("rejected", batch.count(ImportBatch.Outcome.REJECTED))
                .execute();
    }

    /** Whether the file can be read at all: its kind, its header. */
    static @Nullable FileProblem wrongWith(Path file) throws IOException {
        try (RowSource rows = open(file)) {
            RowSource.SourceRow header = rows.next();
            Columns.of(header == null ? List.of() : header.cells());
            return null;
        } catch (FileProblem problem) {
            return problem;
        }
    }
}
