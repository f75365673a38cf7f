package relais.vault.history;

import java.time.Instant;
import java.util.List;

/**
 * Something that was done to a dossier.
 *
 * @param who the name at that time
 * @param what created, changed, state, trashed, restored, people, held …
 */
public record HistoryEntry(long id, Instant at, String who, String what, List<Change> changes) {}
