package relais.gateway;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.intake.Intake;
import relais.gateway.intake.IntakeState;
import relais.gateway.kannel.KannelSession;
import relais.gateway.outgoing.StopList;
import relais.gateway.simulator.Behaviour;
import relais.gateway.simulator.Handset;
import relais.gateway.simulator.SimulatedSession;
import relais.gateway.simulator.SimulatedSmsc;
import relais.gateway.smpp.SmppSession;
import relais.gateway.smpp.Timing;
import relais.platform.queue.Queue;

/** The role gateway: runs the channels it is told to, between providers and the queue. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Setup setup;
    private final Intake intake;
    private final Map<String, RunningChannel> running = new TreeMap<>();
    private final AtomicBoolean announcing = new AtomicBoolean();

    /**
     * What a gateway needs.
     *
     * @param folder of its own, for the intake's spool and the journals
     * @param intakeBytes what may wait on disk for the queue; beyond it providers keep messages
     * @param node names this gateway for good; two that run at a time must not share one
     * @param random for jitter; called from several threads
     * @param trust whose certificates are believed in TLS lines
     * @param handset answers on simulated channels
     * @param stopped whom nothing may be sent to; asked for each batch that is about to leave
     * @param changed runs after a line's state changed; changes in quick succession may share one
     *     run
     */
    public record Setup(
            GatewayFolder folder,
            long intakeBytes,
            String node,
            Queue queue,
            InstantSource clock,
            RandomGenerator random,
            SSLContext trust,
            Handset handset,
            StopList stopped,
            Runnable changed) {}

    private Gateway(Setup setup, Intake intake) {
        this.setup = setup;
        this.intake = intake;
    }

    /** Opens the intake and hands over what an earlier run left in it; no channel runs yet. */
    public static Gateway open(Setup setup) throws IOException {
        GatewayFolder folder = setup.folder();
        Intake intake =
                Intake.open(
                        folder.intake(),
                        setup.intakeBytes(),
                        setup.node(),
                        setup.queue(),
                        folder::isOld,
                        setup.clock());
        return new Gateway(setup, intake);
    }

    /**
     * Makes exactly these channels run: opens new ones, closes others, reopens changed ones. A
     * change of {@code paused} alone keeps the line.
     */
    public synchronized void apply(List<ChannelSettings> wanted) {
        Map<String, ChannelSettings> byName = new TreeMap<>();
        wanted.forEach(settings -> byName.put(settings.name(), settings));
        for (RunningChannel channel : List.copyOf(running.values())) {
            ChannelSettings now = byName.get(channel.settings().name());
            if (now == null || !now.equals(asPaused(channel.settings(), now.paused()))) {
                stop(channel);
            } else {
                channel.pause(now.paused());
            }
        }
        for (ChannelSettings settings : byName.values()) {
            if (!running.containsKey(settings.name())) {
                open(settings);
            }
        }
    }

    /** The running channels by name. */
    public synchronized List<ChannelState> channels() {
        List<ChannelState> states = new ArrayList<>();
        running.values().forEach(channel -> states.add(channel.state()));
        return states;
    }

    public synchronized Optional<ChannelState> channel(String name) {
        return Optional.ofNullable(running.get(name)).map(RunningChannel::state);
    }

    /** The SMSC behind a simulated channel. */
    public synchronized Optional<SimulatedSmsc> simulator(String name) {
        RunningChannel channel = running.get(name);
        return channel != null && channel.session() instanceof SimulatedSession simulated
                ? Optional.of(simulated.smsc())
                : Optional.empty();
    }

    public IntakeState intake() {
        return intake.state();
    }

    /** Unbinds all lines first, so that nothing arrives that could not be stored. */
    @Override
    public synchronized void close() throws IOException {
        List.copyOf(running.values()).forEach(this::stop);
        intake.close();
    }

    private void open(ChannelSettings settings) {
        ChannelSession session = session(settings);
        try {
            running.put(
                    settings.name(),
                    RunningChannel.open(
                            settings,
                            session,
                            setup.folder(),
                            intake,
                            setup.queue(),
                            setup.stopped(),
                            setup.clock(),
                            this::announce));
            LOG.info("channel {} opened ({})", settings.name(), settings.link().kind());
        } catch (IOException e) {
            session.close();
            LOG.error("channel {} does not run: {}", settings.name(), e.getMessage());
        }
    }

    private void stop(RunningChannel channel) {
        running.remove(channel.settings().name());
        try {
            channel.close();
        } catch (IOException e) {
            LOG.error("channel {}: {}", channel.settings().name(), e.getMessage());
        }
        LOG.info("channel {} closed", channel.settings().name());
    }

    private ChannelSession session(ChannelSettings settings) {
        return switch (settings.link()) {
            case ChannelSettings.Smpp smpp ->
                    new SmppSession(
                            settings, Timing.USUAL, setup.trust(), setup.clock(), setup.random());
            case ChannelSettings.Kannel kannel ->
                    new KannelSession(settings, kannel, setup.clock());
            case ChannelSettings.Simulated simulated ->
                    new SimulatedSession(
                            settings,
                            Behaviour.USUAL,
                            setup.handset(),
                            setup.trust(),
                            setup.clock());
        };
    }

    /** Announcements may take a database's time; lines do not wait for them. */
    private void announce() {
        if (announcing.compareAndSet(false, true)) {
            Thread.startVirtualThread(
                    () -> {
                        announcing.set(false);
                        setup.changed().run();
                    });
        }
    }

    private static ChannelSettings asPaused(ChannelSettings settings, boolean paused) {
        return new ChannelSettings(
                settings.name(),
                settings.link(),
                settings.sender(),
                settings.window(),
                settings.ratePerSecond(),
                paused);
    }
}
