package relais.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import relais.agent.Agent;
import relais.agent.AgentSettings;
import relais.agent.munin.LocalMunin;
import relais.agent.ship.OutboxBounds;
import relais.app.self.RelaisSource;
import relais.gateway.directory.LineBoard;
import relais.meter.Meter;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.store.Stores;

/** Keeps measurements and works on them; without the role it only knows where they are not. */
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

    /** Opens the series of this process and begins to work. */
    static MeterRole start(Foundations on, Home home, AppSettings settings, Meter.Alarms alarms)
            throws IOException {
        SeriesStore series = SeriesStore.open(home.series(), StoreLimits.usual(), on.clock);
        MeterRole role = new MeterRole(on, new Stores(series), alarms);
        role.closing.add(series);
        role.closing.add(role.meter);
        role.meter.start();
        if (settings.watchesItself()) {
            role.watchThisHost(on, home.agent());
        }
        return role;
    }

    /** For a process without the role. */
    static MeterRole elsewhere(Foundations on) {
        return new MeterRole(on, Stores.elsewhere(), Meter.Alarms.NOBODY_TOLD);
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
