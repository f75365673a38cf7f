package relais.app.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** People who go on working on an old share while it is moved: they change files and add some. */
final class Clerks implements AutoCloseable {
    private static final long BETWEEN_NANOS = Duration.ofMillis(15).toNanos();
    private static final long WHILE_WRITING_NANOS = Duration.ofMillis(2).toNanos();

    private final Set<Path> touched = ConcurrentHashMap.newKeySet();
    private final Thread work;
    private volatile boolean leave;

    /**
     * @param files what they work on
     */
    Clerks(Path share, List<Path> files, long seed) {
        work = Thread.ofVirtual().start(() -> work(share, files, new Random(seed)));
    }

    private void work(Path share, List<Path> files, Random random) {
        try {
            for (int n = 0; !leave; n++) {
                Path file =
                        n % 10 == 0
                                ? share.resolve("nouveau " + n + ".txt")
                                : files.get(random.nextInt(files.size()));
                touched.add(file);
                write(file, "changé par quelqu’un, la %d° fois\n".formatted(n), random.nextInt(40));
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Line by line, as programs do that hold a file open. */
    private static void write(Path file, String line, int lines) throws IOException {
        try (var out =
                Files.newOutputStream(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (int i = 0; i <= lines; i++) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                LockSupport.parkNanos(WHILE_WRITING_NANOS);
            }
        }
    }

    /** What they have changed or made so far. */
    Set<Path> touched() {
        return Set.copyOf(touched);
    }

    /** They go home. */
    @Override
    public void close() throws InterruptedException {
        leave = true;
        work.join();
    }
}
