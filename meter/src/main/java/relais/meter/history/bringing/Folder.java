package relais.meter.history.bringing;

import java.io.IOException;
import java.util.List;

/** A folder of history. */
sealed interface Folder permits MuninFolder, FileTree {
    /** How many files there are to bring. */
    long files();

    /** What is in it that cannot be brought, and why. */
    List<String> leftOut();

    /** Visits the graphs, those of one host one after the other. */
    void each(Visitor visitor) throws IOException, InterruptedException;

    /** Takes graphs as they are found. */
    @FunctionalInterface
    interface Visitor {
        void part(Part part) throws IOException, InterruptedException;
    }
}
