package relais.vault.moving.dump;

import java.util.List;

/**
 * A column of an old table.
 *
 * @param written its type as the dump has it, e.g. {@code int(10) unsigned}
 * @param type what PostgreSQL is told, e.g. {@code bigint}
 * @param charset MySQL's name for the bytes of its texts; "" where it holds none
 * @param size digits after the point of a number, bits of a bit field; else 0
 * @param flag a tinyint(1), which becomes a boolean where it only ever holds 0 and 1
 * @param generated computed by the old database, which dumps do not carry
 */
public record Column(
        String name,
        String written,
        Kind kind,
        String type,
        boolean nullable,
        String charset,
        int size,
        boolean flag,
        boolean unsigned,
        boolean counting,
        boolean generated,
        List<String> choices) {
    public Column {
        choices = List.copyOf(choices);
    }
}
