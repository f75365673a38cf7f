package relais.vault.dossier;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.Sight;
import relais.vault.type.TypeDefinition;

/** A whole list of dossiers as a file, written while it is read. */
public final class Export {
    /** A sheet with more columns nobody reads. */
    private static final int COLUMNS = 200;

    private final Database database;
    private final Sight sight;
    private final Audit audit;

    public Export(Database database, Sight sight, Audit audit) {
        this.database = database;
        this.sight = sight;
        this.audit = audit;
    }

    /** The forms of a file. */
    public enum Form {
        CSV,
        XLSX
    }

    public void write(Caller caller, ListQuery query, Form form, OutputStream out)
            throws IOException {
        String name = form.name().toLowerCase(Locale.ROOT);
        database.useTransaction(
                tx -> audit.record(tx, caller, "dossier.export", "dossiers", Map.of("as", name)));
        // A cursor lives in a transaction, and only there does the driver fetch piece by piece.
        database.inTransaction(
                tx -> {
                    Table table =
                            switch (form) {
                                case CSV -> new Table.Csv(out);
                                case XLSX -> new Table.Xlsx(out);
                            };
                    rows(tx, caller, query, table);
                    table.end();
                    return true;
                });
    }

    private void rows(Handle tx, Caller caller, ListQuery query, Table table) throws IOException {
        Selection selection = Selection.whole(tx, sight, caller, query);
        Map<String, String> fields = fields(selection, query, caller.locale().getLanguage());
        List<@Nullable Object> head =
                new ArrayList<>(
                        List.of(
                                "number",
                                "type",
                                "title",
                                "state",
                                "confidential",
                                "tags",
                                "created_at",
                                "created_by",
                                "changed_at",
                                "closed_at",
                                "documents",
                                "held"));
        head.addAll(fields.values());
        table.row(head);
        try (ResultIterator<Selection.Row> rows = selection.all().iterator()) {
            while (rows.hasNext()) {
                table.row(cells(rows.next(), fields));
            }
        }
    }

    /** Labels by keys, of the types in the list. */
    private static Map<String, String> fields(
            Selection selection, ListQuery query, String language) {
        Map<String, String> fields = new LinkedHashMap<>();
        selection
                .types()
                .forEach(
                        (id, type) -> {
                            boolean in = query.type() == 0 || query.type() == id;
                            if (in && selection.reach().types().containsKey(id)) {
                                type.fields().forEach(field -> add(fields, field, language));
                            }
                        });
        return fields;
    }

    private static void add(
            Map<String, String> fields, TypeDefinition.Field field, String language) {
        if (fields.size() < COLUMNS) {
            String label = field.label().get(language);
            fields.putIfAbsent(field.key(), label == null ? field.key() : label);
        }
    }

    private static List<@Nullable Object> cells(Selection.Row row, Map<String, String> fields) {
        Listed listed = row.listed();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(listed.number());
        cells.add(listed.typeName());
        cells.add(listed.title());
        cells.add(listed.state());
        cells.add(listed.confidential());
        cells.add(String.join(", ", listed.tags()));
        cells.add(row.times().createdAt());
        cells.add(row.times().createdByName());
        cells.add(listed.changedAt());
        cells.add(row.times().closedAt());
        cells.add(listed.documents());
        cells.add(listed.held());
        for (String key : fields.keySet()) {
            cells.add(cell(row.fields().get(key)));
        }
        return cells;
    }

    private static @Nullable Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number;
            case Number number -> number;
            case Boolean yes -> yes;
            case List<?> list -> String.join(", ", list.stream().map(Object::toString).toList());
            default -> value.toString();
        };
    }
}
