package relais.voice.counting;

import java.time.InstantSource;
import relais.platform.db.Database;

/** Does at once what the worker's job does now and then. */
public final class Settlement {
    private Settlement() {}

    public static void run(Database database, InstantSource clock) {
        new Settling(database, clock).run();
    }
}
