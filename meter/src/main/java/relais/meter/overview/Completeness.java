package relais.meter.overview;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import relais.meter.host.Host;
import relais.meter.store.Stores;

/**
 * How much of what a host measured arrived. What is expected follows from the agent's own rhythm in
 * that time; a machine that was switched off has a hole as well.
 */
public final class Completeness {
    /** Milliseconds; half a million beats at ten seconds. */
    private static final long LONGEST = 62 * 86_400_000L;

    private static final long DAY = 86_400_000;

    /** One beat may be late; a longer silence is a hole. */
    private static final double GAP = 2.5;

    /** The newest ones; who has more has other worries. */
    private static final int MOST_HOLES = 500;

    private final Pulse pulse;
    private final InstantSource clock;

    public Completeness(Stores stores, InstantSource clock) {
        this.pulse = new Pulse(stores);
        this.clock = clock;
    }

    /** When nothing was measured, or nothing has come yet. */
    public record Hole(Instant from, Instant to) {}

    /**
     * A day of UTC.
     *
     * @param share 0 to 1
     */
    public record Day(LocalDate day, double share) {}

    /**
     * All of it.
     *
     * @param backlogUntil the agent still sends what it kept: up to then all has arrived; null when
     *     it keeps up
     */
    public record Shown(
            long expected,
            long arrived,
            long missing,
            List<Hole> holes,
            @Nullable Instant backlogUntil,
            List<Day> days) {}

    private static final class Count {
        private long arrived;
        private double missing;
    }

    /** From one time to before another, milliseconds since 1970, of at most 62 days. */
    public Shown of(Host host, long from, long to) {
        long until = Math.min(to, clock.millis());
        long since = Math.max(from, until - LONGEST);
        long[] beats = pulse.beats(host.name(), since, until);
        long begin = host.pairedAt().toEpochMilli();
        if (beats.length > 0) {
            begin = Math.min(begin, beats[0]);
        }
        long start = Math.max(since, begin);
        long interval = Pulse.interval(beats).orElse(Pulse.USUAL);
        List<Hole> holes = new ArrayList<>();
        Map<Long, Count> days = new TreeMap<>();
        long before = start;
        for (long beat : beats) {
            count(days, beat).arrived++;
            hole(before, beat, interval, holes, days);
            before = beat;
        }
        if (start < until) {
            hole(before, until, interval, holes, days);
        }
        double missing = days.values().stream().mapToDouble(day -> day.missing).sum();
        long lost = Math.round(missing);
        return new Shown(
                beats.length + lost,
                beats.length,
                lost,
                holes.subList(Math.max(0, holes.size() - MOST_HOLES), holes.size()),
                host.agent().backlogSince(),
                days.entrySet().stream().map(day -> day(day.getKey(), day.getValue())).toList());
    }

    private static Day day(long day, Count count) {
        double all = count.arrived + count.missing;
        return new Day(
                LocalDate.ofInstant(Instant.ofEpochMilli(day), ZoneOffset.UTC),
                all == 0 ? 1 : count.arrived / all);
    }

    private static Count count(Map<Long, Count> days, long time) {
        return days.computeIfAbsent(Math.floorDiv(time, DAY) * DAY, day -> new Count());
    }

    private static void hole(
            long from, long to, long interval, List<Hole> holes, Map<Long, Count> days) {
        if (to - from <= GAP * interval) {
            return;
        }
        holes.add(new Hole(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
        // The beat that ends it has arrived, so it is not missing.
        long end = to - interval;
        for (long at = from; at < end; ) {
            long next = Math.min(end, (Math.floorDiv(at, DAY) + 1) * DAY);
            count(days, at).missing += (double) (next - at) / interval;
            at = next;
        }
    }
}
