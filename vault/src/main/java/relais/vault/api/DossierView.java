package relais.vault.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Level;
import relais.vault.dossier.Links;
import relais.vault.retention.LegalHolds;

/**
 * A dossier as its readers see it.
 *
 * @param level what the reader may do
 * @param transitions the states it can be moved to by the reader
 * @param keepUntil from this day on it may be erased; null: not known yet, or never
 * @param at of which moment this is; null for now
 */
record DossierView(
        long id,
        long type,
        String number,
        String title,
        Map<String, Object> fields,
        String state,
        boolean confidential,
        List<String> tags,
        List<Person> people,
        int version,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        Level level,
        List<String> transitions,
        List<LegalHolds.Hold> holds,
        List<Links.Link> links,
        int documents,
        boolean trashed,
        @Nullable Instant closedAt,
        @Nullable LocalDate keepUntil,
        @Nullable Instant at) {

    /** A contact; the name as the reader may see it, or empty. */
    record Person(long contactId, String name, String role) {}
}
