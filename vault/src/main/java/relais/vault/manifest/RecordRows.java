package relais.vault.manifest;

import java.io.IOException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/**
 * The rows that make a type or a dossier, as JSON: what a manifest holds is what the tables hold.
 */
final class RecordRows {
    /** Rows from the database at a time. */
    private static final int FETCHED = 500;

    /**
     * Documents, or changes, whose rows are in one piece: a change of one writes no others anew.
     */
    private static final int TOGETHER_BITS = 7;

    private RecordRows() {}

    /**
     * A table's part in a manifest.
     *
     * @param line what its lines are called
     * @param where rows of the subject {@code :id}
     * @param order a column
     * @param spread whether there may be many thousands
     */
    private record Part(String line, String table, String where, String order, boolean spread) {
        Part(String table, String where, String order, boolean spread) {
            this(table, table, where, order, spread);
        }

        String select() {
            return """
                   (SELECT '%5$s', %4$s, to_jsonb(x)::text FROM %1$s x WHERE %2$s ORDER BY %3$s)
                   """
                    .formatted(
                            table,
                            where,
                            order,
                            spread
                                    ? "x." + order.split(",")[0] + " >> " + TOGETHER_BITS
                                    : "0::bigint",
                            line);
        }
    }

    private static final String OF_DOSSIER = "x.dossier_id = :id";

    /** What left the dossier {@code :id}, and is told of by no other yet. */
    private static final String LEFT =
            """
            IN (SELECT d.id FROM vault_manifest_left l JOIN vault_document d ON d.id = l.document_id
                WHERE l.from_id = :id AND d.dossier_id <> :id)
            """;

    /** In the order in which they can be brought back. */
    private static final List<Part> DOSSIER =
            List.of(
                    new Part("vault_dossier", "x.id = :id", "id", false),
                    new Part(
                            "vault_series",
                            "x.type_id = (SELECT type_id FROM vault_dossier WHERE id = :id)",
                            "year",
                            false),
                    new Part("vault_grant", OF_DOSSIER, "id", false),
                    new Part("vault_person", OF_DOSSIER, "contact_id", false),
                    new Part("vault_note", OF_DOSSIER, "id", true),
                    new Part("vault_task", OF_DOSSIER, "id", true),
                    new Part("vault_hold", OF_DOSSIER, "id", false),
                    new Part("vault_link", "x.from_id = :id", "id", false),
                    new Part("vault_change", OF_DOSSIER, "id", true),
                    new Part("vault_folder", OF_DOSSIER, "id", true),
                    new Part("vault_document", OF_DOSSIER, "id", true),
                    new Part(
                            "vault_version",
                            "x.document_id IN (SELECT id FROM vault_document WHERE dossier_id = :id)",
                            "document_id, version",
                            true),
                    new Part("vault_held_change", OF_DOSSIER, "id", false),
                    new Part(
                            "vault_drive_property",
                            "x.document_id IN (SELECT id FROM vault_document WHERE dossier_id = :id)"
                                    + " OR x.folder_id IN"
                                    + " (SELECT id FROM vault_folder WHERE dossier_id = :id)",
                            "namespace, name, document_id, folder_id",
                            false),
                    new Part(LeftBehind.DOCUMENT, "vault_document", "x.id " + LEFT, "id", true),
                    new Part(
                            LeftBehind.VERSION,
                            "vault_version",
                            "x.document_id " + LEFT,
                            "document_id, version",
                            true));

    private static final List<Part> TYPE =
            List.of(
                    new Part("vault_type", "x.id = :id", "id", false),
                    new Part("vault_series", "x.type_id = :id", "year", false),
                    new Part("vault_grant", "x.type_id = :id", "id", false),
                    new Part("vault_hold", "x.type_id = :id", "id", false),
                    new Part("vault_erasure", "x.type_id = :id", "id", true),
                    new Part(
                            "vault_erased_content",
                            "x.erasure_id IN (SELECT id FROM vault_erasure WHERE type_id = :id)",
                            "erasure_id, hash",
                            true));

    private static final String DOSSIER_ROWS = select(DOSSIER);
    private static final String TYPE_ROWS = select(TYPE);

    private static String select(List<Part> parts) {
        return String.join("UNION ALL\n", parts.stream().map(Part::select).toList());
    }

    /** Who takes rows. */
    @FunctionalInterface
    interface To {
        /**
         * @param place rows of one place belong together
         * @param row as JSON
         */
        void row(String table, String place, String row) throws IOException;
    }

    /** All rows of a subject as they are at one moment; whether there are any. */
    static boolean read(Handle tx, Subject subject, To to) throws IOException {
        boolean any = false;
        try (ResultIterator<String[]> rows =
                tx.createQuery(subject.kind() == Subject.Kind.TYPE ? TYPE_ROWS : DOSSIER_ROWS)
                        .setFetchSize(FETCHED)
                        .bind("id", subject.id())
                        .map(
                                (row, context) ->
                                        new String[] {
                                            row.getString(1),
                                            row.getString(1) + row.getLong(2),
                                            row.getString(3)
                                        })
                        .iterator()) {
            while (rows.hasNext()) {
                String[] row = rows.next();
                to.row(row[0], row[1], row[2]);
                any = true;
            }
        }
        return any;
    }
}
