package relais.platform.backup;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A table and how its rows are written.
 *
 * @param own whether a migration of ours makes it; another is made anew from its columns
 */
record Table(String schema, String name, List<Column> columns, boolean own) {
    /**
     * @param type in PostgreSQL's words
     */
    record Column(String name, String type) {}

    String quoted() {
        return quote(schema) + "." + quote(name);
    }

    String columnList() {
        return columns.stream()
                .map(column -> quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    String definition() {
        return "CREATE TABLE "
                + quoted()
                + columns.stream()
                        .map(column -> quote(column.name()) + " " + column.type())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** All that hold rows, but for what the migrations note about themselves. */
    static List<Table> all(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT n.nspname AS schema, c.relname AS name,
                          array_agg(a.attname ORDER BY a.attnum) AS columns,
                          array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types
                        FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                          AND NOT a.attisdropped AND a.attgenerated = ''
                        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                          AND c.relpersistence <> 't'
                          AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                          AND c.relname NOT LIKE '%\\_schema\\_history'
                          AND c.relname <> 'platform_migration'
                        GROUP BY 1, 2 ORDER BY 1, 2
                        """)
                .map(
                        (row, context) ->
                                of(
                                        row.getString("schema"),
                                        row.getString("name"),
                                        (String[]) row.getArray("columns").getArray(),
                                        (String[]) row.getArray("types").getArray()))
                .list();
    }

    private static Table of(String schema, String name, String[] names, String[] types) {
        List<Column> columns =
                java.util.stream.IntStream.range(0, names.length)
                        .mapToObj(i -> new Column(names[i], types[i]))
                        .toList();
        return new Table(schema, name, columns, schema.equals("public"));
    }
}
