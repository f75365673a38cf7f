package relais.vault.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Rebuilt;
import relais.vault.contact.Contacts;

/**
 * Makes the database again from the stores: contents, types, dossiers and all that is in them. What
 * is there already stays as it is, so it may be called again, and goes on where it was stopped.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final Setup setup;
    private final Reading reading;

    /** Makes known which objects lie in which store; how many. */
    @FunctionalInterface
    public interface Adoption {
        int adopt() throws IOException;
    }

    /** What rebuilding needs. */
    public record Setup(
            Database database,
            Blobs blobs,
            Adoption adoption,
            Contacts contacts,
            Audit audit,
            Caller caller,
            InstantSource clock) {}

    public Rebuild(Setup setup) {
        this.setup = setup;
        this.reading = new Reading(setup.blobs());
    }

    /**
     * @param progress is told what is done
     */
    public Report run(Consumer<String> progress) throws IOException {
        progress.accept("contents");
        Rebuilt contents = setup.blobs().care(Care.GRACE).rebuild();
        progress.accept("manifests");
        Tally tally = new Tally();
        Map<Subject, BlobId> newest = newest(tally);
        Bringing bringing =
                new Bringing(
                        setup.database(),
                        reading,
                        new Present(
                                setup.database(),
                                new Memberships(setup.database()),
                                setup.contacts()),
                        tally,
                        setup.clock());
        progress.accept("types");
        each(newest, Subject.Kind.TYPE, bringing::type, tally);
        progress.accept("dossiers");
        each(newest, Subject.Kind.DOSSIER, bringing::dossier, tally);
        bringing.links();
        bringing.close();
        progress.accept("copies");
        LOG.info("{} objects noted", setup.adoption().adopt());
        Report report = tally.report(contents, setup.database().with(Nameless::of));
        setup.database()
                .useTransaction(
                        tx ->
                                setup.audit()
                                        .record(
                                                tx,
                                                setup.caller(),
                                                "vault.rebuild",
                                                "vault",
                                                Map.of(
                                                        "dossiers", report.dossiers(),
                                                        "documents", report.documents(),
                                                        "contents", contents.contents())));
        return report;
    }

    /** The manifest that counts of each subject; one that says it is gone leaves none. */
    private Map<Subject, BlobId> newest(Tally tally) {
        Map<Subject, Long> turns = new HashMap<>();
        Map<Subject, BlobId> newest = new HashMap<>();
        for (BlobId id : setup.blobs().manifests()) {
            try {
                Head head = reading.head(id);
                Subject subject = head.subject();
                if (turns.getOrDefault(subject, Long.MIN_VALUE) < head.turn()) {
                    turns.put(subject, head.turn());
                    newest.remove(subject);
                    if (!head.isGone()) {
                        newest.put(subject, id);
                    }
                }
            } catch (IOException | RuntimeException wrong) {
                // One manifest that cannot be read keeps no other from coming back.
                LOG.warn("manifest {}: {}", id, wrong.toString());
                tally.unreadable(id.hex());
            }
        }
        return newest;
    }

    private interface Bring {
        void back(Subject subject, BlobId manifest) throws IOException;
    }

    private static void each(
            Map<Subject, BlobId> newest, Subject.Kind kind, Bring bring, Tally tally) {
        List<Subject> subjects =
                new ArrayList<>(
                        newest.keySet().stream()
                                .filter(subject -> subject.kind() == kind)
                                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                                .toList());
        for (Subject subject : subjects) {
            BlobId manifest = newest.get(subject);
            if (manifest == null) {
                continue;
            }
            try {
                bring.back(subject, manifest);
            } catch (IOException | RuntimeException wrong) {
                // What cannot be brought back is told, and keeps no other from coming back.
                LOG.warn("{} not brought back: {}", subject, wrong.toString());
                tally.refused(subject, wrong);
            }
        }
    }

    /** A line as it lies in a manifest. */
    record Line(String table, ObjectNode row) {}
}
