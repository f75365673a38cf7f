package relais.agent.reading;

import java.time.Duration;
import java.time.Instant;

/**
 * One thing that can be measured. The collector never asks it twice at once. Both questions may
 * block, up to the plugin's own timeout; none throws.
 */
public interface Plugin {

    /** {@code <source>/<plugin>}; its graphs are named so, or so with a dot and more. */
    String name();

    /** How often it wants to be read; at least a second. */
    Duration interval();

    /** Time after which the collector stops waiting for either question. */
    Duration timeout();

    /** Metadata, and readings where they came along. */
    Answer describe(Instant at);

    /**
     * The readings now.
     *
     * @param at the time that readings without a time of their own get
     */
    Answer read(Instant at);
}
