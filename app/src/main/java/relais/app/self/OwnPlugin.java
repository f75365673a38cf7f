package relais.app.self;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;

/** One graph of Relais itself. */
final class OwnPlugin implements Plugin {
    /** A database that takes longer than this is shown by the gap. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final Duration interval;
    private final Supplier<Sketch> measured;
    private volatile List<String> described = List.of();

    OwnPlugin(String name, Duration interval, Supplier<Sketch> measured) {
        this.name = "relais/" + name;
        this.interval = interval;
        this.measured = measured;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Duration timeout() {
        return TIMEOUT;
    }

    @Override
    public Answer describe(Instant at) {
        return ask(at, true);
    }

    @Override
    public Answer read(Instant at) {
        return ask(at, false);
    }

    /** A topic or line that appears is described at once. */
    private Answer ask(Instant at, boolean describe) {
        try {
            Sketch sketch = measured.get();
            boolean changed = !sketch.names().equals(described);
            described = sketch.names();
            return sketch.told(name, at, describe || changed);
        } catch (RuntimeException away) {
            // The plugin's boundary: what cannot be measured now harms this graph alone.
            return new Answer.Failed(Answer.State.FAILING, String.valueOf(away.getMessage()));
        }
    }
}
