package relais.vault.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Level;
import relais.vault.dossier.Content;
import relais.vault.dossier.Dossier;

/**
 * A dossier as its readers see it.
 *
 * @param level what the reader may do
 * @param transitions the states it can be moved to by the reader
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
        List<Hold> holds,
        List<Link> links,
        int documents,
        boolean trashed,
        @Nullable Instant closedAt,
        @Nullable Instant at) {

    /** A contact; the name as the reader may see it. */
    record Person(long contactId, String name, String role) {}

    record Hold(long id, String reason, Instant at, String by) {}

    /**
     * @param id of the link
     * @param dossierId of the other dossier
     */
    record Link(long id, long dossierId, String number, String title, String kind) {}

    /** What is beside the dossier's own row. */
    record Beside(
            Level level,
            List<String> transitions,
            List<Person> people,
            List<Hold> holds,
            List<Link> links,
            int documents) {}

    static DossierView of(Dossier dossier, Content content, Beside beside, @Nullable Instant at) {
        return new DossierView(
                dossier.id(),
                dossier.typeId(),
                dossier.number(),
                content.title(),
                content.fields(),
                content.state(),
                content.confidential(),
                content.tags(),
                beside.people(),
                dossier.version(),
                dossier.createdAt(),
                dossier.createdByName(),
                dossier.changedAt(),
                beside.level(),
                beside.transitions(),
                beside.holds(),
                beside.links(),
                beside.documents(),
                content.trashed(),
                dossier.closedAt(),
                at);
    }
}
