package relais.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Small files over many connections for some seconds each way, ours after twice as long unmeasured:
 * as of a server that has run for a while.
 */
final class SmallBench {
    private static final int SMALL = 64 * 1024;
    private static final int CONNECTIONS = 64;
    private static final int WARMED = 2;
    private static final Duration LOOKED_WITHIN = Duration.ofMinutes(10);

    private final Product product;
    private final int seconds;
    private final VaultFigures figures;

    SmallBench(Product product, int seconds, VaultFigures figures) {
        this.product = product;
        this.seconds = seconds;
        this.figures = figures;
    }

    /** One file of all that are put or got. */
    private interface Turn {
        void take(Wire wire, ByteBuffer content, int number) throws IOException;
    }

    /**
     * @param files that were moved
     * @param each of these many connections moved at least so many of them
     */
    private record Moved(int files, int each) {}

    void measure(Site ours, Optional<Site> theirs) throws Exception {
        moved(ours, WARMED * seconds, put(ours, "warm-"));
        Moved here = rate("put_64k", ours, put(ours, "small-"));
        int files = here.each() * CONNECTIONS;
        if (theirs.isPresent()) {
            Moved there = rate("nginx_put_64k", theirs.get(), put(theirs.get(), "small-"));
            files = Math.min(files, there.each() * CONNECTIONS);
        }
        long begun = System.nanoTime();
        awaitLooked();
        figures.put("looked_after_s", (System.nanoTime() - begun) / 1e9);
        moved(ours, WARMED * seconds, get(ours, files));
        rate("get_64k", ours, get(ours, files));
        if (theirs.isPresent()) {
            rate("nginx_get_64k", theirs.get(), get(theirs.get(), files));
        }
    }

    private static Turn put(Site site, String prefix) {
        return (wire, content, number) -> {
            content.putLong(8, number); // no two files equal
            site.put(wire, prefix + number, content, 1);
        };
    }

    /** One of so many, again and again. */
    private static Turn get(Site site, int files) {
        return (wire, content, number) -> {
            if (site.get(wire, "small-" + number % files) != SMALL) {
                throw new IOException("small-" + number % files + " is not whole");
            }
        };
    }

    /** Files a second, and the processor's microseconds for each. */
    private Moved rate(String what, Site site, Turn turn)
            throws IOException, InterruptedException, ExecutionException {
        double spent = site.cpuSeconds().getAsDouble();
        long start = System.nanoTime();
        Moved moved = moved(site, seconds, turn);
        figures.put(what + "_per_s", moved.files() / ((System.nanoTime() - start) / 1e9));
        spent = site.cpuSeconds().getAsDouble() - spent;
        figures.put(what + "_cpu_us", spent * 1e6 / moved.files());
        return moved;
    }

    private static Moved moved(Site site, int seconds, Turn turn)
            throws InterruptedException, ExecutionException, IOException {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int c = 0; c < CONNECTIONS; c++) {
                int first = c;
                all.add(threads.submit(() -> oneAfterTheOther(site, until, turn, first)));
            }
            int files = 0;
            int each = Integer.MAX_VALUE;
            for (Future<Integer> one : all) {
                files += one.get();
                each = Math.min(each, one.get());
            }
            return new Moved(files, each);
        }
    }

    private static int oneAfterTheOther(Site site, long until, Turn turn, int first)
            throws IOException {
        ByteBuffer content = VaultBench.noise(SMALL);
        int moved = 0;
        try (Wire wire = new Wire(site.address(), site.token())) {
            for (; moved == 0 || System.nanoTime() < until; moved++) {
                turn.take(wire, content, first + moved * CONNECTIONS);
            }
        }
        return moved;
    }

    /**
     * Words and previews of what was put come after, while nobody waits: a GET is measured later.
     */
    private void awaitLooked() throws IOException, SQLException, InterruptedException {
        try (Connection database = product.database();
                Statement statement = database.createStatement()) {
            boolean done =
                    Patience.await(
                            LOOKED_WITHIN,
                            Duration.ofMillis(200),
                            () -> {
                                try (ResultSet due =
                                        statement.executeQuery("SELECT count(*) FROM vault_due")) {
                                    return due.next() && due.getLong(1) == 0;
                                }
                            });
            if (!done) {
                throw new IOException("the words are not read after " + LOOKED_WITHIN);
            }
        }
    }
}
