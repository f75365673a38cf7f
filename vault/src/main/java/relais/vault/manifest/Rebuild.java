package relais.vault.manifest;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The stores that everything comes from. */
    public interface Places {
        /** Asks them all; those that do not answer, each with why. */
        List<String> silent() throws IOException;

        /** Makes known which objects lie in which store; how many. */
        int adopt() throws IOException;

        /** Those that were taken in for a rebuild are none of ours again. */
        void leave(Caller caller) throws IOException;

        /** Those that were taken in for a rebuild are ours. */
        void stay();
    }

    /** What rebuilding needs. */
    public record Setup(
            Database database,
            Blobs blobs,
            Places places,
            Contacts contacts,
            Audit audit,
            Caller caller,
            InstantSource clock) {}

    public Rebuild(Setup setup) {
        this.setup = setup;
        this.reading = new Reading(setup.blobs());
    }

    /**
     * @param database which, where several wrote into the stores, by the beginning of its name;
     *     without it the one that wrote last
     * @param progress is told what is done
     */
    public Result run(Optional<String> database, Consumer<String> progress) throws IOException {
        progress.accept("stores");
        List<String> silent = setup.places().silent();
        if (!silent.isEmpty()) {
            // what only they hold would be lost for good: what came back without it stays so
            setup.places().leave(setup.caller());
            return new Result.Refused(
                    "a store does not answer, take it out or try again later: "
                            + String.join("; ", silent),
                    List.of());
        }
        progress.accept("contents");
        Care care = setup.blobs().care(Care.GRACE);
        Rebuilt contents = care.rebuild();
        progress.accept("manifests");
        Tally tally = new Tally();
        Heads heads = heads(tally);
        List<Known> all = heads.databases();
        return switch (setup.database().inTransaction(tx -> Choice.of(tx, all, database))) {
            case Choice.Of(Known chosen) -> {
                bring(heads, chosen.id(), tally, progress);
                progress.accept("copies");
                LOG.info("{} objects noted", setup.places().adopt());
                care.rebuilt();
                setup.places().stay();
                yield told(
                        tally.report(
                                contents,
                                setup.database().with(Nameless::of),
                                chosen,
                                all.stream().filter(one -> !one.equals(chosen)).toList()));
            }
            case Choice.None(String why) -> {
                care.undo(); // else what nobody names here would be collected, files and all
                setup.places().leave(setup.caller());
                yield new Result.Refused(why, all);
            }
        };
    }

    private void bring(Heads heads, String chosen, Tally tally, Consumer<String> progress) {
        Present present =
                new Present(setup.database(), new Memberships(setup.database()), setup.contacts());
        Bringing bringing = new Bringing(setup.database(), reading, present, tally, setup.clock());
        Taking taking = new Taking(tally);
        progress.accept("types");
        taking.each(heads.of(chosen, Subject.Kind.TYPE), bringing::type);
        progress.accept("dossiers");
        taking.each(heads.of(chosen, Subject.Kind.DOSSIER), bringing::dossier);
        taking.each(bringing.leftBehind(), bringing::left);
        bringing.links();
        bringing.close();
    }

    private Report told(Report report) {
        Map<String, Object> what =
                Map.of(
                        "dossiers", report.dossiers(),
                        "documents", report.documents(),
                        "contents", report.contents().contents(),
                        "database", report.database().name());
        setup.database()
                .useTransaction(
                        tx ->
                                setup.audit()
                                        .record(
                                                tx,
                                                setup.caller(),
                                                "vault.rebuild",
                                                "vault",
                                                what));
        return report;
    }

    private Heads heads(Tally tally) {
        Heads heads = new Heads();
        for (BlobId id : setup.blobs().manifests()) {
            try {
                heads.add(id, reading.head(id));
            } catch (IOException | RuntimeException wrong) {
                // One manifest that cannot be read keeps no other from coming back.
                LOG.warn("manifest {}: {}", id, wrong.toString());
                tally.unreadable(id.hex());
            }
        }
        heads.close(setup.database().with(Origin::here));
        return heads;
    }
}
