package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Segments of any bytes: the spool opens, reads what is sound, stores more and ends in good time.
 */
class NonsenseTest {

    private static final int SALT = 0x5EED;
    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 1 << 12, 1 << 12);

    @TempDir Path folder;

    @FuzzTest
    void anyBytesAreASegment(byte[] bytes) throws IOException {
        Path fresh = Files.createTempDirectory("nonsense");
        try {
            opensAndWorks(fresh, bytes);
        } finally {
            for (Path file : List.of(Files.list(fresh).toArray(Path[]::new))) {
                Files.delete(file);
            }
            Files.delete(fresh);
        }
    }

    @Test
    void soundHeadersThatSayNonsenseDoNoHarm() throws IOException {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long until = System.nanoTime() + Long.getLong("relais.seconds", 2) * 1_000_000_000L;
        for (int i = 0; System.nanoTime() < until; i++) {
            opensAndWorks(folder.resolve("log" + i), nonsense(random));
        }
    }

    private static void opensAndWorks(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path);
        Files.write(SegmentFile.named(path, 1, SALT).path(), bytes);
        Files.write(SegmentFile.named(path, 50, SALT).path(), bytes);
        SimulatedDisk disk = new SimulatedDisk(new Random(1));
        long position;
        int entries;
        try (Spool spool = Spool.open(path, LIMITS, InstantSource.system(), new Random(), disk)) {
            entries = spool.read(0, Integer.MAX_VALUE, Long.MAX_VALUE).size();
            assertThat(spool.state().entries()).isEqualTo(entries);
            position = ((Appended.Stored) spool.append(new byte[] {1})).position();
        } catch (SegmentFile.NewerVersion mayHappen) {
            return;
        }
        try (Spool spool = Spool.open(path, LIMITS, InstantSource.system(), new Random(), disk)) {
            List<Entry> got = spool.read(0, Integer.MAX_VALUE, Long.MAX_VALUE);
            assertThat(got).hasSize(entries + 1);
            assertThat(got.getLast().position()).isEqualTo(position);
        }
    }

    /** Records with right checks and wrong everything else, between plain noise. */
    private static byte[] nonsense(Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(8192);
        Framing framing = new Framing();
        if (random.nextBoolean()) {
            SegmentFile file = SegmentFile.named(Path.of("x"), random.nextInt(3), SALT);
            file.putHead(bytes, framing, new SegmentFile.Head(small(random)));
        } else {
            bytes.position(SegmentFile.HEADER);
        }
        long position = random.nextInt(3);
        for (int i = random.nextInt(20); i > 0; i--) {
            position += random.nextInt(4) == 0 ? small(random) : 1;
            byte[] payload = new byte[random.nextInt(200)];
            random.nextBytes(payload);
            Framing.Header header =
                    new Framing.Header(
                            position,
                            random.nextLong(),
                            framing.payloadCheck(payload, SALT) + random.nextInt(10) / 9,
                            random.nextInt(8) == 0 ? (int) small(random) : payload.length,
                            (int) small(random),
                            random.nextInt(3) == 0 ? (int) small(random) : 0,
                            random.nextInt(3) == 0 ? (int) small(random) : random.nextInt(2));
            framing.putHeader(bytes, SALT, header);
            bytes.put(payload);
            if (random.nextInt(5) == 0) {
                bytes.put(payload, 0, payload.length / 2);
            }
        }
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    private static long small(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Long.MAX_VALUE - random.nextInt(3);
            case 1 -> Integer.MIN_VALUE + random.nextInt(3);
            case 2 -> random.nextInt(70_000_000);
            default -> random.nextInt(-3, 60);
        };
    }
}
