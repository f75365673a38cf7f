package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.promql.value.Stale;

class RemoteWriteTest {
    private static final long NOW = Shelf.NOW;

    @TempDir Path folder;

    private static byte[] sample() {
        return new Message()
                .part(
                        1,
                        Message.series(
                                Map.of("__name__", "up", "job", "a"),
                                new long[] {NOW - 2, NOW - 1},
                                1,
                                Stale.MARKER))
                .part(3, new Message().number(1, 1).part(2, Message.text("up")).bytes())
                .part(1, Message.series(Map.of("__name__", "down"), new long[] {NOW}, -0.5))
                .bytes();
    }

    private static Taken write(Shelf shelf, byte[] block) throws Exception {
        return shelf.intake.remoteWrite("token:1", new ByteArrayInputStream(block));
    }

    @Test
    void seriesArriveBitForBit() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            byte[] block = Message.block(sample());
            assertThat(write(shelf, block)).isEqualTo(new Taken.Done(3, 0, 0, 0, List.of()));
            assertThat(write(shelf, block)).isEqualTo(new Taken.Done(3, 0, 0, 0, List.of()));
            assertThat(shelf.all())
                    .containsEntry("{__name__=up, job=a}", List.of("1.0@-2", "NaN@-1"))
                    .containsEntry("{__name__=down}", List.of("-0.5@0"));
            var up =
                    List.<relais.meter.series.labels.Matcher>of(
                            new relais.meter.series.labels.Matcher.Equal("__name__", "up"));
            double marker = shelf.stores.samples(up, NOW - 1, NOW).getFirst().of().values()[0];
            assertThat(Stale.is(marker)).isTrue();
        }
    }

    @Test
    void aSeriesThatCannotBeIsToldAndOthersAreKept() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            byte[] message =
                    new Message()
                            .part(1, Message.series(Map.of("job", "a"), new long[] {NOW}, 1))
                            .part(1, Message.series(Map.of("a b", "c"), new long[] {NOW}, 1))
                            .part(1, Message.series(Map.of("__name__", "up"), new long[] {NOW}, 1))
                            .bytes();
            Taken.Done done = (Taken.Done) write(shelf, Message.block(message));
            assertThat(done.stored()).isEqualTo(1);
            assertThat(done.refused()).isEqualTo(2);
            assertThat(done.reasons()).hasSize(2);
        }
    }

    @Test
    void damageIsTold() throws Exception {
        try (Shelf shelf = new Shelf(folder)) {
            assertThat(write(shelf, Message.block(new byte[] {10, 100, 1})))
                    .isInstanceOf(Taken.Damaged.class);
            assertThat(write(shelf, new byte[] {1, 2, 3})).isInstanceOf(Taken.Damaged.class);
            assertThat(write(shelf, new byte[0])).isInstanceOf(Taken.Damaged.class);
        }
    }

    @Test
    void snappyRepeatsWhatItJustWrote() {
        // "abcd", then 9 bytes from 4 before, then 3 from 1 before
        byte[] block = {16, 3 << 2, 'a', 'b', 'c', 'd', (9 - 4) << 2 | 1, 4, 2 << 2 | 2, 1, 0};
        assertThat(new String(Snappy.decode(block, 100), StandardCharsets.UTF_8))
                .isEqualTo("abcdabcdabcdaaaa");
        assertThatThrownBy(() -> Snappy.decode(block, 15)).hasMessageContaining("16 bytes");
    }

    /** Whatever comes, it ends with a value, and what is whole is kept. */
    private static void anything(byte[] bytes) throws IOException {
        try {
            byte[] plain = Snappy.decode(bytes, 1 << 20);
            assertThat(plain.length).isLessThanOrEqualTo(1 << 20);
        } catch (IllegalArgumentException told) {
            assertThat(told).hasMessageContaining("snappy");
        }
    }

    @FuzzTest(maxDuration = "5s")
    void anyBlockEndsWithAValue(byte[] bytes) throws IOException {
        anything(bytes);
    }

    @Test
    void damagedMessagesNeverBreakAnything() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        byte[] whole = sample();
        try (Shelf shelf = new Shelf(folder)) {
            long end = System.nanoTime() + 1_000_000_000L;
            while (System.nanoTime() < end) {
                byte[] bytes = whole.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                assertThat(write(shelf, Message.block(bytes)))
                        .isInstanceOfAny(Taken.Done.class, Taken.Damaged.class);
                byte[] block = Message.block(whole);
                block[random.nextInt(block.length)] = (byte) random.nextInt(256);
                anything(block);
                write(shelf, block);
            }
            assertThat(write(shelf, Message.block(whole)))
                    .isEqualTo(new Taken.Done(3, 0, 0, 0, List.of()));
        }
    }
}
