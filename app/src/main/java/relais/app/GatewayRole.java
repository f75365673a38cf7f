package relais.app;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import relais.gateway.Gateway;
import relais.gateway.GatewayFolder;
import relais.gateway.directory.Channel;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.LineBoard;
import relais.gateway.directory.LineReporter;
import relais.gateway.directory.SeenLine;
import relais.gateway.lease.Leases;
import relais.gateway.outgoing.StopList;
import relais.gateway.simulator.Handset;

/** Runs the channels of the directory that are this process's, as they are changed. */
final class GatewayRole implements AutoCloseable {
    private final Gateway gateway;
    private final ChannelDirectory directory;
    private final Leases leases;
    private final LineReporter reporter;

    private GatewayRole(
            Gateway gateway, ChannelDirectory directory, Leases leases, LineReporter reporter) {
        this.gateway = gateway;
        this.directory = directory;
        this.leases = leases;
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
        GatewayFolder folder = GatewayFolder.open(home.gateway());
        Leases leases =
                new Leases(
                        on.database,
                        new Leases.Holder(settings.node(), folder.holder()),
                        Leases.EVERY,
                        () ->
                                directory.all().stream()
                                        .map(Channel::name)
                                        .collect(Collectors.toSet()));
        leases.takeName();
        AtomicReference<Runnable> changed = new AtomicReference<>(() -> {});
        Gateway gateway =
                Gateway.open(
                        new Gateway.Setup(
                                folder,
                                settings.spoolBytes(),
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
                        () -> seen(gateway, settings.node()),
                        on.live);
        changed.set(reporter::changed);
        GatewayRole role = new GatewayRole(gateway, directory, leases, reporter);
        leases.start(role::apply);
        role.apply();
        reporter.start();
        directory.onChange(
                () -> {
                    leases.lookNow();
                    Thread.startVirtualThread(role::apply);
                });
        return role;
    }

    private static List<SeenLine> seen(Gateway gateway, String node) {
        return gateway.channels().stream()
                .map(
                        c ->
                                new SeenLine(
                                        c.name(),
                                        node,
                                        c.line(),
                                        c.received(),
                                        c.sent(),
                                        c.waiting()))
                .toList();
    }

    /** Runs what is wanted and ours; what does not run here any more, others may have. */
    private synchronized void apply() {
        Set<String> ours = leases.held();
        gateway.apply(
                directory.all().stream()
                        .map(Channel::settings)
                        .filter(channel -> ours.contains(channel.name()))
                        .toList());
        Set<String> idle =
                ours.stream()
                        .filter(name -> directory.find(name).isEmpty())
                        .collect(Collectors.toSet());
        leases.giveBack(idle);
        reporter.changed();
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
        leases.close();
    }
}
