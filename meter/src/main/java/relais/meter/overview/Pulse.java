package relais.meter.overview;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.labels.Matcher;
import relais.meter.store.Found;
import relais.meter.store.Stores;

/**
 * The readings that each agent takes of itself, every time it writes: what came of them tells how
 * much of all came.
 */
final class Pulse {
    /** An agent that says nothing else is usually read so often. */
    static final long USUAL = 10_000;

    /** Long enough for agents that are read each five minutes. */
    private static final long RECENT = 15 * 60_000L;

    private final Stores stores;

    Pulse(Stores stores) {
        this.stores = stores;
    }

    /** When the agent took readings, from one time to before another, milliseconds since 1970. */
    long[] beats(String host, long from, long to) {
        List<Matcher> own =
                List.of(
                        new Matcher.Equal(SeriesLabels.HOST, host),
                        new Matcher.Equal(SeriesLabels.GRAPH, "agent/outbox"),
                        new Matcher.Equal(SeriesLabels.FIELD, "waiting"));
        List<Found<Columns>> found = stores.samples(own, from, to);
        if (found.isEmpty()) {
            return new long[0];
        }
        Columns columns = found.getFirst().of();
        return Arrays.copyOf(columns.times(), columns.size());
    }

    /** Milliseconds between two readings lately; empty when there were not two. */
    OptionalLong interval(String host, long now) {
        return interval(beats(host, now - RECENT, now + RECENT));
    }

    /** What most beats are apart: the middle of all distances. */
    static OptionalLong interval(long[] beats) {
        if (beats.length < 2) {
            return OptionalLong.empty();
        }
        long[] distances = new long[beats.length - 1];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = beats[i + 1] - beats[i];
        }
        Arrays.sort(distances);
        return OptionalLong.of(Math.max(1, distances[distances.length / 2]));
    }
}
