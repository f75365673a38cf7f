package relais.app;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import relais.gateway.Gateway;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.LineBoard;
import relais.gateway.directory.LineReporter;
import relais.gateway.directory.SeenLine;
import relais.gateway.outgoing.StopList;
import relais.gateway.simulator.Handset;

/** Runs the channels of the directory, as they are changed, in this process. */
final class GatewayRole implements AutoCloseable {
    private final Gateway gateway;
    private final ChannelDirectory directory;

    private final LineReporter reporter;

    private GatewayRole(Gateway gateway, ChannelDirectory directory, LineReporter reporter) {
        this.gateway = gateway;
        this.directory = directory;
        this.reporter = reporter;
    }

    static GatewayRole start(
            Foundations on,
            Home home,
            AppSettings settings,
            ChannelDirectory directory,
            Handset handset,
            StopList stopped)
            throws IOException {
        AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
        Gateway gateway =
                Gateway.open(
                        new Gateway.Setup(
                                home.gateway(),
                                settings.node(),
                                on.queue,
                                on.clock,
                                new SplittableRandom(on.random.nextLong()),
                                systemTrust(),
                                handset,
                                stopped,
                                () -> Objects.requireNonNull(changed.get()).run()));
        LineReporter reporter =
                new LineReporter(
                        new LineBoard(on.database, on.clock),
                        settings.node(),
                        () -> seen(gateway),
                        on.live);
        changed.set(reporter::changed);
        GatewayRole role = new GatewayRole(gateway, directory, reporter);
        role.apply();
        reporter.start();
        directory.onChange(() -> Thread.startVirtualThread(role::apply));
        return role;
    }

    private static List<SeenLine> seen(Gateway gateway) {
        return gateway.channels().stream()
                .map(c -> new SeenLine(c.name(), c.line(), c.received(), c.sent(), c.waiting()))
                .toList();
    }

    private void apply() {
        gateway.apply(directory.all().stream().map(Channel::settings).toList());
    }

    Gateway gateway() {
        return gateway;
    }

    /** The certificates that this Java installation believes. */
    private static SSLContext systemTrust() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    @Override
    public void close() throws IOException {
        reporter.close();
        gateway.close();
    }
}
