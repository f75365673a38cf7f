package relais.platform.audit;

import java.time.Instant;

/**
 * One thing that somebody did.
 *
 * @param id 1, 2, 3 … without gaps
 * @param at to the microsecond, as PostgreSQL keeps it
 * @param userId 0 for nobody signed in, such as a failed login
 * @param details JSON as it was written
 */
public record AuditEntry(
        long id,
        Instant at,
        long userId,
        String who,
        String action,
        String subject,
        String details) {}
