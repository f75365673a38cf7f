package relais.meter.overview;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import relais.meter.graph.Sparks;
import relais.meter.host.Directory;
import relais.meter.host.Host;
import relais.meter.host.HostGraph;
import relais.meter.store.Stores;

/** Hosts as they are listed. */
public final class Overview {
    /** Intervals without a word before a host is called silent. */
    private static final int PATIENCE = 3;

    /** A push takes its time, and what was heard is written every few seconds. */
    private static final long SHORTEST_PATIENCE = 45_000;

    private final Directory directory;
    private final Pulse pulse;
    private final Sparks sparks;
    private final Function<Collection<String>, Map<String, Worries>> worries;
    private final InstantSource clock;

    /**
     * @param worries the alerts of hosts by their names; a host may be missing
     */
    public Overview(
            Directory directory,
            Stores stores,
            Sparks sparks,
            Function<Collection<String>, Map<String, Worries>> worries,
            InstantSource clock) {
        this.directory = directory;
        this.pulse = new Pulse(stores);
        this.sparks = sparks;
        this.worries = worries;
        this.clock = clock;
    }

    /**
     * A host with how it is.
     *
     * @param interval milliseconds between two readings
     */
    public record Seen(Host host, HostState state, long interval, long graphs, Worries worries) {}

    /** In the order given. */
    public List<Seen> of(List<Host> hosts) {
        Map<Long, Long> graphs = directory.graphCounts();
        Map<String, Worries> all = worries.apply(hosts.stream().map(Host::name).toList());
        return hosts.stream()
                .map(
                        host ->
                                seen(
                                        host,
                                        graphs.getOrDefault(host.id(), 0L),
                                        all.getOrDefault(host.name(), Worries.NONE)))
                .toList();
    }

    private Seen seen(Host host, long graphs, Worries worries) {
        long interval = pulse.interval(host.name(), clock.millis()).orElse(Pulse.USUAL);
        return new Seen(host, state(host, interval, worries), interval, graphs, worries);
    }

    private HostState state(Host host, long interval, Worries worries) {
        Instant seenAt = host.seenAt();
        if (seenAt == null) {
            return HostState.WAITING;
        }
        long patience = Math.max(SHORTEST_PATIENCE, PATIENCE * interval);
        if (host.revokedAt() != null || clock.millis() - seenAt.toEpochMilli() > patience) {
            return HostState.SILENT;
        }
        if (worries.critical() > 0) {
            return HostState.CRITICAL;
        }
        if (worries.warning() > 0) {
            return HostState.WARNING;
        }
        return worries.unknown() > 0 ? HostState.UNKNOWN : HostState.OK;
    }

    /** A small curve of each host's last hour, where it has one. */
    public Optional<Sparks.Spark> spark(List<HostGraph> graphs) {
        return sparks.of(graphs, clock.millis());
    }
}
