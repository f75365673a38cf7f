package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child process that appends is killed with SIGKILL at random moments, again and again. */
class KillStory {

    /** Seconds in the build; more with -Drelais.seconds. */
    private static final Duration BUDGET = Duration.ofSeconds(Long.getLong("relais.seconds", 12));

    /** On top of it, where a busy machine has shown too little by then. */
    private static final Duration EXTENSION = Duration.ofMinutes(5);

    private static final int LEAST_KILLS = 3;
    private static final int LEAST_ENTRIES = 100;

    @TempDir Path folder;

    private final Map<Long, Long> serialAt = new HashMap<>();
    private final Set<Long> serials = new HashSet<>();
    private final TreeMap<Long, Long> stored = new TreeMap<>();
    private long acknowledged;
    private long highestSerial;

    @Test
    void noAcknowledgedEntryIsLostOrDamagedByKill() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Instant until = Instant.now().plus(BUDGET);
        int kills = 0;
        while (Instant.now().isBefore(until)
                || (isTooLittle(kills) && Instant.now().isBefore(until.plus(EXTENSION)))) {
            runAndKill(random);
            checkWhatIsLeft();
            kills++;
        }
        System.out.println(kills + " kills, " + serialAt.size() + " entries");
        assertThat(kills).isGreaterThan(LEAST_KILLS);
        assertThat(serialAt).hasSizeGreaterThan(LEAST_ENTRIES);
    }

    private boolean isTooLittle(int kills) {
        return kills <= LEAST_KILLS || serialAt.size() <= LEAST_ENTRIES;
    }

    private void runAndKill(Random random) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                AppendingChild.class.getName(),
                                folder.toString(),
                                Long.toString(random.nextLong()),
                                Long.toString(highestSerial + 1_000_000))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines = child.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("open");
            Thread killer =
                    Thread.ofVirtual().start(() -> killAfter(child, random.nextInt(1, 250)));
            for (String line; (line = lines.readLine()) != null; ) {
                note(line.split(" "));
            }
            killer.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
    }

    private static String classPath() throws Exception {
        StringBuilder path = new StringBuilder();
        for (Class<?> type : List.of(Spool.class, AppendingChild.class)) {
            path.append(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()))
                    .append(java.io.File.pathSeparator);
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

    private void note(String[] words) {
        long position = Long.parseLong(words[1]);
        if (words[0].equals("A")) {
            acknowledged = Math.max(acknowledged, position);
        } else {
            long serial = Long.parseLong(words[2]);
            see(position, serial);
            stored.put(position, serial);
        }
    }

    private void see(long position, long serial) {
        highestSerial = Math.max(highestSerial, serial);
        Long before = serialAt.putIfAbsent(position, serial);
        assertThat(before == null || before == serial)
                .as("position %d held %s, now %d", position, before, serial)
                .isTrue();
        assertThat(before != null || serials.add(serial)).as("serial %d twice", serial).isTrue();
    }

    private void checkWhatIsLeft() throws IOException {
        try (Spool spool = Spool.open(folder, AppendingChild.LIMITS)) {
            Set<Long> found = new HashSet<>();
            long after = 0;
            for (List<Entry> some; !(some = spool.read(after, 500, 1 << 20)).isEmpty(); ) {
                for (Entry entry : some) {
                    see(entry.position(), AppendingChild.serialOf(entry.payload()));
                    found.add(entry.position());
                    after = entry.position();
                }
            }
            // The last "A" may have been cut off from our ears, not from the spool.
            acknowledged = Math.max(acknowledged, spool.acknowledged());
            assertThat(found).containsAll(stored.tailMap(acknowledged, false).keySet());
            assertThat(spool.state().damaged()).isZero();
            assertThat(spool.state().entries()).isEqualTo(found.size());
            stored.headMap(acknowledged, true).clear();
        }
    }
}
