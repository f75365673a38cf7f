package relais.agent.reading;

import java.util.List;

/** Where plugins come from. Asked at the start and every few minutes: hosts change. */
public interface Source {

    /** For the log. */
    String name();

    /**
     * What is there now; the same plugin keeps its name.
     *
     * @throws java.io.IOException when the source cannot be asked; what was there is kept
     */
    List<Plugin> plugins() throws java.io.IOException;

    /**
     * A number that becomes another one when {@link #plugins} may have changed, for who can tell
     * without an effort: asked every few seconds.
     */
    default long mark() throws java.io.IOException {
        return 0;
    }
}
