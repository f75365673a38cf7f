package relais.platform.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.audit.AuditEntry;
import relais.platform.audit.Verdict;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Request;
import relais.platform.http.Route;

/** The audit log to read, and whether its chain is whole. */
public final class AuditApi {
    private final Audit audit;
    private final Database database;

    public AuditApi(Audit audit, Database database) {
        this.audit = audit;
        this.database = database;
    }

    /** An entry; {@code details} is the JSON that was recorded. */
    public record Entry(
            long id,
            Instant at,
            long userId,
            String who,
            String action,
            String subject,
            @JsonRawValue String details) {}

    /**
     * @param count entries looked at when intact
     * @param head the last entry's hash when intact
     * @param brokenAt the first entry that is not what was written
     */
    public record Check(
            boolean intact,
            @Nullable Long count,
            @Nullable String head,
            @Nullable Long brokenAt,
            @Nullable String why) {}

    public List<Route> routes() {
        Access reader = new Access.Needs(AdminPermissions.AUDIT);
        return List.of(
                new Route(
                        Route.Verb.GET,
                        "/api/audit",
                        reader,
                        "What people changed, newest first; q searches",
                        null,
                        Entry[].class,
                        this::list),
                new Route(
                        Route.Verb.GET,
                        "/api/audit/verify",
                        reader,
                        "Walk the whole chain",
                        null,
                        Check.class,
                        request -> Answer.ok(verify())));
    }

    private Answer list(Request request) {
        long before = request.queryNumber("after", 0, Long.MAX_VALUE);
        int limit = request.limit();
        List<Entry> entries =
                audit.page(database, request.query("q").orElse(""), before, limit).stream()
                        .map(AuditApi::shown)
                        .toList();
        return Answers.page(entries, limit, Entry::id);
    }

    private Check verify() {
        return switch (audit.verify(database)) {
            case Verdict.Intact intact ->
                    new Check(true, intact.count(), intact.head(), null, null);
            case Verdict.Broken broken -> new Check(false, null, null, broken.id(), broken.why());
        };
    }

    private static Entry shown(AuditEntry entry) {
        return new Entry(
                entry.id(),
                entry.at(),
                entry.userId(),
                entry.who(),
                entry.action(),
                entry.subject(),
                entry.details());
    }
}
