package relais.vault.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import relais.platform.db.Database;

/** Walks folders one after another and their documents page by page, however many there are. */
final class Descent implements Iterator<Listing.Below> {
    /** In memory at once: half a megabyte. */
    private static final int PAGE = 1_000;

    private final Database database;
    private final long dossierId;
    private final Deque<Step> folders;
    private final Deque<Listing.Below> page = new ArrayDeque<>();
    private String lastKey = "";
    private long lastId;

    /**
     * A folder to be walked through.
     *
     * @param path before the names of its documents
     */
    record Step(long folder, String path) {}

    private record Row(Document document, String key) {}

    Descent(Database database, long dossierId, List<Step> folders) {
        this.database = database;
        this.dossierId = dossierId;
        this.folders = new ArrayDeque<>(folders);
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !folders.isEmpty()) {
            turn(folders.getFirst());
        }
        return !page.isEmpty();
    }

    @Override
    public Listing.Below next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.removeFirst();
    }

    private void turn(Step folder) {
        List<Row> rows = rows(folder.folder());
        rows.forEach(
                row ->
                        page.add(
                                new Listing.Below(
                                        folder.path() + row.document().name(), row.document())));
        if (rows.size() < PAGE) {
            folders.removeFirst();
            lastKey = "";
            lastId = 0;
        } else {
            lastKey = rows.getLast().key();
            lastId = rows.getLast().document().id();
        }
    }

    private List<Row> rows(long folder) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        Rows.SELECT
                                                + """
                                                 WHERE d.dossier_id = :dossier
                                                  AND coalesce(d.folder_id, 0) = :folder
                                                  AND d.trashed_at IS NULL
                                                  AND (d.order_key, d.id) > (:key, :id)
                                                ORDER BY d.order_key, d.id LIMIT :limit
                                                """)
                                .bind("dossier", dossierId)
                                .bind("folder", folder)
                                .bind("key", lastKey)
                                .bind("id", lastId)
                                .bind("limit", PAGE)
                                .map(
                                        (row, context) ->
                                                new Row(
                                                        Rows.document(row),
                                                        row.getString("order_key")))
                                .list());
    }
}
