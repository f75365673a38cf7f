package relais.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import relais.agent.reading.Source;
import relais.agent.ship.OutboxBounds;

/**
 * What an agent needs to know.
 *
 * @param folder of its own: spool and identity
 * @param sources what is measured, {@link Agent#thisHost} at least
 */
public record AgentSettings(Path folder, OutboxBounds bounds, List<Source> sources) {

    /** Of this build, all of Relais. */
    public static final String VERSION = "0.1.0";

    /** Between two readings of the built-in plugins unless said otherwise. */
    public static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

    public AgentSettings {
        sources = List.copyOf(sources);
    }
}
