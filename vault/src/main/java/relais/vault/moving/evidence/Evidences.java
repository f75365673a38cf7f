package relais.vault.moving.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Evidence.ColumnEvidence;
import relais.vault.moving.evidence.Evidence.Finding;
import relais.vault.moving.evidence.Evidence.Refused;
import relais.vault.moving.evidence.Evidence.TableEvidence;

/** Draws up the evidence of a move from what was kept of it. */
public final class Evidences {
    /** More are in the table of findings. */
    private static final int MOST_LISTED = 1_000;

    private Evidences() {}

    public static Evidence of(Handle handle, long move) {
        List<TableEvidence> tables = tables(handle, move);
        List<Refused> refused = refused(handle, move);
        boolean same =
                tables.stream().allMatch(t -> t.same() || !t.comparable() && t.kept() == t.read());
        return handle.createQuery("SELECT name, state FROM vault_move WHERE id = :move")
                .bind("move", move)
                .map(
                        (row, _) ->
                                new Evidence(
                                        row.getString("name"),
                                        row.getString("state"),
                                        same && refused.isEmpty(),
                                        same,
                                        tables.stream().mapToLong(TableEvidence::kept).sum(),
                                        tables,
                                        findings(handle, move),
                                        refused))
                .one();
    }

    private static List<TableEvidence> tables(Handle handle, long move) {
        return handle.createQuery(
                        """
                        SELECT name, target, state, definition, sums, kept FROM vault_move_table
                        WHERE move_id = :move ORDER BY name
                        """)
                .bind("move", move)
                .map(
                        (row, _) ->
                                table(
                                        row.getString("target"),
                                        row.getString("state"),
                                        read(row.getString("definition"), Table.class),
                                        orNull(row.getString("sums")),
                                        orNull(row.getString("kept"))))
                .list();
    }

    private static Tally.@Nullable Sums orNull(@Nullable String json) {
        return json == null ? null : read(json, Tally.Sums.class);
    }

    private static TableEvidence table(
            String target,
            String state,
            Table table,
            Tally.@Nullable Sums read,
            Tally.@Nullable Sums kept) {
        List<ColumnEvidence> columns = new ArrayList<>();
        if (read == null || kept == null) {
            return new TableEvidence(
                    table.name(), target, state, 0, 0, 0, null, null, false, true, columns);
        }
        List<Column> filled = table.filled();
        for (int i = 0; i < filled.size(); i++) {
            Column column = filled.get(i);
            Tally.ColumnSums one = read.columns().get(i);
            Tally.ColumnSums other = kept.columns().get(i);
            columns.add(
                    new ColumnEvidence(
                            column.name(),
                            column.written(),
                            column.flag() && one.beyondFlag() == 0 ? "boolean" : column.type(),
                            one.nulls(),
                            other.nulls(),
                            one.hash(),
                            other.hash(),
                            one.zeros(),
                            one.changed(),
                            one.foreign(),
                            one.doubled()));
        }
        boolean same =
                read.rows() == kept.rows()
                        && read.rowHash().equals(kept.rowHash())
                        && Objects.equals(read.least(), kept.least())
                        && Objects.equals(read.greatest(), kept.greatest())
                        && columns.stream().allMatch(ColumnEvidence::same);
        return new TableEvidence(
                table.name(),
                target,
                state,
                read.rows(),
                read.rejected(),
                kept.rows(),
                kept.least(),
                kept.greatest(),
                same,
                read.unsummed() == 0,
                columns);
    }

    private static List<Finding> findings(Handle handle, long move) {
        return handle.createQuery(
                        """
                        SELECT kind, subject, detail, byte_offset FROM vault_move_finding
                        WHERE move_id = :move ORDER BY id LIMIT :most
                        """)
                .bind("move", move)
                .bind("most", MOST_LISTED)
                .map(
                        (row, _) ->
                                new Finding(
                                        row.getString("kind"),
                                        row.getString("subject"),
                                        row.getString("detail"),
                                        row.getObject("byte_offset", Long.class)))
                .list();
    }

    private static List<Refused> refused(Handle handle, long move) {
        return handle.createQuery(
                        """
                        SELECT table_name, column_name, reason, count(*) AS count,
                          min(byte_offset) AS first
                        FROM vault_move_reject WHERE move_id = :move
                        GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC LIMIT :most
                        """)
                .bind("move", move)
                .bind("most", MOST_LISTED)
                .map(
                        (row, _) ->
                                new Refused(
                                        row.getString("table_name"),
                                        row.getString("column_name"),
                                        row.getString("reason"),
                                        row.getLong("count"),
                                        row.getLong("first")))
                .list();
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
