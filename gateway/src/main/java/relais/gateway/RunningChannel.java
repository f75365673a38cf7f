package relais.gateway;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import relais.gateway.channel.ChannelSession;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Line;
import relais.gateway.intake.Intake;
import relais.gateway.outgoing.ChannelOutput;
import relais.gateway.outgoing.StopList;
import relais.platform.queue.Queue;

/** One channel in operation: its line, its way out, and its way in. */
final class RunningChannel implements AutoCloseable {
    private final ChannelSettings settings;
    private final ChannelSession session;
    private final ChannelOutput output;
    private final LongAdder received = new LongAdder();

    private RunningChannel(ChannelSettings settings, ChannelSession session, ChannelOutput output) {
        this.settings = settings;
        this.session = session;
        this.output = output;
    }

    static RunningChannel open(
            ChannelSettings settings,
            ChannelSession session,
            GatewayFolder folder,
            Intake intake,
            Queue queue,
            StopList stopped,
            InstantSource clock,
            Runnable changed)
            throws IOException {
        String name = settings.name();
        ChannelOutput output =
                ChannelOutput.open(
                        folder.journal(name),
                        folder.inDoubt(name),
                        settings,
                        session,
                        intake,
                        queue,
                        stopped,
                        clock);
        folder.resolve(name);
        RunningChannel channel = new RunningChannel(settings, session, output);
        output.start();
        Duration repeats =
                settings.link() instanceof ChannelSettings.Smpp smpp
                        ? smpp.repeats()
                        : ChannelSettings.Smpp.USUAL_REPEATS;
        session.start(
                (arrival, done) -> {
                    channel.received.increment();
                    intake.take(arrival, repeats, done);
                },
                () -> {
                    output.lineChanged();
                    changed.run();
                });
        return channel;
    }

    ChannelSettings settings() {
        return settings;
    }

    ChannelSession session() {
        return session;
    }

    void pause(boolean paused) {
        output.pause(paused);
    }

    ChannelState state() {
        Line line = session.line();
        if (output.paused()) {
            line = new Line(Line.State.PAUSED, line.since(), "paused; line: " + line.detail());
        }
        return new ChannelState(
                settings.name(),
                settings.link().kind(),
                line,
                received.sum(),
                output.sent(),
                output.waiting());
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
