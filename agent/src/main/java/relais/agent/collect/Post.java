package relais.agent.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;

/** A plugin at work: when it is due, what it told last, how it is. Guarded by the Collector. */
final class Post {

    final Source source;
    final Plugin plugin;
    final Set<SeriesName> series = new HashSet<>();
    Instant nextRead;
    Instant nextDescription;
    Answer.State state = Answer.State.WELL;
    String why = "";
    @Nullable Long startedNanos;
    @Nullable Future<?> work;
    boolean givenUp;

    Post(Source source, Plugin plugin, Instant now) {
        this.source = source;
        this.plugin = plugin;
        this.nextRead = now;
        this.nextDescription = now;
    }

    boolean isRunning() {
        return startedNanos != null;
    }

    boolean isDue(Instant now) {
        return !isRunning() && Due.isReached(nextRead, now, plugin.interval());
    }

    /** By no clock that is ever set. */
    private Duration runsFor() {
        return Duration.ofNanos(System.nanoTime() - Objects.requireNonNull(startedNanos));
    }

    boolean isYoungerThan(Duration age) {
        return isRunning() && runsFor().compareTo(age) < 0;
    }

    boolean isOverdue() {
        return isRunning() && runsFor().compareTo(plugin.timeout()) >= 0;
    }

    /** Until something is to be done about it. */
    Duration untilNext(Instant now) {
        return isRunning() && !givenUp
                ? plugin.timeout().minus(runsFor())
                : Duration.between(now, nextRead);
    }

    /** The next point of the interval's grid: readings of all hosts fall on the same moments. */
    void schedule(Instant now) {
        long step = Math.max(1_000, plugin.interval().toMillis());
        nextRead = Instant.ofEpochMilli((now.toEpochMilli() / step + 1) * step);
    }

    /** The grid's moment where it is near, else the true one. */
    Instant stamp(Instant now) {
        Duration late = Duration.between(nextRead, now);
        boolean near =
                !late.isNegative()
                        && late.compareTo(plugin.interval().dividedBy(10)) <= 0
                        && nextRead.toEpochMilli() % 1_000 == 0;
        return near ? nextRead : now;
    }
}
