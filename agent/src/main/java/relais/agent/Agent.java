package relais.agent;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import relais.agent.batch.Sheet;
import relais.agent.collect.Collector;
import relais.agent.host.HostSource;
import relais.agent.reading.Source;
import relais.agent.ship.Outbox;
import relais.agent.ship.OutboxState;
import relais.agent.ship.Shipper;
import relais.agent.ship.Transport;

/** The whole of it: plugins → collector → outbox on disk → shipper → transport. */
public final class Agent implements AutoCloseable {

    private final Outbox outbox;
    private final Transport transport;
    private final Collector collector;
    private final Shipper shipper;
    private final SelfReport self;

    private Agent(Outbox outbox, Transport transport, AgentSettings settings, InstantSource clock) {
        RandomGenerator random = new SecureRandom();
        this.outbox = outbox;
        this.transport = transport;
        this.self = new SelfReport(outbox);
        this.collector = new Collector(settings.sources(), this::keep, clock);
        this.shipper = new Shipper(outbox, transport, collector::tellGraphsAgain, clock, random);
    }

    /** The built-in plugins, read that often. */
    public static Source thisHost(Duration interval) {
        return new HostSource(interval);
    }

    /**
     * Starts to collect and to send; takes the transport over.
     *
     * @throws IOException when its folder cannot be used, or another agent uses it
     */
    public static Agent start(AgentSettings settings, Transport transport, InstantSource clock)
            throws IOException {
        Outbox outbox =
                Outbox.open(
                        settings.folder().resolve("spool"),
                        settings.bounds(),
                        clock,
                        new SecureRandom());
        Agent agent = new Agent(outbox, transport, settings, clock);
        agent.collector.start();
        agent.shipper.start();
        return agent;
    }

    private void keep(Sheet sheet) {
        outbox.keep(self.addedTo(sheet));
    }

    /** Sends all metadata once more, as when the centre has lost them. */
    public void tellGraphsAgain() {
        collector.tellGraphsAgain();
    }

    public OutboxState state() {
        return outbox.state();
    }

    /** What was not yet sent stays on the disk for the next start. */
    @Override
    public void close() throws IOException {
        collector.close();
        shipper.close();
        transport.close();
        outbox.close();
    }
}
