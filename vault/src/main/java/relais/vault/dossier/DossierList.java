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
     * @param cut whether more fit the words than were ranked: the best alone are listed
     */
    public record Page(
            List<Listed> items,
            ListQuery.@Nullable Cursor next,
            @Nullable Integer total,
            boolean cut) {}

    public Page page(Caller caller, ListQuery query) {
        return database.inTransaction(tx -> page(tx, caller, query));
    }

    private Page page(Handle tx, Caller caller, ListQuery query) {
        Selection selection = Selection.of(tx, sight, caller, query);
        List<Selection.Row> rows = selection.page();
        boolean more = rows.size() > query.limit();
        List<Selection.Row> shown = more ? rows.subList(0, query.limit()) : rows;
        Integer total = null;
        if (query.after() == null) {
            total = more ? selection.count() : (Integer) rows.size();
        }
        return new Page(
                shown.stream().map(Selection.Row::listed).toList(),
                more ? end(query, shown.getLast()) : null,
                total,
                selection.isCut());
    }

    private static ListQuery.Cursor end(ListQuery query, Selection.Row last) {
        long id = last.listed().id();
        return query.byRank() ? ListQuery.Cursor.best(id) : new ListQuery.Cursor(last.key(), id);
    }
}
