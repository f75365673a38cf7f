package relais.platform.backup;

import java.time.Instant;
import java.util.List;

/**
 * What a backup of a database holds.
 *
 * @param at the moment whose rows they are
 */
public record Contents(Instant at, List<Rows> tables) {
    /**
     * @param bytes of the rows as text, before packing
     * @param sha256 of those bytes, in hex
     */
    public record Rows(String table, long rows, long bytes, String sha256) {}

    public long rows() {
        return tables.stream().mapToLong(Rows::rows).sum();
    }
}
