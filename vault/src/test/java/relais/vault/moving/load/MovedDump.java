package relais.vault.moving.load;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import relais.platform.db.Database;
import relais.vault.moving.dump.Column;
import relais.vault.moving.dump.Kind;
import relais.vault.moving.dump.Table;
import relais.vault.moving.evidence.Tally;

/** A dump that was brought in, and what both databases say of it, value by value. */
final class MovedDump {
    private final Database database;
    private final String name;
    private final long id;

    private MovedDump(Database database, String name, long id) {
        this.database = database;
        this.name = name;
        this.id = id;
    }

    static MovedDump begin(Database database, String name) {
        long id =
                database.with(
                        h ->
                                h.createQuery(
                                                """
                                                INSERT INTO vault_move (name, created_at, changed_at)
                                                VALUES (:name, :now, :now)
                                                ON CONFLICT (name) DO UPDATE SET changed_at = :now
                                                RETURNING id
                                                """)
                                        .bind("name", name)
                                        .bind("now", Instant.EPOCH)
                                        .mapTo(Long.class)
                                        .one());
        return new MovedDump(database, name, id);
    }

    static MovedDump of(Database database, String name, Path dump) throws Exception {
        MovedDump moved = begin(database, name);
        moved.load(dump);
        return moved;
    }

    void load(Path dump) throws Exception {
        new DumpLoad(database, InstantSource.system(), id, name, dump).run(at -> {});
    }

    /** Committed each so many bytes. */
    void load(Path dump, long commitBytes) throws Exception {
        new DumpLoad(database, InstantSource.system(), id, name, dump, commitBytes).run(at -> {});
    }

    Map<String, Table> tables() {
        return database.with(h -> new MoveRows(h, id).tables());
    }

    Tally.Sums read(String table) {
        return database.with(h -> new MoveRows(h, id).sums(table).orElseThrow());
    }

    Tally.Sums kept(String table) throws Exception {
        String json =
                one(
                        "SELECT kept FROM vault_move_table WHERE move_id = "
                                + id
                                + " AND name = '"
                                + table
                                + "'");
        return relais.platform.json.Json.read(json, Tally.Sums.class);
    }

    String one(String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(String.class).findFirst().orElse(""));
    }

    List<String> list(String sql) {
        return database.with(h -> h.createQuery(sql).mapTo(String.class).list());
    }

    List<String> findings() {
        return list(
                "SELECT kind || ': ' || subject || ': ' || detail FROM vault_move_finding WHERE move_id = "
                        + id
                        + " ORDER BY id");
    }

    List<String> rejects() {
        return list(
                "SELECT table_name || '.' || column_name || ': ' || reason FROM vault_move_reject WHERE move_id = "
                        + id
                        + " ORDER BY id");
    }

    /** All rows, each value in hexadecimal UTF-8, sorted. */
    List<String> values(Table table) throws Exception {
        StringBuilder sql = new StringBuilder("SELECT concat_ws(',', ''");
        for (Column c : table.filled()) {
            String name = Names.quoted(c.name());
            String text =
                    switch (c.kind()) {
                        case BYTES -> "encode(" + name + ", 'hex')";
                        case BOOLEAN ->
                                "encode(convert_to(" + name + "::int::text, 'UTF8'), 'hex')";
                        case CHOICES ->
                                "encode(convert_to(array_to_string("
                                        + name
                                        + ", ','), 'UTF8'), 'hex')";
                        case TIMESTAMPTZ ->
                                "encode(convert_to(to_char("
                                        + name
                                        + " AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'UTF8'), 'hex')";
                        case TIMESTAMP ->
                                "encode(convert_to(to_char("
                                        + name
                                        + ", 'YYYY-MM-DD HH24:MI:SS.US'), 'UTF8'), 'hex')";
                        case REAL, DOUBLE -> "encode(float8send(" + name + "::float8), 'hex')";
                        default ->
                                c.flag()
                                        ? "encode(convert_to("
                                                + name
                                                + "::int::text, 'UTF8'), 'hex')"
                                        : "encode(convert_to(" + name + "::text, 'UTF8'), 'hex')";
                    };
            sql.append(", coalesce(upper(").append(text).append("), 'N')");
        }
        sql.append(") AS v FROM ")
                .append(Names.quoted(Names.schema(name)))
                .append('.')
                .append(Names.quoted(table.name()));
        // Past Jdbi, which would take colons in names for parameters.
        try (Handle h = this.database.open();
                var statement = h.getConnection().createStatement();
                var rows = statement.executeQuery(sql.toString())) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values.stream().sorted().toList();
        }
    }

    /** The same asked of MariaDB. */
    static List<String> values(MariaDb old, String database, Table table) throws Exception {
        StringBuilder sql = new StringBuilder("SET time_zone = '+00:00'; SELECT CONCAT_WS(',', ''");
        for (Column c : table.filled()) {
            String name = "`" + c.name().replace("`", "``") + "`";
            String text =
                    switch (c.kind()) {
                        case BYTES -> "HEX(" + name + ")";
                        case BOOLEAN -> "HEX(CAST(" + name + "+0 AS CHAR))";
                        case BITS -> "HEX(LPAD(BIN(" + name + "+0)," + c.size() + ",'0'))";
                        case TIMESTAMP, TIMESTAMPTZ ->
                                "HEX(IF(YEAR("
                                        + name
                                        + ")=0,NULL,DATE_FORMAT("
                                        + name
                                        + ",'%Y-%m-%d %H:%i:%s.%f')))";
                        case DATE ->
                                "HEX(IF(YEAR(" + name + ")=0,NULL,CAST(" + name + " AS CHAR)))";
                        case INTERVAL ->
                                "HEX(IF(LOCATE('.',"
                                        + name
                                        + "),TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM "
                                        + name
                                        + ")),"
                                        + name
                                        + "))";
                        case SMALLINT, INTEGER, BIGINT, YEAR -> "HEX(CAST(" + name + "+0 AS CHAR))";
                        default -> "HEX(CONVERT(" + name + " USING utf8mb4))";
                    };
            sql.append(", IFNULL(").append(text).append(", 'N')");
        }
        sql.append(") FROM `").append(table.name().replace("`", "``")).append("`");
        return old.sql(database, sql.toString()).stream().sorted().toList();
    }

    static boolean comparable(Table table) {
        return table.filled().stream()
                .noneMatch(c -> c.kind() == Kind.REAL || c.kind() == Kind.DOUBLE);
    }
}
