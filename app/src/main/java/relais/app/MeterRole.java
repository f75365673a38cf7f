package relais.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.munin.LocalMunin;
import relais.agent.munin.OwnPlugins;
import relais.agent.ship.OutboxBounds;
import relais.app.self.RelaisSource;
import relais.gateway.directory.LineBoard;
import relais.meter.Meter;
import relais.meter.engine.OutsideEngine;
import relais.meter.remote.RemoteStore;
import relais.meter.remote.StoreDoor;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.store.FolderName;
import relais.meter.store.Store;
import relais.meter.store.Stores;
import relais.platform.http.Route;

/** Keeps measurements, or asks the processes that do; answers about them either way. */
final class MeterRole implements AutoCloseable {
    /** Munin's plugins count over their last minutes; most of them gain nothing by haste. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Closing closing = new Closing();
    private final Stores stores;
    private final Meter meter;

    private MeterRole(Foundations on, Stores stores, Meter.Alarms alarms) {
        this.stores = stores;
        this.meter =
                new Meter(
                        new Meter.Setup(
                                new Meter.Platform(
                                        on.database,
                                        on.queue,
                                        on.live,
                                        on.jobs,
                                        on.audit,
                                        on.clock),
                                stores,
                                on.random,
                                alarms));
    }

    /** Opens the series of this process; {@link #begin} sets it to work. */
    static MeterRole keeping(
            Foundations on,
            Home home,
            AppSettings settings,
            StoreLimits limits,
            Meter.Alarms alarms)
            throws IOException {
        SeriesStore series = SeriesStore.open(home.series(), limits, on.clock);
        Stores.Own own =
                new Stores.Own(
                        FolderName.of(home.series()),
                        hostName(),
                        settings.meterAddress().map(URI::toString).orElse(""),
                        series);
        return open(on, settings, Optional.of(own), alarms);
    }

    /** Its chores and, where wished, its own agent: when all else has started, so nobody waits. */
    void begin(Foundations on, Home home, AppSettings settings) throws IOException {
        meter.start();
        if (settings.watchesItself()) {
            watchThisHost(on, home.agent());
        }
    }

    /** For a process without the role: it asks those that have it. */
    static MeterRole elsewhere(Foundations on, AppSettings settings) {
        return open(on, settings, Optional.empty(), Meter.Alarms.NOBODY_TOLD);
    }

    private static MeterRole open(
            Foundations on, AppSettings settings, Optional<Stores.Own> own, Meter.Alarms alarms) {
        Stores stores =
                Stores.open(
                        new Stores.Setup(
                                on.database,
                                on.clock,
                                settings.meterCopies(),
                                Stores.BEAT,
                                settings.meterEngine(),
                                (kind, address) -> reach(on, kind, URI.create(address))),
                        own);
        MeterRole role = new MeterRole(on, stores, alarms);
        role.closing.add(stores);
        role.closing.add(role.meter);
        role.meter.listen();
        return role;
    }

    private static Store reach(Foundations on, String kind, URI address) {
        return kind.equals(Stores.ENGINE)
                ? new OutsideEngine(address, on.clock)
                : new RemoteStore(address, on.secrets, on.clock);
    }

    /** For other processes' questions about the store kept here. */
    List<Route> doors(Foundations on) {
        return new StoreDoor(stores::own, on.secrets, on.clock).routes();
    }

    /** This process answers HTTP there. */
    void answersAt(URI address) {
        stores.answersAt(address.toString());
    }

    /** An agent like any other's, only without a wire. */
    private void watchThisHost(Foundations on, Path folder) throws IOException {
        LineBoard lines = new LineBoard(on.database, on.clock);
        AgentSettings settings =
                new AgentSettings(
                        folder,
                        OutboxBounds.usual(),
                        List.of(
                                Agent.thisHost(AgentSettings.USUAL_INTERVAL),
                                new RelaisSource(on.queue, lines, on.database, stores),
                                OwnPlugins.in(folder, MINUTE),
                                new LocalMunin(folder.resolve("plugins"), MINUTE)));
        closing.add(Agent.start(settings, meter.ownAgent(hostName(), Version.NUMBER), on.clock));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this-host";
        }
    }

    Meter meter() {
        return meter;
    }

    @Override
    public void close() {
        closing.close();
    }
}
