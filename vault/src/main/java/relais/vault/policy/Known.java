package relais.vault.policy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.store.BlobStore.Entry;

/** Which objects the database knows, a page at a time: there may be many millions. */
final class Known {
    private static final int PAGE = 1_000;

    private final Database database;

    Known(Database database) {
        this.database = database;
    }

    /** Those that are somewhere, by their keys' order. */
    void list(String prefix, Consumer<Entry> each) {
        String after = "";
        while (true) {
            String from = after;
            List<Entry> page = database.with(handle -> page(handle, prefix, from));
            page.forEach(each);
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().key();
        }
    }

    private static List<Entry> page(Handle handle, String prefix, String after) {
        return handle.createQuery(
                        """
                        SELECT key, size FROM vault_placed o
                        WHERE key > :after AND key >= :prefix AND starts_with(key, :prefix)
                          AND EXISTS (SELECT FROM vault_copy c
                                      WHERE c.object_id = o.id AND c.state = 1)
                        ORDER BY key LIMIT :most
                        """)
                .bind("after", after)
                .bind("prefix", prefix)
                .bind("most", PAGE)
                .map((row, context) -> new Entry(row.getString(1), row.getLong(2)))
                .list();
    }

    /** What a store holds and the database has never heard of. */
    void unknown(OpenStore store, String prefix, Consumer<Entry> each) throws IOException {
        List<Entry> page = new ArrayList<>();
        store.use(
                s -> {
                    s.list(
                            prefix,
                            entry -> {
                                if (!entry.key().equals(StoreRow.MARK)) {
                                    page.add(entry);
                                }
                                if (page.size() == PAGE) {
                                    tell(page, each);
                                }
                            });
                    return true;
                });
        tell(page, each);
    }

    private void tell(List<Entry> page, Consumer<Entry> each) {
        Set<String> known =
                database.with(
                        handle ->
                                handle.createQuery(
                                                "SELECT key FROM vault_placed WHERE key = ANY (:keys)")
                                        .bind(
                                                "keys",
                                                page.stream()
                                                        .map(Entry::key)
                                                        .toArray(String[]::new))
                                        .mapTo(String.class)
                                        .set());
        page.stream().filter(entry -> !known.contains(entry.key())).forEach(each);
        page.clear();
    }
}
