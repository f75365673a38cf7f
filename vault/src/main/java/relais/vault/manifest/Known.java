package relais.vault.manifest;

import java.time.Instant;

/**
 * A database that wrote manifests into the stores.
 *
 * @param id empty for what was written before manifests said whose they are
 * @param dossiers that it tells of and that are not erased
 * @param last when it wrote the last manifest
 */
public record Known(String id, int dossiers, Instant last) {
    /** What it is called where somebody chooses. */
    public String name() {
        return id.isEmpty() ? "unnamed" : id;
    }
}
