package relais.vault.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.vault.access.Outcome;

/** Lists of dossiers under a name: one's own, or everybody's. */
public final class SavedSearches {
    private static final int NAME_SIGNS = 100;
    private static final int QUERY_SIGNS = 2_000;

    /** More than anybody finds again. */
    private static final int EACH = 200;

    private final Database database;
    private final Audit audit;

    public SavedSearches(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * @param query what the list's address holds
     * @param mine the reader's own, to be removed by them
     */
    public record Saved(
            long id,
            String name,
            Map<String, String> query,
            boolean shared,
            boolean mine,
            String by) {}

    /** The caller's and the shared ones, by name. */
    public List<Saved> list(Caller caller) {
        return database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM vault_saved_search
                                        WHERE owner = :me OR shared
                                        ORDER BY lower(name), id LIMIT :limit
                                        """)
                                .bind("me", caller.userId())
                                .bind("limit", 2 * EACH)
                                .map(
                                        (row, context) ->
                                                new Saved(
                                                        row.getLong("id"),
                                                        row.getString("name"),
                                                        query(row.getString("query")),
                                                        row.getBoolean("shared"),
                                                        row.getLong("owner") == caller.userId(),
                                                        row.getString("owner_name")))
                                .list());
    }

    private static Map<String, String> query(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a search that is not JSON", e);
        }
    }

    /** Keeps it, in place of one's own of the same name. */
    public Outcome save(Caller caller, String name, Map<String, String> query, boolean shared) {
        String called = name.strip();
        String json = Json.text(query);
        if (called.isEmpty() || called.length() > NAME_SIGNS || json.length() > QUERY_SIGNS) {
            return new Outcome.Refused(422, "search-name", "name", "1 to 100 signs");
        }
        return database.inTransaction(tx -> save(tx, caller, called, json, shared));
    }

    private Outcome save(Handle tx, Caller caller, String name, String query, boolean shared) {
        int own =
                tx.createQuery("SELECT count(*) FROM vault_saved_search WHERE owner = :me")
                        .bind("me", caller.userId())
                        .mapTo(Integer.class)
                        .one();
        if (own >= EACH) {
            return new Outcome.Refused(422, "too-many", "name", "at most " + EACH);
        }
        long id =
                tx.createQuery(
                                """
                                INSERT INTO vault_saved_search
                                  (owner, owner_name, name, query, shared)
                                VALUES (:me, :by, :name, :query::jsonb, :shared)
                                ON CONFLICT (owner, lower(name)) DO UPDATE
                                  SET query = excluded.query, shared = excluded.shared
                                RETURNING id
                                """)
                        .bind("me", caller.userId())
                        .bind("by", caller.name())
                        .bind("name", name)
                        .bind("query", query)
                        .bind("shared", shared)
                        .mapTo(Long.class)
                        .one();
        audit.record(tx, caller, "dossier-search.save", "dossier-search:" + id, name);
        return new Outcome.Ok(id);
    }

    /** Removes one of the caller's own. */
    public Outcome remove(Caller caller, long id) {
        return database.inTransaction(
                tx -> {
                    Optional<String> name =
                            tx.createQuery(
                                            """
                                            DELETE FROM vault_saved_search
                                            WHERE id = :id AND owner = :me RETURNING name
                                            """)
                                    .bind("id", id)
                                    .bind("me", caller.userId())
                                    .mapTo(String.class)
                                    .findOne();
                    if (name.isEmpty()) {
                        return new Outcome.Missing();
                    }
                    audit.record(
                            tx, caller, "dossier-search.save", "dossier-search:" + id, name.get());
                    return new Outcome.Ok(id);
                });
    }
}
