package relais.vault.moving.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.json.Json;
import relais.vault.access.Outcome;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Table;
import relais.vault.moving.load.Names;
import relais.vault.moving.mapping.Mapping.DocumentMapping;
import relais.vault.moving.mapping.Mapping.DossierMapping;
import relais.vault.moving.mapping.Mapping.LinkMapping;
import relais.vault.type.DossierType;
import relais.vault.type.FieldKind;
import relais.vault.type.TypeDefinition;
import relais.vault.type.Types;

/** The mapping of each move: proposed, kept, carried out. */
public final class Mappings {
    /** Rows that are looked at to guess what a column holds. */
    private static final int SAMPLE_ROWS = 100;

    private static final int SAMPLE_SIGNS = 300;

    private final Database database;
    private final Types types;
    private final InstantSource clock;

    public Mappings(Database database, Types types, InstantSource clock) {
        this.database = database;
        this.types = types;
        this.clock = clock;
    }

    /** What was made of the old tables this time. */
    public record Made(long dossiers, long links, long documents) {}

    /** The mapping that was kept, else one proposed by looking at the tables. */
    public Mapping of(long move, String name) {
        Optional<String> kept =
                database.with(
                        h ->
                                h.createQuery("SELECT mapping FROM vault_move WHERE id = :move")
                                        .bind("move", move)
                                        .map((row, _) -> Optional.ofNullable(row.getString(1)))
                                        .one());
        return kept.map(json -> read(json, Mapping.class)).orElseGet(() -> propose(move, name));
    }

    /**
     * Keeps it; it counts from the next carrying out on.
     *
     * @return tables and columns ({@code table.column}) that it names and that are not there; it is
     *     kept where there are none
     */
    public Set<String> keep(Handle tx, long move, Mapping mapping) {
        Set<String> missing = MappingCheck.missing(mapping, tables(tx, move));
        if (!missing.isEmpty()) {
            return missing;
        }
        tx.createUpdate("UPDATE vault_move SET mapping = :mapping::jsonb WHERE id = :move")
                .bind("mapping", Json.text(mapping))
                .bind("move", move)
                .execute();
        return missing;
    }

    private static Map<String, Table> tables(Handle handle, long move) {
        Map<String, Table> tables = new LinkedHashMap<>();
        handle.createQuery(
                        "SELECT definition FROM vault_move_table WHERE move_id = :move ORDER BY name")
                .bind("move", move)
                .mapTo(String.class)
                .forEach(
                        json -> {
                            Table table = read(json, Table.class);
                            tables.put(table.name(), table);
                        });
        return tables;
    }

    private Mapping propose(long move, String name) {
        return database.with(
                handle -> {
                    Set<String> twice =
                            new HashSet<>(
                                    handle.createQuery(
                                                    """
                                                    SELECT subject FROM vault_move_finding
                                                    WHERE move_id = :move AND kind = 'encoded-twice'
                                                    """)
                                            .bind("move", move)
                                            .mapTo(String.class)
                                            .list());
                    Map<String, Table> tables = tables(handle, move);
                    Map<String, List<Map<String, String>>> seen = new HashMap<>();
                    return new Proposal(
                                    tables,
                                    table ->
                                            seen.computeIfAbsent(
                                                    table,
                                                    t ->
                                                            sample(
                                                                    handle,
                                                                    name,
                                                                    Objects.requireNonNull(
                                                                            tables.get(t), t))),
                                    twice)
                            .mapping();
                });
    }

    private static List<Map<String, String>> sample(Handle handle, String name, Table table) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.filled()) {
            if (column.kind() != Kind.BYTES) {
                String quoted = Names.quoted(column.name());
                columns.add("left(" + quoted + "::text, " + SAMPLE_SIGNS + ") AS " + quoted);
            }
        }
        List<Map<String, String>> rows = new ArrayList<>();
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT %s FROM %s.%s LIMIT %d"
                                        .formatted(
                                                columns.isEmpty()
                                                        ? "1"
                                                        : String.join(", ", columns),
                                                Names.quoted(Names.schema(name)),
                                                Names.quoted(table.name()),
                                                SAMPLE_ROWS))) {
            ResultSetMetaData names = row.getMetaData();
            while (row.next()) {
                Map<String, String> values = new HashMap<>();
                for (int i = 1; i <= names.getColumnCount(); i++) {
                    String value = row.getString(i);
                    if (value != null) {
                        values.put(names.getColumnName(i), value);
                    }
                }
                rows.add(values);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("looking at " + table.name(), e);
        }
    }

    /** Makes what the mapping says and is not there yet; called again it goes on. */
    public Made carryOut(Caller caller, long move, String name) throws SQLException {
        Mapping mapping = of(move, name);
        long dossiers = 0;
        long links = 0;
        long documents = 0;
        for (DossierMapping of : mapping.dossiers()) {
            long type = type(caller, of);
            dossiers += carry(move, name, carrying -> carrying.dossiers(of, type));
            for (LinkMapping link : of.links()) {
                links += carry(move, name, carrying -> carrying.links(of, link));
            }
        }
        for (DocumentMapping of : mapping.documents()) {
            for (DossierMapping to : mapping.dossiers()) {
                if (to.key().equals(of.of())) {
                    documents += carry(move, name, carrying -> carrying.documents(of, to));
                }
            }
        }
        return new Made(dossiers, links, documents);
    }

    private interface Work {
        long run(Carrying carrying) throws SQLException;
    }

    /** One statement of minutes is no mistake here. */
    private long carry(long move, String name, Work work) throws SQLException {
        Executor here = Runnable::run;
        try (Handle handle = database.open()) {
            int patience = handle.getConnection().getNetworkTimeout();
            handle.getConnection().setNetworkTimeout(here, 0);
            try {
                return handle.inTransaction(
                        tx -> {
                            tx.execute("SET LOCAL statement_timeout = 0");
                            tx.execute("SET LOCAL timezone = 'UTC'");
                            return work.run(new Carrying(tx, move, name, clock.instant()));
                        });
            } finally {
                handle.getConnection().setNetworkTimeout(here, patience);
            }
        }
    }

    private long type(Caller caller, DossierMapping of) {
        Optional<DossierType> there =
                types.all().stream().filter(t -> of.key().equals(t.definition().key())).findFirst();
        if (there.isPresent()) {
            return there.get().id();
        }
        return switch (types.create(caller, definition(of))) {
            case Outcome.Ok ok -> ok.id();
            case Outcome.Refused refused ->
                    throw new IllegalStateException(
                            "the type " + of.key() + ": " + refused.detail());
            case Outcome.Missing missing -> throw new IllegalStateException("the type " + of.key());
            case Outcome.Unfit unfit ->
                    throw new IllegalStateException("the type " + of.key() + ": " + unfit.values());
        };
    }

    private static TypeDefinition definition(DossierMapping of) {
        List<TypeDefinition.Field> fields = new ArrayList<>();
        of.fields().forEach(f -> fields.add(field(f.key(), f.label(), f.kind())));
        of.people()
                .forEach(
                        p ->
                                fields.add(
                                        field(
                                                p.key(),
                                                Map.of("fr", p.of().table(), "en", p.of().table()),
                                                "longtext")));
        List<TypeDefinition.State> states = new ArrayList<>();
        for (String state : of.states()) {
            states.add(
                    new TypeDefinition.State(
                            Slug.of(state),
                            Map.of("fr", state, "en", state),
                            of.closed().contains(state)));
        }
        if (states.isEmpty()) {
            states.add(
                    new TypeDefinition.State("open", Map.of("fr", "ouvert", "en", "open"), false));
        }
        List<TypeDefinition.Transition> transitions = new ArrayList<>();
        for (TypeDefinition.State from : states) {
            for (TypeDefinition.State to : states) {
                if (from != to && transitions.size() < 400) {
                    transitions.add(new TypeDefinition.Transition(from.key(), to.key(), List.of()));
                }
            }
        }
        return new TypeDefinition(
                of.key(),
                of.name(),
                of.key().toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z]", "")
                        + "-{year}-{n:6}",
                fields,
                states,
                states.getFirst().key(),
                transitions,
                null,
                null,
                null);
    }

    private static TypeDefinition.Field field(String key, Map<String, String> label, String kind) {
        FieldKind as =
                switch (kind) {
                    case "number" -> FieldKind.NUMBER;
                    case "date" -> FieldKind.DATE;
                    case "boolean" -> FieldKind.BOOLEAN;
                    case "text" -> FieldKind.TEXT;
                    default -> FieldKind.LONGTEXT;
                };
        return new TypeDefinition.Field(key, label, as, null, null, null, null, null);
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
