package relais.vault.moving;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.jobs.Jobs;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.Evidences;
import relais.vault.moving.load.DumpLoad;
import relais.vault.moving.mapping.Mappings;
import relais.vault.moving.share.Copying;
import relais.vault.moving.share.Filing;
import relais.vault.moving.share.References;
import relais.vault.moving.share.ShareReport;
import relais.vault.moving.share.Source;
import relais.vault.type.Types;

/** Moving in, as the command line, the console and its jobs ask for it. */
public final class Moving {
    private static final String JOB = "vault-move";

    /** What can be asked of a move, one at a time; each can be asked for again. */
    public static final Set<String> STEPS =
            Set.of("load", "map", "look", "copy", "freeze", "switch", "back");

    private final Setup setup;
    private final Moves moves;
    private final Mappings mappings;
    private final References references;
    private final Copying copying;

    /** What moving in stands on. */
    public record Setup(
            Database database,
            Types types,
            Filing filing,
            Audit audit,
            Jobs jobs,
            InstantSource clock) {}

    public Moving(Setup setup) {
        this.setup = setup;
        this.moves = new Moves(setup.database(), setup.clock());
        this.mappings = new Mappings(setup.database(), setup.types(), setup.clock());
        this.references = new References(setup.database());
        this.copying = new Copying(setup.database(), setup.filing());
        setup.jobs().once(JOB, (id, text) -> run(Long.parseLong(id), text));
    }

    public Moves moves() {
        return moves;
    }

    public Mappings mappings() {
        return mappings;
    }

    public References references() {
        return references;
    }

    /** Brings the move's dump in, or what of it is not in yet. */
    public void load(Move move, Consumer<DumpLoad.Progress> progress) throws Exception {
        new DumpLoad(setup.database(), setup.clock(), move.id(), move.name(), Path.of(move.dump()))
                .run(progress);
    }

    /** Makes dossiers and references of the old tables, as the mapping says. */
    public Mappings.Made map(Caller caller, Move move) throws SQLException {
        Mappings.Made made = mappings.carryOut(caller, move.id(), move.name());
        moves.state(move.id(), "mapped");
        return made;
    }

    /**
     * Notes what lies on the share: from then on the bridge serves it, whether or not it is copied.
     */
    public long look(Move move) throws IOException {
        try (Source source = Sources.open(move.share())) {
            return copying.look(move.id(), source);
        }
    }

    /** A round of copying; the share is never changed. */
    public Copying.Progress copy(Move move, Consumer<Copying.Progress> progress)
            throws IOException, InterruptedException {
        try (Source source = Sources.open(move.share())) {
            return copying.round(move.id(), source, progress);
        }
    }

    /** Reads the share once more; one of so many files. */
    public Copying.Verified verify(Move move, int oneOf) throws IOException {
        try (Source source = Sources.open(move.share())) {
            return copying.verify(move.id(), source, oneOf);
        }
    }

    public Evidence evidence(long move) {
        return setup.database().with(h -> Evidences.of(h, move));
    }

    public ShareReport report(long move) {
        return setup.database().with(h -> ShareReport.of(h, move));
    }

    /**
     * The bridge: a file that is not copied yet is fetched now; false where the share does not have
     * it or is away.
     */
    public boolean fetch(References.Reference reference) throws IOException {
        Move move = moves.find(reference.moveId()).orElseThrow();
        try (Source source = Sources.open(move.share())) {
            return copying.copy(reference, source);
        }
    }

    /**
     * Asks for a step: long ones are done in the background; false where one is on its way.
     *
     * @param step one of {@link #STEPS}
     */
    public boolean ask(Caller caller, Move move, String step) {
        return setup.database()
                .inTransaction(
                        tx -> {
                            boolean now = step.equals("switch") || step.equals("back");
                            if (now) {
                                moves.state(
                                        tx,
                                        move.id(),
                                        step.equals("switch") ? "switched" : "mapped");
                            } else if (!setup.jobs()
                                    .add(tx, JOB, "" + move.id(), step, setup.clock().instant())) {
                                return false;
                            }
                            setup.audit()
                                    .record(
                                            tx,
                                            caller,
                                            "move." + step,
                                            "move:" + move.id(),
                                            move.name());
                            return true;
                        });
    }

    private void run(long id, String step) throws Exception {
        Move move = moves.find(id).orElseThrow();
        switch (step) {
            case "load" -> load(move, at -> {});
            case "map" -> map(Importer.CALLER, move);
            case "look" -> look(move);
            case "copy" -> copy(move, at -> {});
            case "freeze" -> {
                copy(move, at -> {});
                moves.state(id, "frozen");
            }
            default -> throw new IllegalStateException("no such step: " + step);
        }
    }
}
