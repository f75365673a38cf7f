package relais.gateway.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.ChannelSettings.Addressing;
import relais.gateway.channel.ChannelSettings.Coding;
import relais.gateway.channel.ChannelSettings.Login;
import relais.gateway.channel.ChannelSettings.Simulated;
import relais.gateway.channel.ChannelSettings.Smpp;
import relais.gateway.channel.Inbound;
import relais.gateway.channel.Line;
import relais.gateway.channel.Outcome;
import relais.gateway.channel.Part;
import relais.gateway.channel.Secret;
import relais.gateway.message.Outgoing;
import relais.gateway.smpp.SmppSession;
import relais.gateway.smpp.Timing;

/** A channel with its own SMSC in this process, reached over a real socket by real SMPP. */
public final class SimulatedSession implements ChannelSession {
    private final SimulatedSmsc smsc;
    private final SmppSession session;

    /** {@code settings.link()} must be {@link Simulated}; its seed decides all chance. */
    public SimulatedSession(
            ChannelSettings settings,
            Behaviour behaviour,
            Handset handset,
            SSLContext trust,
            InstantSource clock) {
        SplittableRandom random = new SplittableRandom(((Simulated) settings.link()).seed());
        try {
            this.smsc =
                    new SimulatedSmsc(
                            ServerSocketFactory.getDefault(),
                            0,
                            "",
                            behaviour,
                            random.split(),
                            handset,
                            message -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the simulated SMSC", e);
        }
        Smpp link =
                new Smpp(
                        "127.0.0.1",
                        smsc.port(),
                        false,
                        false,
                        new Login("relais", Secret.of(""), ""),
                        Addressing.USUAL,
                        Coding.USUAL,
                        Duration.ofSeconds(30));
        ChannelSettings inner =
                new ChannelSettings(
                        settings.name(),
                        link,
                        settings.sender(),
                        settings.window(),
                        settings.ratePerSecond(),
                        settings.paused());
        this.session = new SmppSession(inner, Timing.USUAL, trust, clock, random);
    }

    /** For what handsets write of their own accord. */
    public SimulatedSmsc smsc() {
        return smsc;
    }

    @Override
    public void start(Inbound inbound, Runnable changed) {
        session.start(inbound, changed);
    }

    @Override
    public Line line() {
        return session.line();
    }

    @Override
    public List<Part> split(Outgoing message) {
        return session.split(message);
    }

    @Override
    public void submit(Part part, Consumer<Outcome> done) {
        session.submit(part, done);
    }

    @Override
    public void close() {
        session.close();
        smsc.close();
    }
}
