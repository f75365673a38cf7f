package relais.vault.moving.dump;

import java.util.ArrayList;
import java.util.List;

/** A column while its declaration is being read, and what its type becomes in PostgreSQL. */
final class ColumnDraft {
    /** Digits that fit PostgreSQL's types of whole numbers with and without room for a sign. */
    private static final int MOST_NUMERIC_SCALE = 1_000;

    final String name;
    final List<String> sizes = new ArrayList<>();
    String type;
    String charset = "";
    boolean nullable = true;
    boolean unsigned;
    boolean counting;
    boolean generated;
    boolean json;

    ColumnDraft(String name, String type) {
        this.name = name;
        this.type = type;
    }

    private record Target(Kind kind, String type, int size) {
        Target(Kind kind, String type) {
            this(kind, type, 0);
        }
    }

    Column column(String tableCharset) {
        Target target = target();
        String used =
                !target.kind().isText()
                        ? ""
                        : type.equals("json")
                                ? "utf8mb4"
                                : charset.isEmpty() ? tableCharset : charset;
        if (used.equals("binary")) {
            target = new Target(Kind.BYTES, "bytea");
            used = "";
        }
        boolean flag = type.equals("tinyint") && first(0) == 1 && !unsigned;
        return new Column(
                name,
                written(),
                target.kind(),
                target.type(),
                nullable,
                used,
                target.size(),
                flag,
                unsigned,
                counting,
                generated,
                target.kind() == Kind.CHOICE || target.kind() == Kind.CHOICES ? sizes : List.of());
    }

    private String written() {
        boolean choice = type.equals("enum") || type.equals("set");
        String in = sizes.isEmpty() ? "" : "(" + String.join(choice ? "|" : ",", sizes) + ")";
        return type + in + (unsigned ? " unsigned" : "");
    }

    private int first(int fallback) {
        return number(0, fallback);
    }

    private int number(int index, int fallback) {
        return sizes.size() > index && sizes.get(index).matches("\\d{1,5}")
                ? Integer.parseInt(sizes.get(index))
                : fallback;
    }

    private Target target() {
        return switch (type) {
            case "tinyint", "bool", "boolean", "int1" -> new Target(Kind.SMALLINT, "smallint");
            case "smallint", "int2" -> unsigned ? wide() : new Target(Kind.SMALLINT, "smallint");
            case "mediumint", "int3", "middleint" -> new Target(Kind.INTEGER, "integer");
            case "int", "integer", "int4" ->
                    unsigned
                            ? new Target(Kind.BIGINT, "bigint")
                            : new Target(Kind.INTEGER, "integer");
            case "bigint", "int8", "serial" ->
                    unsigned || type.equals("serial")
                            ? new Target(Kind.NUMERIC, "numeric(20)")
                            : new Target(Kind.BIGINT, "bigint");
            case "decimal", "numeric", "dec", "fixed" -> decimal();
            case "float", "float4" -> new Target(Kind.REAL, "real");
            case "double", "real", "float8" -> new Target(Kind.DOUBLE, "double precision");
            case "bit" ->
                    first(1) == 1
                            ? new Target(Kind.BOOLEAN, "boolean", 1)
                            : new Target(Kind.BITS, "bit(" + first(1) + ")", first(1));
            case "date" -> new Target(Kind.DATE, "date");
            case "datetime" -> new Target(Kind.TIMESTAMP, "timestamp");
            case "timestamp" -> new Target(Kind.TIMESTAMPTZ, "timestamptz");
            case "time" -> new Target(Kind.INTERVAL, "interval");
            case "year" -> new Target(Kind.YEAR, "smallint");
            case "enum" -> new Target(Kind.CHOICE, "text");
            case "set" -> new Target(Kind.CHOICES, "text[]");
            case "json" -> new Target(Kind.JSON, "json");
            case "binary",
                    "varbinary",
                    "tinyblob",
                    "blob",
                    "mediumblob",
                    "longblob",
                    "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection",
                    "vector" ->
                    new Target(Kind.BYTES, "bytea");
            default -> json ? new Target(Kind.JSON, "json") : new Target(Kind.TEXT, "text");
        };
    }

    private static Target wide() {
        return new Target(Kind.INTEGER, "integer");
    }

    private Target decimal() {
        int digits = number(0, 10);
        int scale = Math.min(number(1, 0), MOST_NUMERIC_SCALE);
        return new Target(Kind.NUMERIC, "numeric(" + digits + "," + scale + ")", scale);
    }
}
