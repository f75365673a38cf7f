package relais.vault.moving;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.identity.Caller;
import relais.platform.jobs.Jobs;
import relais.vault.document.Elsewhere;
import relais.vault.moving.evidence.Evidence;
import relais.vault.moving.evidence.Evidences;
import relais.vault.moving.load.DumpLoad;
import relais.vault.moving.mapping.Mappings;
import relais.vault.moving.share.Copying;
import relais.vault.moving.share.Filing;
import relais.vault.moving.share.Found;
import relais.vault.moving.share.References;
import relais.vault.moving.share.ShareReport;
import relais.vault.moving.share.Source;
import relais.vault.moving.share.SteadyContent;
import relais.vault.type.Types;

/** Moving in, as the command line, the console and its jobs ask for it. */
public final class Moving {
    private static final String JOB = "vault-move";
    private static final String SWITCHED = "switched";

    /** A share that changes in each of so many rounds is not frozen. */
    private static final int LAST_ROUNDS = 4;

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
        this.copying = new Copying(setup.database(), setup.filing(), setup.clock());
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

    /** Why a step is not done. */
    public enum Asked {
        BEGUN,
        /** One is on its way. */
        BUSY,
        /** The new system leads: the old one changes nothing here any more. */
        SWITCHED,
        /** There is nothing to go back from. */
        NOT_SWITCHED
    }

    /** Whether this step may be done now; the move's row is held. */
    private Asked may(Handle tx, long move, String step) {
        boolean switched = moves.heldState(tx, move).equals(SWITCHED);
        if (step.equals("back")) {
            return switched ? Asked.BEGUN : Asked.NOT_SWITCHED;
        }
        boolean behind = step.equals("copy") && switched && references.anyNew(tx, move);
        return switched && !behind ? Asked.SWITCHED : Asked.BEGUN;
    }

    /** For who does a step by himself. */
    private void require(Move move, String step) {
        Asked may = setup.database().inTransaction(tx -> may(tx, move.id(), step));
        if (may == Asked.SWITCHED) {
            throw new IllegalStateException(
                    move.name()
                            + " is switched: nothing of the old system comes over any more;"
                            + " the step back takes the switch away");
        }
        if (may == Asked.NOT_SWITCHED) {
            throw new IllegalStateException(move.name() + " is not switched");
        }
    }

    /** Brings the move's dump in, or what of it is not in yet. */
    public void load(Move move, Consumer<DumpLoad.Progress> progress) throws Exception {
        require(move, "load");
        new DumpLoad(setup.database(), setup.clock(), move.id(), move.name(), Path.of(move.dump()))
                .run(progress);
    }

    /** Makes dossiers and references of the old tables, as the mapping says. */
    public Mappings.Made map(Caller caller, Move move) throws SQLException {
        require(move, "map");
        Mappings.Made made = mappings.carryOut(caller, move.id(), move.name());
        moves.state(move.id(), "mapped");
        return made;
    }

    /**
     * Notes what lies on the share: from then on the bridge serves it, whether or not it is copied.
     */
    public long look(Move move) throws IOException {
        require(move, "look");
        try (Source source = Sources.open(move.share())) {
            return copying.look(move.id(), source);
        }
    }

    /**
     * A round of copying; the share is never changed. After the switch only what never was here
     * comes, and no change of what is.
     */
    public Copying.Progress copy(Move move, Consumer<Copying.Progress> progress)
            throws IOException, InterruptedException {
        require(move, "copy");
        try (Source source = Sources.open(move.share())) {
            if (!isSwitched(move)) {
                copying.look(move.id(), source);
            }
            return copying.bring(move.id(), source, () -> isSwitched(move), progress);
        }
    }

    private boolean isSwitched(Move move) {
        return moves.find(move.id()).orElseThrow().state().equals(SWITCHED);
    }

    /**
     * The last rounds, when nobody writes to the share any more: until one finds nothing to bring.
     *
     * @return whether it came to that
     */
    public boolean freeze(Move move, Consumer<Copying.Progress> progress)
            throws IOException, InterruptedException {
        require(move, "freeze");
        for (int round = 0; round < LAST_ROUNDS; round++) {
            Copying.Progress done = copy(move, progress);
            if (done.copied() == 0 && done.failed() == 0) {
                moves.state(move.id(), "frozen");
                return true;
            }
        }
        return false;
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
        return fetch(reference, reference.name());
    }

    /** The same; the document is to be called so. */
    boolean fetch(References.Reference reference, String name) throws IOException {
        Move move = moves.find(reference.moveId()).orElseThrow();
        try (Source source = Sources.open(move.share())) {
            return copying.copy(reference, name, source);
        }
    }

    /** The bridge for who only reads: the file as it lies there. */
    private static Elsewhere.Lent lend(String share, String path) throws IOException {
        Source source = Sources.open(share);
        try {
            Found now = source.look(path);
            return new Elsewhere.Lent(now.size(), now.changed(), SteadyContent.lent(source, now));
        } catch (IOException e) {
            source.close();
            throw e;
        }
    }

    Elsewhere.Lent lend(References.Reference reference) throws IOException {
        return lend(share(reference), path(reference));
    }

    /** The same, of one of many. */
    Elsewhere.Lent lend(References.Reference reference, OpenShares shares) throws IOException {
        return shares.lend(share(reference), path(reference));
    }

    private String share(References.Reference reference) throws IOException {
        return moves.find(reference.moveId())
                .orElseThrow(() -> new IOException("its move is there no more"))
                .share();
    }

    private static String path(References.Reference reference) throws IOException {
        String path = reference.filePath();
        if (path == null) {
            throw new IOException("the old share does not have this file");
        }
        return path;
    }

    /** What waits on the share, for those who list dossiers. */
    public Elsewhere bridge() {
        return new Bridge(this);
    }

    /**
     * Asks for a step: long ones are done in the background.
     *
     * @param step one of {@link #STEPS}
     */
    public Asked ask(Caller caller, Move move, String step) {
        return setup.database().inTransaction(tx -> ask(tx, caller, move, step));
    }

    private Asked ask(Handle tx, Caller caller, Move move, String step) {
        Asked may = may(tx, move.id(), step);
        if (may != Asked.BEGUN) {
            return may;
        }
        if (step.equals("switch") || step.equals("back")) {
            moves.state(tx, move.id(), step.equals("switch") ? SWITCHED : "mapped");
        } else if (!setup.jobs().add(tx, JOB, "" + move.id(), step, setup.clock().instant())) {
            return Asked.BUSY;
        }
        setup.audit().record(tx, caller, "move." + step, "move:" + move.id(), move.name());
        return Asked.BEGUN;
    }

    /** Does one of the short steps, or says why not. */
    public void turn(Caller caller, Move move, String step) {
        require(move, step);
        ask(caller, move, step);
    }

    private void run(long id, String step) throws Exception {
        Move move = moves.find(id).orElseThrow();
        if (setup.database().inTransaction(tx -> may(tx, id, step)) != Asked.BEGUN) {
            return; // switched since it was asked for
        }
        switch (step) {
            case "load" -> load(move, at -> {});
            case "map" -> map(Importer.CALLER, move);
            case "look" -> look(move);
            case "copy" -> copy(move, at -> {});
            case "freeze" -> freeze(move, at -> {});
            default -> throw new IllegalStateException("no such step: " + step);
        }
    }
}
