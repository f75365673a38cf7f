package relais.vault.blob;

import java.util.List;
import java.util.UUID;
import relais.vault.blob.seal.Placed;
import relais.vault.store.Note;

/**
 * A durable object that no row tells of yet.
 *
 * @param size in bytes
 * @param note what its store writes down with it
 */
public record Written(UUID object, long size, List<Placed> entries, Note note) {}
