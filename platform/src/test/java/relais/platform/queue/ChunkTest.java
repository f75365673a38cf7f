package relais.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00.123Z");

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Chunk chunk = new Chunk("node-1", NOW, items(3, 10));
        Chunk read = Chunk.read(chunk.bytes());
        assertThat(read.source()).isEqualTo("node-1");
        assertThat(read.sentAt()).isEqualTo(NOW);
        assertThat(read.items()).hasSize(3);
        assertThat(read.items().get(2).item().key()).isEqualTo("clé2");
        assertThat(read.items().get(2).position()).isEqualTo(2);
        assertThat(read.items().get(2).item().body()).hasSize(10);
    }

    @Test
    void chunksAreBoundedAndKeepTheOrder() {
        List<Chunk> chunks = Chunk.split("n", NOW, items(100, 60_000), Chunk.BYTES);
        assertThat(chunks).allSatisfy(c -> assertThat(c.bytes().length).isLessThan(300_000));
        List<Long> positions = new ArrayList<>();
        chunks.forEach(c -> c.items().forEach(i -> positions.add(i.position())));
        assertThat(positions).hasSize(100).isSorted();
    }

    @Test
    void damagedBytesAreRefusedAndNeverTakeMuchMemory() throws IOException {
        byte[] good = new Chunk("node-1", NOW, items(20, 50)).bytes();
        for (int length = 0; length < good.length; length++) {
            byte[] torn = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> Chunk.read(torn)).isInstanceOf(IOException.class);
        }
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + 500_000_000;
        while (System.nanoTime() < end) {
            byte[] bytes = good.clone();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            readsOrRefuses(bytes);
        }
    }

    @FuzzTest
    void anyBytesAreReadOrRefused(byte[] bytes) {
        readsOrRefuses(bytes);
    }

    private static void readsOrRefuses(byte[] bytes) {
        try {
            Chunk chunk = Chunk.read(bytes);
            assertThat(chunk.bytes().length).isPositive();
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static List<Queue.Positioned> items(int count, int bodyLength) {
        List<Queue.Positioned> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Queue.Positioned(i, new Item("id" + i, "clé" + i, new byte[bodyLength])));
        }
        return items;
    }
}
