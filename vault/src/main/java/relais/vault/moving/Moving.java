package relais.vault.moving;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;
import relais.platform.db.Database;
import relais.vault.moving.load.DumpLoad;

/** Moving in, as the command line and the console's jobs ask for it. */
public final class Moving {
    private final Database database;
    private final InstantSource clock;
    private final Moves moves;

    public Moving(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.moves = new Moves(database, clock);
    }

    public Moves moves() {
        return moves;
    }

    /** Brings the move's dump in, or what of it is not in yet. */
    public void load(Move move, Consumer<DumpLoad.Progress> progress) throws Exception {
        new DumpLoad(database, clock, move.id(), move.name(), Path.of(move.dump())).run(progress);
    }
}
