package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.SettableClock;

/** A child process that appends, seals and merges is killed with SIGKILL, again and again. */
class KillStory {

    /** Seconds in the build; more with -Drelais.seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(Long.getLong("relais.seconds", 12));

    private static final int LEAST_KILLS = 3;
    private static final int LEAST_ROLLED = 3;
    private static final int LEAST_STORED = 100;

    /** For a slow machine to come to the least that is asked of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir Path folder;

    private final long[] next = new long[AppendingChild.WRITERS];
    private final long[] stored = new long[AppendingChild.WRITERS];
    private long rolled = -1;

    @Test
    void noAcknowledgedSampleIsLostByKill() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Arrays.fill(stored, -1);
        Instant until = Instant.now().plus(BUDGET);
        int kills = 0;
        while (isToGoOn(until, kills)) {
            runAndKill(random);
            checkWhatIsLeft();
            kills++;
        }
        System.out.println(kills + " kills, serials " + Arrays.toString(stored));
        assertThat(kills).isGreaterThan(LEAST_KILLS);
        assertThat(rolled).isGreaterThan(LEAST_ROLLED);
        assertThat(Arrays.stream(stored).sum()).isGreaterThan(LEAST_STORED);
    }

    /** Kills can come before much was said: how much there was of it, not the time, is enough. */
    private boolean isToGoOn(Instant until, int kills) {
        boolean enough =
                kills > LEAST_KILLS
                        && rolled > LEAST_ROLLED
                        && Arrays.stream(stored).sum() > LEAST_STORED;
        return Instant.now().isBefore(enough ? until : until.plus(PATIENCE));
    }

    private void runAndKill(Random random) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                AppendingChild.class.getName(),
                                folder.toString(),
                                Long.toString(random.nextLong())));
        for (long serial : next) {
            command.add(Long.toString(serial));
        }
        command.add(Long.toString(rolled + 1));
        Process child =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            Thread killer =
                    Thread.ofVirtual().start(() -> killAfter(child, random.nextInt(1, 600)));
            for (String line; (line = lines.readLine()) != null; ) {
                String[] words = line.split(" ");
                if (words[0].equals("R")) {
                    rolled = Long.parseLong(words[2]);
                } else {
                    stored[Integer.parseInt(words[1])] = Long.parseLong(words[2]);
                }
            }
            killer.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
    }

    private static String classPath() throws Exception {
        StringBuilder path = new StringBuilder();
        for (Class<?> type :
                List.of(
                        SeriesStore.class,
                        AppendingChild.class,
                        SettableClock.class,
                        Assertions.class)) {
            path.append(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
                    .append(File.pathSeparator);
        }
        return path.toString();
    }

    private static void killAfter(Process child, int millis) {
        try {
            child.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        // Not through Process: that would close the pipe with the child's last words in it.
        child.toHandle().destroyForcibly();
    }

    private void checkWhatIsLeft() throws Exception {
        try (SeriesStore store = new Fixture().open(folder)) {
            assertThat(store.state().damage()).isEmpty();
            Columns[] all = new Columns[AppendingChild.SERIES];
            Arrays.setAll(all, id -> store.samples(id, Long.MIN_VALUE, Long.MAX_VALUE));
            long count = Arrays.stream(all).mapToLong(Columns::size).sum();
            for (int writer = 0; writer < AppendingChild.WRITERS; writer++) {
                // What was on its way is there or is not; appended again it is there once.
                next[writer] = stored[writer] + 1;
                for (long serial = 0; serial <= stored[writer]; serial++) {
                    checkSerial(all, writer, serial);
                }
            }
            for (long serial = 0; serial <= rolled; serial++) {
                long time = AppendingChild.rolledTime(serial);
                Windows windows =
                        store.windows(
                                AppendingChild.rolledSeries(serial),
                                time,
                                time + Merging.HOUR,
                                Duration.ofHours(1));
                assertThat(windows.size()).as("roll-up %d", serial).isOne();
                assertThat(windows.count(0)).isEqualTo(serial + 1);
            }
            assertThat(store.state().series())
                    .as("those that are forgotten stay so")
                    .isBetween(AppendingChild.SERIES, AppendingChild.SERIES + 1);
            long serials = Arrays.stream(stored).map(last -> last + 1).sum();
            assertThat(count / AppendingChild.PER_BATCH)
                    .as("batches: those acknowledged and at most one more of each writer")
                    .isBetween(serials, serials + AppendingChild.WRITERS);
        }
    }

    private void checkSerial(Columns[] all, int writer, long serial) {
        for (int i = 0; i < AppendingChild.PER_BATCH; i++) {
            long time = AppendingChild.time(writer, serial, i);
            Columns columns = all[(int) AppendingChild.series(writer, serial, i)];
            int at = Arrays.binarySearch(columns.times(), 0, columns.size(), time);
            boolean there = at >= 0 && columns.values()[at] == AppendingChild.value(serial, i);
            assertThat(there).as("sample %d of %d by %d", i, serial, writer).isTrue();
        }
    }
}
