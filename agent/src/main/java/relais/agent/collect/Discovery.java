package relais.agent.collect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.agent.reading.Plugin;
import relais.agent.reading.Source;

/**
 * Asks the sources what is there: all of them now and then, and one that shows a change soon. On a
 * thread of its own, for a source may be slow, or away.
 */
final class Discovery {
    private static final System.Logger LOG = System.getLogger(Discovery.class.getName());

    /** Between two times that every source is asked. */
    private static final Duration ASK_EVERY = Duration.ofMinutes(5);

    /** Between two looks for a change; it is a list of a folder at most. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final List<Source> sources;
    private final InstantSource clock;
    private final Taker taker;
    private final Map<Source, Long> marks = new HashMap<>();
    private Instant nextAsking = Instant.MIN;
    private Instant nextLook = Instant.MIN;
    private boolean busy;

    /** Who is told what a source has. */
    interface Taker {
        /**
         * @param anew what is known of these plugins may be no longer so
         */
        void take(Source source, List<Plugin> plugins, boolean anew);
    }

    Discovery(List<Source> sources, InstantSource clock, Taker taker) {
        this.sources = List.copyOf(sources);
        this.clock = clock;
        this.taker = taker;
    }

    /** Returns at once. */
    synchronized void startIfDue(Instant now) {
        boolean all = Due.isReached(nextAsking, now, ASK_EVERY);
        if (busy || !(all || Due.isReached(nextLook, now, LOOK_EVERY))) {
            return;
        }
        busy = true;
        Thread.ofPlatform().daemon(true).name("agent-sources").start(() -> run(all));
    }

    private void run(boolean all) {
        boolean complete = true;
        for (Source source : sources) {
            complete &= ask(source, all);
        }
        ended(all, complete);
    }

    private synchronized void ended(boolean all, boolean complete) {
        Instant now = clock.instant();
        if (all || !complete) {
            nextAsking = now.plus(complete ? ASK_EVERY : ASK_EVERY.dividedBy(10));
        }
        nextLook = now.plus(LOOK_EVERY);
        busy = false;
    }

    /** Each source's plugins start as soon as it has answered. */
    private boolean ask(Source source, boolean all) {
        try {
            long mark = source.mark();
            Long before = marks.put(source, mark);
            boolean changed = before != null && before != mark;
            if (all || changed) {
                taker.take(source, source.plugins(), changed);
            }
            return true;
        } catch (IOException away) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} cannot be asked, tried again: {1}",
                    source.name(),
                    away.getMessage());
        } catch (RuntimeException mistake) {
            // The source's boundary: the other sources still count.
            LOG.log(System.Logger.Level.ERROR, source.name() + " failed", mistake);
        }
        return false;
    }
}
