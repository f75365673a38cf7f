package relais.gateway.directory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.live.LiveFeed;

/** Keeps a gateway process's lines on the {@link LineBoard}: now and then, and at each change. */
public final class LineReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineReporter.class);

    /** Counts on screens may be this old; a change of state is told at once. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private final LineBoard board;
    private final String node;
    private final Supplier<List<SeenLine>> lines;
    private final LiveFeed live;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("line-reporter").factory());

    /**
     * @param node the gateway's name
     * @param lines how its lines are now
     */
    public LineReporter(
            LineBoard board, String node, Supplier<List<SeenLine>> lines, LiveFeed live) {
        this.board = board;
        this.node = node;
        this.lines = lines;
        this.live = live;
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::tell, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** To be run after a line changed its state; returns at once. */
    public void changed() {
        try {
            thread.execute(
                    () -> {
                        tell();
                        live.changed(ChannelDirectory.SCREENS);
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("a line changed while the gateway closes");
        }
    }

    private void tell() {
        try {
            board.tell(node, lines.get());
        } catch (JdbiException e) {
            // The worker's boundary: told again in a moment, when the database is back.
            LOG.debug("lines not told: the database does not answer");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
