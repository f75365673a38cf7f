package relais.vault.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.vault.access.Grant;
import relais.vault.access.Level;
import relais.vault.access.Outcome;
import relais.vault.access.Sight;

/** Keeps the types of dossiers. */
public final class Types {
    /** Counting further takes long and tells nobody more. */
    public static final int COUNTED = 10_000;

    /** More types than anybody can tell apart in a list. */
    private static final int MOST = 500;

    private final Database database;
    private final Audit audit;
    private final LiveFeed live;
    private final InstantSource clock;
    private final Sight sight;

    public Types(Database database, Audit audit, LiveFeed live, InstantSource clock, Sight sight) {
        this.sight = sight;
        this.database = database;
        this.audit = audit;
        this.live = live;
        this.clock = clock;
    }

    /** All types, those in use first. */
    public List<DossierType> all() {
        return database.with(
                handle -> {
                    Map<Long, List<Grant>> grants = grants(handle);
                    return handle.createQuery(SELECT + " ORDER BY archived_at NULLS FIRST, id")
                            .bind("counted", COUNTED)
                            .map((row, context) -> type(row, grants))
                            .list();
                });
    }

    public Optional<DossierType> find(long id) {
        return database.with(handle -> find(handle, id));
    }

    public Optional<DossierType> find(Handle handle, long id) {
        Map<Long, List<Grant>> grants = grants(handle);
        return handle.createQuery(SELECT + " WHERE id = :id")
                .bind("counted", COUNTED)
                .bind("id", id)
                .map((row, context) -> type(row, grants))
                .findOne();
    }

    /** The definitions alone, by their types' numbers. */
    public static Map<Long, TypeDefinition> definitions(Handle handle) {
        Map<Long, TypeDefinition> all = new HashMap<>();
        handle.createQuery("SELECT id, definition FROM vault_type")
                .map((row, context) -> Map.entry(row.getLong("id"), definition(row)))
                .forEach(type -> all.put(type.getKey(), type.getValue()));
        return all;
    }

    public Outcome create(Caller caller, TypeDefinition type) {
        Outcome wrong = new DefinitionCheck(type).wrong();
        return wrong != null ? wrong : database.inTransaction(tx -> create(tx, caller, type));
    }

    private Outcome create(Handle tx, Caller caller, TypeDefinition type) {
        int count = tx.createQuery("SELECT count(*) FROM vault_type").mapTo(Integer.class).one();
        if (count >= MOST) {
            return new Outcome.Refused(422, "too-many", null, "at most " + MOST + " types");
        }
        Optional<Long> id =
                tx.createQuery(
                                """
                                INSERT INTO vault_type (key, definition, created_at)
                                VALUES (:key, :definition::jsonb, :now)
                                ON CONFLICT (key) DO NOTHING RETURNING id
                                """)
                        .bind("key", type.key())
                        .bind("definition", Json.text(type.stored()))
                        .bind("now", clock.instant())
                        .mapTo(Long.class)
                        .findOne();
        if (id.isEmpty()) {
            return keyTaken();
        }
        grant(tx, id.get(), type.grants());
        tell(tx);
        audit.record(tx, caller, "dossier-type.create", "dossier-type:" + id.get(), name(type));
        return new Outcome.Ok(id.get());
    }

    public Outcome update(Caller caller, long id, TypeDefinition type) {
        Outcome wrong = new DefinitionCheck(type).wrong();
        return wrong != null ? wrong : database.inTransaction(tx -> update(tx, caller, id, type));
    }

    private Outcome update(Handle tx, Caller caller, long id, TypeDefinition type) {
        Optional<Integer> version =
                tx.createQuery("SELECT version FROM vault_type WHERE id = :id FOR UPDATE")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .findOne();
        if (version.isEmpty()) {
            return new Outcome.Missing();
        }
        if (type.version() != null && !type.version().equals(version.get())) {
            return new Outcome.Refused(
                    409, "changed-meanwhile", null, "somebody changed the type meanwhile");
        }
        if (keyUsed(tx, id, type.key())) {
            return keyTaken();
        }
        if (!mayGrant(tx, caller, id, type.grants())) {
            return new Outcome.Refused(
                    403,
                    "grants-not-yours",
                    "grants",
                    "only who manages all dossiers of the type changes who may do what with them");
        }
        Optional<String> lost = stateInUse(tx, id, type);
        if (lost.isPresent()) {
            return new Outcome.Refused(
                    422, "type-state-used", "states", "dossiers are in the state " + lost.get());
        }
        tx.createUpdate(
                        """
                        UPDATE vault_type SET key = :key, definition = :definition::jsonb,
                            version = version + 1
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("key", type.key())
                .bind("definition", Json.text(type.stored()))
                .execute();
        grant(tx, id, type.grants());
        tell(tx);
        audit.record(tx, caller, "dossier-type.update", "dossier-type:" + id, name(type));
        return new Outcome.Ok(id);
    }

    /**
     * To define what a type asks is not to read what is in it: grants are changed by who manages
     * its dossiers anyway, by grant or as an administrator. Nobody grants more than they have.
     */
    private boolean mayGrant(Handle tx, Caller caller, long id, @Nullable List<Grant> grants) {
        Set<Grant> now = new HashSet<>(grants(tx).getOrDefault(id, List.of()));
        return grants == null
                || now.equals(new HashSet<>(grants))
                || sight.reach(tx, caller).types().get(id) == Level.MANAGE;
    }

    private static boolean keyUsed(Handle tx, long id, String key) {
        return tx.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM vault_type WHERE key = :key AND id <> :id)")
                .bind("key", key)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    private static Outcome keyTaken() {
        return new Outcome.Refused(422, "type-key-taken", "key", "another type has this key");
    }

    /** A state that the new definition lacks though dossiers are in it. */
    private static Optional<String> stateInUse(Handle tx, long id, TypeDefinition type) {
        TreeSet<String> gone = new TreeSet<>();
        find(tx, id, SELECT_DEFINITION).states().forEach(state -> gone.add(state.key()));
        type.states().forEach(state -> gone.remove(state.key()));
        return tx.createQuery(
                        """
                        SELECT s.state FROM unnest(:gone) AS s(state)
                        WHERE EXISTS (SELECT 1 FROM vault_dossier d
                            WHERE d.type_id = :id AND d.state = s.state)
                        """)
                .bind("gone", gone.toArray(String[]::new))
                .bind("id", id)
                .mapTo(String.class)
                .findFirst();
    }

    private static final String SELECT_DEFINITION =
            "SELECT definition FROM vault_type WHERE id = :id";

    private static TypeDefinition find(Handle tx, long id, String select) {
        return tx.createQuery(select).bind("id", id).map((row, context) -> definition(row)).one();
    }

    /** No new dossiers of it, or again; those there are stay as they are. */
    public Outcome archive(Caller caller, long id, boolean archived) {
        return database.inTransaction(
                tx -> {
                    int rows =
                            tx.createUpdate(
                                            """
                                            UPDATE vault_type
                                            SET archived_at = cast(:at AS timestamptz)
                                            WHERE id = :id
                                            """)
                                    .bind("id", id)
                                    .bind("at", archived ? clock.instant() : null)
                                    .execute();
                    if (rows == 0) {
                        return new Outcome.Missing();
                    }
                    tell(tx);
                    String subject = "dossier-type:" + id;
                    audit.record(
                            tx,
                            caller,
                            "dossier-type.archive",
                            subject,
                            Map.of("archived", archived));
                    return new Outcome.Ok(id);
                });
    }

    private static void grant(Handle tx, long id, @Nullable List<Grant> grants) {
        if (grants == null) {
            return;
        }
        tx.createUpdate("DELETE FROM vault_grant WHERE type_id = :id").bind("id", id).execute();
        for (Grant grant : grants) {
            tx.createUpdate(
                            """
                            INSERT INTO vault_grant (type_id, group_id, level)
                            VALUES (:id, :group, :level)
                            """)
                    .bind("id", id)
                    .bind("group", grant.group())
                    .bind("level", grant.level().ordinal())
                    .execute();
        }
    }

    private void tell(Handle tx) {
        live.changed(tx, "dossier-types");
    }

    private static Map<String, Object> name(TypeDefinition type) {
        return Map.of("key", type.key(), "name", type.name(), "fields", type.fields().size());
    }

    private static final String SELECT =
            """
            SELECT id, definition, version, archived_at,
                (SELECT count(*) FROM (SELECT 1 FROM vault_dossier d
                    WHERE d.type_id = vault_type.id AND d.trashed_at IS NULL
                    LIMIT :counted) AS few) AS dossiers
            FROM vault_type
            """;

    private static Map<Long, List<Grant>> grants(Handle handle) {
        Map<Long, List<Grant>> all = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT type_id, group_id, level FROM vault_grant
                        WHERE type_id IS NOT NULL ORDER BY id
                        """)
                .map(
                        (row, context) ->
                                Map.entry(
                                        row.getLong("type_id"),
                                        new Grant(
                                                row.getLong("group_id"),
                                                Level.values()[row.getInt("level")])))
                .forEach(
                        grant ->
                                all.merge(
                                        grant.getKey(),
                                        List.of(grant.getValue()),
                                        (a, b) ->
                                                java.util.stream.Stream.concat(
                                                                a.stream(), b.stream())
                                                        .toList()));
        return all;
    }

    private static DossierType type(ResultSet row, Map<Long, List<Grant>> grants)
            throws SQLException {
        long id = row.getLong("id");
        Timestamp archived = row.getTimestamp("archived_at");
        return new DossierType(
                id,
                definition(row),
                row.getInt("version"),
                archived == null ? null : archived.toInstant(),
                grants.getOrDefault(id, List.of()),
                row.getInt("dossiers"));
    }

    private static TypeDefinition definition(ResultSet row) throws SQLException {
        try {
            return Json.read(row.getString("definition"), TypeDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
