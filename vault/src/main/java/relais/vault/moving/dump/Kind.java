package relais.vault.moving.dump;

/** What a column holds, as PostgreSQL will keep it. */
public enum Kind {
    SMALLINT,
    INTEGER,
    BIGINT,
    NUMERIC,
    REAL,
    DOUBLE,
    BOOLEAN,
    BITS,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ,
    INTERVAL,
    YEAR,
    TEXT,
    CHOICE,
    CHOICES,
    BYTES,
    JSON;

    /** Whether its literals are signs in some charset, and not numbers, times or raw bytes. */
    public boolean isText() {
        return this == TEXT || this == CHOICE || this == CHOICES || this == JSON;
    }

    public boolean isNumber() {
        return compareTo(DOUBLE) <= 0 || this == YEAR;
    }

    /** Whether least and greatest mean the same on both sides. */
    public boolean orders() {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT, NUMERIC, YEAR, DATE, TIMESTAMP, TEXT, CHOICE -> true;
            default -> false;
        };
    }
}
