package relais.vault.moving.dump;

import java.util.List;

/**
 * A key of an old table.
 *
 * @param references the table that a foreign key points to; "" for another key
 */
public record Key(
        Sort sort, String name, List<String> columns, String references, List<String> referenced) {
    /** What a key is for. */
    public enum Sort {
        PRIMARY,
        UNIQUE,
        PLAIN,
        FOREIGN
    }

    public Key {
        columns = List.copyOf(columns);
        referenced = List.copyOf(referenced);
    }
}
