package relais.vault.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Coalescing;
import relais.platform.identity.Caller;
import relais.vault.document.Outcome.Done;

/**
 * The two questions before every content that comes or goes: whether somebody may write into a
 * dossier, and for a document that he may read. Who asks at once is answered at once; the right of
 * one person to one dossier is looked up once for all of them.
 */
final class Asking {
    private final Desk desk;
    private final Coalescing<Boolean, Visit, Outcome<Boolean>> writers =
            new Coalescing<>((all, visits) -> admits(visits));
    private final Coalescing<Boolean, Sought, Outcome<Document>> readers =
            new Coalescing<>((all, sought) -> get(sought));

    Asking(Desk desk) {
        this.desk = desk;
    }

    private record Visit(Caller caller, long dossierId) {}

    private record Sought(Caller caller, long id) {}

    Outcome<Boolean> admits(Caller caller, long dossierId) {
        return writers.ask(true, new Visit(caller, dossierId));
    }

    Outcome<Document> get(Caller caller, long id) {
        return readers.ask(true, new Sought(caller, id));
    }

    private List<Outcome<Boolean>> admits(List<Visit> visits) {
        return desk.database.inRoutine(
                handle -> {
                    Map<Visit, Outcome<Boolean>> known = new HashMap<>();
                    return visits.stream()
                            .map(one -> known.computeIfAbsent(one, v -> admits(handle, v)))
                            .toList();
                });
    }

    private Outcome<Boolean> admits(Handle handle, Visit visit) {
        try {
            desk.entrance.write(handle, visit.caller(), visit.dossierId());
            return new Done<>(true);
        } catch (Objection objection) {
            return objection.outcome();
        }
    }

    private List<Outcome<Document>> get(List<Sought> sought) {
        return desk.database.inRoutine(
                handle -> {
                    Map<Long, Document> found =
                            Rows.find(handle, sought.stream().map(Sought::id).distinct().toList())
                                    .stream()
                                    .collect(Collectors.toMap(Document::id, d -> d));
                    Map<Visit, Boolean> seen = new HashMap<>();
                    return sought.stream()
                            .map(one -> outcome(handle, one.caller(), found.get(one.id()), seen))
                            .toList();
                });
    }

    private Outcome<Document> outcome(
            Handle handle, Caller caller, @Nullable Document document, Map<Visit, Boolean> seen) {
        if (document != null) {
            Visit visit = new Visit(caller, document.dossierId());
            if (seen.computeIfAbsent(visit, v -> mayRead(handle, v))) {
                return new Done<>(document);
            }
        }
        return Entrance.missing().outcome();
    }

    private boolean mayRead(Handle handle, Visit visit) {
        try {
            desk.entrance.read(handle, visit.caller(), visit.dossierId());
            return true;
        } catch (Objection objection) {
            return false;
        }
    }
}
