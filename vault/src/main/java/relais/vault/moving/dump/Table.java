package relais.vault.moving.dump;

import java.util.List;
import java.util.Optional;

/** A table as the dump declares it. */
public record Table(String name, List<Column> columns, List<Key> keys, String comment) {
    public Table {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** What an INSERT without a list of columns fills, in order. */
    public List<Column> filled() {
        return columns.stream().filter(c -> !c.generated()).toList();
    }

    public Optional<Column> column(String wanted) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** The first column of the primary key, or the empty text. */
    public String keyColumn() {
        return keys.stream()
                .filter(k -> k.sort() == Key.Sort.PRIMARY)
                .map(k -> k.columns().getFirst())
                .findFirst()
                .orElse("");
    }
}
