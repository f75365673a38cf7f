package relais.vault.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.testing.TestDatabase;
import relais.vault.store.FolderStore;

/**
 * A child process that keeps, refers, releases, collects, compacts and adopts is killed with
 * SIGKILL at random moments: whatever it said it keeps is there, bit by bit.
 */
class BlobsKillStory {
    private static final Duration BUDGET = Duration.ofSeconds(Long.getLong("relais.seconds", 12));

    /** A busy machine may kill some children before they have kept anything. */
    private static final int MOST_KILLS = 1000;

    @TempDir Path folder;
    private final Map<Long, String> kept = new HashMap<>();

    @Test
    void noAcknowledgedContentIsLostOrDamagedByKill() throws Exception {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        DatabaseAddress address = TestDatabase.freshAddress("vault");
        Instant until = Instant.now().plus(BUDGET);
        int kills = 0;
        for (; Instant.now().isBefore(until) || kills < 2 || kept.isEmpty(); kills++) {
            assertThat(kills).as("kills before anything was kept").isLessThan(MOST_KILLS);
            runAndKill(address, random);
            check(address);
        }
        System.out.println(kills + " kills, " + kept.size() + " contents");
        assertThat(kept).isNotEmpty();
    }

    private void runAndKill(DatabaseAddress address, Random random) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                address.url(),
                                address.user(),
                                address.password(),
                                folder.toString(),
                                Long.toString(random.nextLong()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = child.inputReader()) {
            for (String line = lines.readLine();
                    line != null && !line.equals("open");
                    line = lines.readLine()) {
                assertThat(child.isAlive()).isTrue();
            }
            Thread killer =
                    Thread.ofVirtual().start(() -> killAfter(child, random.nextInt(50, 2500)));
            for (String line; (line = lines.readLine()) != null; ) {
                String[] words = line.split(" ");
                if (words[0].equals("K") && words.length == 3 && words[2].length() == 64) {
                    kept.put(Long.parseLong(words[1]), words[2]);
                }
            }
            killer.join();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(child.exitValue()).as("killed, not failed").isEqualTo(128 + 9);
    }

    private static void killAfter(Process child, int millis) {
        try {
            child.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        child.toHandle().destroyForcibly();
    }

    private void check(DatabaseAddress address) throws IOException {
        try (Database database = Database.open(address, 4);
                FolderStore store = new FolderStore("local", folder.resolve("store"))) {
            Blobs blobs =
                    new Blobs(database, store, folder.resolve("room"), InstantSource.system());
            for (Map.Entry<Long, String> content : kept.entrySet()) {
                byte[] bytes = Child.content(content.getKey());
                BlobId id = new BlobId(content.getValue());
                assertThat(blobs.open(id).readAllBytes())
                        .as("content %d", content.getKey())
                        .isEqualTo(bytes);
            }
        }
    }

    /** A process made to be killed: prints "K seed hash" once a content is kept and referred to. */
    static final class Child {
        private static final PrintStream OUT =
                new PrintStream(new FileOutputStream(FileDescriptor.out), false);

        private Child() {}

        public static void main(String[] args) throws Exception {
            DatabaseAddress address = new DatabaseAddress(args[0], args[1], args[2]);
            Path folder = Path.of(args[3]);
            Random random = new Random(Long.parseLong(args[4]));
            AtomicLong ahead = new AtomicLong();
            // hours pass in this process, so that everything settles and is collected
            InstantSource clock = () -> Instant.now().plusSeconds(ahead.addAndGet(30));
            Database database = Database.open(address, 10);
            FolderStore store = new FolderStore("local", folder.resolve("store"));
            Blobs blobs = new Blobs(database, store, folder.resolve("room"), clock);
            say("open");
            for (int i = 0; i < 4; i++) {
                long seed = random.nextLong();
                Thread.ofPlatform().start(() -> keep(database, blobs, new Random(seed)));
            }
            Care care = blobs.care(Duration.ofHours(2));
            while (true) {
                care.collect();
                care.compact();
                care.adopt();
            }
        }

        private static void keep(Database database, Blobs blobs, Random random) {
            while (true) {
                long seed = random.nextLong() >>> 1;
                try {
                    BlobId id = blobs.keep(new ByteArrayInputStream(content(seed))).id();
                    if (random.nextInt(3) > 0) {
                        database.useTransaction(tx -> blobs.refer(tx, id));
                        say("K " + seed + " " + id);
                    }
                } catch (IOException | IllegalStateException retried) {
                    say("E " + retried);
                }
            }
        }

        static byte[] content(long seed) {
            Random random = new Random(seed);
            return switch ((int) (seed % 16)) {
                case 0 -> BlobsTest.words(random, 3 << 20);
                case 1, 2 -> BlobsTest.noise(random, 200_000 + random.nextInt(400_000));
                default -> BlobsTest.noise(random, random.nextInt(20_000));
            };
        }

        private static void say(String line) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (OUT) {
                OUT.write(bytes, 0, bytes.length);
                OUT.flush();
            }
        }
    }
}
