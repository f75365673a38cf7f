package relais.vault.task;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done in a dossier.
 *
 * @param number the dossier's
 * @param overdue its day is over and it is not done
 */
public record Task(
        long id,
        long dossierId,
        String number,
        String dossierTitle,
        String title,
        @Nullable LocalDate due,
        @Nullable Long assignee,
        @Nullable String assigneeName,
        boolean done,
        boolean overdue) {}
