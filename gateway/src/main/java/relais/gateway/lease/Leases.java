package relais.gateway.lease;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;

/**
 * What this gateway process may run. A holder renews every few seconds; another takes over only
 * after having seen it silent for longer than two renewals. While the database is away nothing
 * changes hands. docs/decisions/072-channel-lease.md
 */
public final class Leases implements AutoCloseable {
    /** Two renewals and a look: a channel is without a line for some ten seconds after a crash. */
    public static final Duration EVERY = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    private final LeaseTable table;
    private final String name;
    private final Duration every;
    private final Supplier<Set<String>> wanted;
    private final Map<String, Silence> rivals = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("channel-leases").factory());
    private Runnable changed = () -> {};
    private volatile Set<String> held = Set.of();
    private volatile boolean away;

    /**
     * Who asks for leases.
     *
     * @param node the gateway's name, for people
     * @param folder names this gateway's folder for good: a process that starts again in it takes
     *     up its own leases at once
     */
    public record Holder(String node, String folder) {}

    /**
     * @param wanted the channels there are to run
     */
    public Leases(Database database, Holder holder, Duration every, Supplier<Set<String>> wanted) {
        this.table = new LeaseTable(database, holder.folder(), holder.node());
        this.name = nameOf(holder.node());
        this.every = every;
        this.wanted = wanted;
    }

    /** A channel's name holds no colon. */
    private static String nameOf(String node) {
        return "node:" + node;
    }

    /**
     * Takes the gateway's name, waiting while a dead process of that name may still be alive.
     *
     * @throws IllegalStateException when another process of that name lives
     */
    public void takeName() {
        long patience = System.nanoTime() + every.multipliedBy(4).toNanos();
        while (!turn(Set.of(name)).contains(name)) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException(
                        "another gateway runs under the name "
                                + name.substring("node:".length())
                                + ": give each its own gateway.node");
            }
            pause();
        }
    }

    private void pause() {
        try {
            thread.schedule(() -> {}, every.toMillis() / 2, TimeUnit.MILLISECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the gateway's name", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Takes what can be taken at once and from then on looks every few seconds. {@code onChange}
     * runs on a thread of its own whenever {@link #held} has changed.
     */
    public void start(Runnable onChange) {
        changed = onChange;
        look();
        thread.scheduleAtFixedRate(
                this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The channels this process may run. */
    public Set<String> held() {
        return held;
    }

    /** To be run when other channels are wanted than before; returns at once. */
    public void lookNow() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("channels changed while the gateway closes");
        }
    }

    /** Gives channels back that do not run here any more. */
    public void giveBack(Set<String> channels) {
        try {
            if (!channels.isEmpty()) {
                table.giveBack(channels);
            }
        } catch (JdbiException e) {
            LOG.debug("leases not given back: the database does not answer");
        }
    }

    private void look() {
        try {
            Set<String> all = new HashSet<>(wanted.get());
            all.add(name);
            Set<String> now = new HashSet<>(turn(all));
            if (!now.remove(name)) {
                LOG.error("another gateway has taken this one's name: its channels are closed");
                table.giveBack(now);
                now.clear();
            }
            away = false;
            if (!now.equals(held)) {
                LOG.info("channels of this gateway: {}", now);
                held = Set.copyOf(now);
                Thread.startVirtualThread(changed);
            }
        } catch (RuntimeException e) {
            // Worker loop: nobody else can take anything while the database is away either.
            if (!away) {
                LOG.warn("leases cannot be renewed, channels stay as they are: {}", e.getMessage());
            }
            away = true;
        }
    }

    private Set<String> turn(Set<String> things) {
        Set<String> ours = table.renew(things);
        Set<String> missing = new HashSet<>(things);
        missing.removeAll(ours);
        rivals.keySet().retainAll(missing);
        if (missing.isEmpty()) {
            return ours;
        }
        List<LeaseTable.Other> others = table.others(missing);
        for (LeaseTable.Other other : others) {
            Silence silence = rivals.computeIfAbsent(other.thing(), thing -> new Silence(every));
            if (silence.lasts(other.sign(), other.now()) && table.inherit(other)) {
                LOG.warn("{} is taken over from gateway {}", other.thing(), other.node());
                ours.add(other.thing());
            }
        }
        return ours;
    }

    /** To be called when nothing runs here any more: others need not wait. */
    @Override
    public void close() {
        thread.shutdownNow();
        Set<String> all = new HashSet<>(held);
        all.add(name);
        giveBack(all);
    }
}
