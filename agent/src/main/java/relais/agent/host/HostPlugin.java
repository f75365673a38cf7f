package relais.agent.host;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;

/** A built-in plugin: a name, an interval and a probe that tells fields with their values. */
final class HostPlugin implements Plugin {

    /** A dead file server can hold a question for ever; the kernel's own files never do. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Draws and measures at once. */
    @FunctionalInterface
    interface Probe {
        void measure(Machine machine, Sketch sketch) throws IOException;
    }

    private final String name;
    private final Duration interval;
    private final Machine machine;
    private final Probe probe;
    private volatile List<String> described = List.of();

    HostPlugin(String name, Duration interval, Machine machine, Probe probe) {
        this.name = "host/" + name;
        this.interval = interval;
        this.machine = machine;
        this.probe = probe;
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

    /** A disk or interface that appears is described at once. */
    private Answer ask(Instant at, boolean describe) {
        Sketch sketch = new Sketch(at);
        try {
            probe.measure(machine, sketch);
        } catch (IOException missing) {
            return new Answer.Failed(
                    Answer.State.FAILING, "the kernel does not tell: " + missing.getMessage());
        } catch (RuntimeException strange) {
            // The plugin boundary: a kernel that writes differently harms this graph alone.
            return new Answer.Failed(
                    Answer.State.RUBBISH, "the kernel tells it differently: " + strange);
        }
        List<String> series = sketch.series();
        boolean changed = !series.equals(described);
        described = series;
        return sketch.told(describe || changed);
    }
}
