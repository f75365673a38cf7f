package relais.agent.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import relais.agent.batch.Sheet;
import relais.agent.reading.Answer;
import relais.agent.reading.Plugin;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Source;
import relais.agent.reading.Value;

/**
 * Asks each plugin at its interval, on threads of their own, and writes a sheet when all that were
 * due have answered or a second has passed. Whoever hangs holds one thread and nothing else.
 */
public final class Collector implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    /** Plugins asked at the same time; also how many may hang before others fail for it. */
    private static final int THREADS = 32;

    /** Plugins started and not a second old: the quick ones follow each other on a few threads. */
    private static final int AT_ONCE = 3;

    /** How long a finished reading waits for slower ones to share its sheet. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Who waits for a place is called when one is free; this is for clocks that jump. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    /** How often metadata are read anew. */
    private static final Duration DESCRIBE_EVERY = Duration.ofMinutes(5);

    /** How often all metadata are sent although nothing changed: a centre may have lost some. */
    private static final Duration TELL_ALL_EVERY = Duration.ofHours(1);

    /** Series of one plugin; more is a flood that the centre would refuse for the whole host. */
    static final int PLUGIN_SERIES = 10_000;

    /** Plugins of one agent. */
    private static final int MOST_PLUGINS = 1_000;

    private final Discovery discovery;
    private final Consumer<Sheet> to;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Post> posts = new LinkedHashMap<>();
    private final Gathering gathering = new Gathering();
    private final ThreadPoolExecutor workers;
    private final Thread thread;
    private Instant nextTelling;
    private @Nullable Instant gatheredSince;
    private boolean closing;

    /**
     * Not yet started.
     *
     * @param to takes each sheet, blocks until it is kept
     */
    public Collector(List<Source> sources, Consumer<Sheet> to, InstantSource clock) {
        this.discovery = new Discovery(sources, clock, this::take);
        this.to = to;
        this.clock = clock;
        this.nextTelling = clock.instant().plus(TELL_ALL_EVERY);
        this.workers =
                new ThreadPoolExecutor(
                        0,
                        THREADS,
                        20,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon(true).name("agent-plugin-", 1).factory());
        this.thread = Thread.ofPlatform().daemon(true).name("agent-collector").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** All metadata go into the next sheet: the centre asked for them. */
    public void tellGraphsAgain() {
        lock.lock();
        try {
            gathering.tellAgain();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            List<Sheet> sheets = new ArrayList<>();
            lock.lock();
            try {
                if (closing) {
                    return;
                }
                Instant now = clock.instant();
                startDue(now);
                stopOverdue(now);
                if (isFull(now)) {
                    gathering.drain(now, sheets::add);
                    gatheredSince = null;
                } else {
                    changed.awaitNanos(untilNext(clock.instant()).toNanos());
                }
            } catch (InterruptedException stopped) {
                return;
            } finally {
                lock.unlock();
            }
            sheets.forEach(this::hand);
        }
    }

    private void hand(Sheet sheet) {
        try {
            to.accept(sheet);
        } catch (RuntimeException mistake) {
            // The collector's boundary: one sheet's mistake must not end all later ones.
            LOG.log(System.Logger.Level.ERROR, "a sheet was lost", mistake);
        }
    }

    private boolean isFull(Instant now) {
        if (gathering.isEmpty()) {
            return false;
        }
        if (gatheredSince == null) {
            gatheredSince = now;
        }
        boolean late = !now.isBefore(gatheredSince.plus(PATIENCE)) || now.isBefore(gatheredSince);
        return late || posts.values().stream().noneMatch(p -> p.isRunning() && !p.givenUp);
    }

    private void startDue(Instant now) {
        discovery.startIfDue(now);
        if (Due.isReached(nextTelling, now, TELL_ALL_EVERY)) {
            nextTelling = now.plus(TELL_ALL_EVERY);
            gathering.tellAgain();
        }
        long young = posts.values().stream().filter(p -> p.isYoungerThan(PATIENCE)).count();
        for (Post post : posts.values()) {
            if (post.isDue(now) && young < AT_ONCE) {
                start(post, now);
                young++;
            }
        }
    }

    private void start(Post post, Instant now) {
        Instant at = post.stamp(now);
        boolean describe = Due.isReached(post.nextDescription, now, DESCRIBE_EVERY);
        post.startedNanos = System.nanoTime();
        post.givenUp = false;
        post.schedule(now);
        try {
            post.work = workers.submit(() -> ask(post, at, describe));
        } catch (RejectedExecutionException busy) {
            finish(
                    post,
                    at,
                    new Answer.Failed(Answer.State.FAILING, "too many other plugins hang"),
                    Duration.ZERO);
        }
    }

    private void ask(Post post, Instant at, boolean describe) {
        long began = System.nanoTime();
        Answer answer = answer(post.plugin, at, describe);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        lock.lock();
        try {
            if (describe && answer instanceof Answer.Told) {
                post.nextDescription = at.plus(DESCRIBE_EVERY);
            }
            finish(post, at, answer, took);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Answer answer(Plugin plugin, Instant at, boolean describe) {
        try {
            if (!describe) {
                return plugin.read(at);
            }
            Answer described = plugin.describe(at);
            if (!(described instanceof Answer.Told(var graphs, var readings))
                    || !readings.isEmpty()) {
                return described;
            }
            Answer answer = plugin.read(at);
            return answer instanceof Answer.Told(var more, var read)
                    ? new Answer.Told(more.isEmpty() ? graphs : more, read)
                    : answer;
        } catch (RuntimeException mistake) {
            // The plugin boundary: what one does wrong harms its own graph alone.
            return new Answer.Failed(Answer.State.FAILING, "a mistake in it: " + mistake);
        }
    }

    /** Takes an answer into the gathering, unless the plugin was given up meanwhile. */
    private void finish(Post post, Instant at, Answer answer, Duration took) {
        boolean late = post.givenUp;
        post.startedNanos = null;
        post.work = null;
        post.givenUp = false;
        if (late || closing || posts.get(post.plugin.name()) != post) {
            return;
        }
        Answer judged = judged(post, answer);
        Answer.State before = post.state;
        switch (judged) {
            case Answer.Told(var graphs, var readings) -> {
                post.state = Answer.State.WELL;
                post.why = "";
                post.series.clear();
                readings.forEach(r -> post.series.add(r.series()));
                gathering.add(graphs, readings);
            }
            case Answer.Failed(Answer.State state, String why) -> fail(post, at, state, why);
        }
        noteState(post, before);
        gathering.show(post, at, took, before != post.state);
    }

    private static Answer judged(Post post, Answer answer) {
        if (answer instanceof Answer.Told told && told.readings().size() > PLUGIN_SERIES) {
            return new Answer.Failed(
                    Answer.State.FLOODING,
                    "%d readings at once, at most %d are taken"
                            .formatted(told.readings().size(), PLUGIN_SERIES));
        }
        return answer;
    }

    private void fail(Post post, Instant at, Answer.State state, String why) {
        if (post.state != state) {
            post.why = why;
        }
        post.state = state;
        List<Reading> unknown = new ArrayList<>();
        for (SeriesName series : post.series) {
            unknown.add(new Reading(at, series, Value.UNKNOWN));
        }
        gathering.add(List.of(), unknown);
    }

    private static void noteState(Post post, Answer.State before) {
        if (post.state != before) {
            boolean well = post.state == Answer.State.WELL;
            LOG.log(
                    well ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "{0} is {1} {2}",
                    post.plugin.name(),
                    post.state,
                    post.why);
        }
    }

    /** Gives up those beyond their time; the thread may stay behind, its answer is not wanted. */
    private void stopOverdue(Instant now) {
        for (Post post : posts.values()) {
            if (!post.isOverdue()) {
                continue;
            }
            if (!post.givenUp) {
                post.givenUp = true;
                if (post.work != null) {
                    post.work.cancel(true);
                }
            } else if (!Due.isReached(post.nextRead, now, post.plugin.interval())) {
                continue;
            }
            // While it hangs each due moment is shown as hanging, not as silence.
            Answer.State before = post.state;
            fail(
                    post,
                    now,
                    Answer.State.HANGING,
                    "no answer in " + post.plugin.timeout().toSeconds() + " s");
            post.schedule(now);
            noteState(post, before);
            gathering.show(post, now, post.plugin.timeout(), before != post.state);
        }
    }

    private Duration untilNext(Instant now) {
        Duration wait = gatheredSince == null ? PATIENCE : Duration.ofMillis(50);
        for (Post post : posts.values()) {
            Duration until = post.untilNext(now);
            wait = until.compareTo(wait) < 0 ? until : wait;
        }
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private void take(Source source, List<Plugin> plugins, boolean anew) {
        Set<String> found = new HashSet<>();
        lock.lock();
        try {
            Instant now = clock.instant();
            for (Plugin plugin : plugins) {
                found.add(plugin.name());
                if (posts.size() < MOST_PLUGINS) {
                    posts.computeIfAbsent(plugin.name(), n -> new Post(source, plugin, now));
                }
            }
            for (Post post : List.copyOf(posts.values())) {
                if (post.source == source && !found.contains(post.plugin.name())) {
                    posts.remove(post.plugin.name());
                    gathering.forget(post);
                } else if (post.source == source && anew) {
                    post.nextDescription = now;
                    post.nextRead = now;
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.shutdownNow();
        thread.interrupt();
    }
}
