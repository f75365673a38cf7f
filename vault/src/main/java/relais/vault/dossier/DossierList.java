package relais.vault.dossier;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.access.Sight;

/**
 * Lists dossiers, quickly however many there are. What is rare (a person, a tag, a word) is found
 * first and then sorted; else the reader's shelves (a type, confidential or not) are each read in
 * their order until the page is full.
 */
public final class DossierList {
    private final Database database;
    private final Sight sight;

    public DossierList(Database database, Sight sight) {
        this.database = database;
        this.sight = sight;
    }

    /**
     * @param next where to go on; null at the end
     * @param total how many there are, counted up to 1,000; null on later pages
     */
    public record Page(
            List<Listed> items, ListQuery.@Nullable Cursor next, @Nullable Integer total) {}

    public Page page(Caller caller, ListQuery query) {
        return database.inTransaction(tx -> page(tx, caller, query));
    }

    private Page page(Handle tx, Caller caller, ListQuery query) {
        Selection selection = Selection.of(tx, sight, caller, query);
        List<Selection.Row> rows = selection.page();
        boolean more = rows.size() == query.limit() && query.q() == null;
        ListQuery.Cursor next =
                more
                        ? new ListQuery.Cursor(rows.getLast().key(), rows.getLast().listed().id())
                        : null;
        Integer total = null;
        if (query.after() == null) {
            total = more ? selection.count() : (Integer) rows.size();
        }
        return new Page(rows.stream().map(Selection.Row::listed).toList(), next, total);
    }
}
