package relais.agent.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

class SheetCodecTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void everyDoubleComesBackBitByBit() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Long> bits = new ArrayList<>();
        for (double special :
                new double[] {
                    0,
                    -0.0,
                    1,
                    -1,
                    1e300,
                    Double.MIN_VALUE,
                    9.007199254740993e15,
                    0x1p63,
                    -0x1p63,
                    Double.POSITIVE_INFINITY,
                    Double.NaN
                }) {
            bits.add(Double.doubleToRawLongBits(special));
        }
        bits.add(0x7ff8_dead_beef_0001L);
        bits.add(0xfff0_0000_0000_0001L);
        for (int i = 0; i < 5_000; i++) {
            bits.add(
                    random.nextBoolean()
                            ? random.nextLong()
                            : Double.doubleToRawLongBits(random.nextInt(1000) / 4.0));
        }
        List<Reading> readings = new ArrayList<>();
        for (long one : bits) {
            readings.add(
                    reading(
                            AT.plusMillis(random.nextInt(10_000)),
                            Value.of(Double.longBitsToDouble(one))));
        }
        readings.add(reading(Instant.ofEpochMilli(0), Value.UNKNOWN));
        Sheet back = SheetCodec.decode(SheetCodec.encode(new Sheet(AT, List.of(), readings)));
        assertThat(back.readings()).hasSameSizeAs(readings);
        for (int i = 0; i < bits.size(); i++) {
            assertThat(back.readings().get(i).time()).isEqualTo(readings.get(i).time());
            assertThat(back.readings().get(i).value())
                    .isInstanceOfSatisfying(Value.Known.class, k -> {});
            Value.Known known = (Value.Known) back.readings().get(i).value();
            assertThat(Double.doubleToRawLongBits(known.number())).isEqualTo(bits.get(i));
        }
        assertThat(back.readings().getLast().value()).isEqualTo(Value.UNKNOWN);
    }

    @Test
    void metadataTravelWithTheDataInTheirOrder() throws Exception {
        Graph graph =
                new Graph(
                        "munin/diskstats_iops.sda",
                        Map.of("graph_title", "E/S à la seconde", "graph_order", "b a"),
                        List.of(
                                new Field("b", Map.of("label", "écrit", "type", "COUNTER")),
                                new Field("a", Map.of("warning", "10:20"))));
        Sheet sheet = new Sheet(AT, List.of(graph), List.of());
        assertThat(SheetCodec.decode(SheetCodec.encode(sheet))).isEqualTo(sheet);
        assertThat(SheetCodec.writtenAt(SheetCodec.encode(sheet))).isEqualTo(AT);
    }

    @Test
    void aSheetOfAUsualHostIsSmall() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            readings.add(
                    new Reading(
                            AT,
                            new SeriesName("host/plugin_" + i / 8, "field_" + i % 8),
                            Value.of(i * 1000.25)));
        }
        byte[] bytes = SheetCodec.encode(new Sheet(AT, List.of(), readings));
        System.out.println("200 readings: " + bytes.length + " bytes");
        assertThat(bytes.length).isLessThan(1_500);
    }

    @Test
    void batchesKeepTheirSheetsAndNumbers() throws Exception {
        byte[] one = SheetCodec.encode(new Sheet(AT, List.of(), List.of()));
        Batch batch =
                new Batch(
                        -5,
                        Batch.Lane.BACKLOG,
                        3,
                        List.of(new Batch.Numbered(7, one), new Batch.Numbered(1L << 40, one)));
        Batch back = BatchCodec.decode(BatchCodec.encode(batch));
        assertThat(back).usingRecursiveComparison().isEqualTo(batch);
        byte[] older = BatchCodec.encode(batch);
        older[4] = 9;
        assertThatThrownBy(() -> BatchCodec.decode(older))
                .isInstanceOf(Damaged.class)
                .hasMessageContaining("version 9");
    }

    @FuzzTest(maxDuration = "2s")
    void anyBytesAreReadOrRefused(byte[] bytes) {
        tryAll(bytes);
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long end = System.nanoTime() + 1_500_000_000L;
        int refused = 0;
        for (int round = 0; System.nanoTime() < end; round++) {
            List<Reading> readings = new ArrayList<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                readings.add(reading(AT, Value.of(random.nextDouble())));
            }
            byte[] bytes = SheetCodec.encode(new Sheet(AT, List.of(), readings));
            bytes =
                    random.nextBoolean()
                            ? bytes
                            : BatchCodec.encode(
                                    new Batch(
                                            1,
                                            Batch.Lane.LIVE,
                                            1,
                                            List.of(new Batch.Numbered(1, bytes))));
            byte[] damaged =
                    java.util.Arrays.copyOf(
                            bytes,
                            random.nextInt(4) == 0
                                    ? random.nextInt(bytes.length + 9)
                                    : bytes.length);
            for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            refused += tryAll(damaged);
        }
        assertThat(refused).isGreaterThan(100);
    }

    private static int tryAll(byte[] bytes) {
        int refused = 0;
        try {
            Sheet sheet = SheetCodec.decode(bytes);
            SheetCodec.encode(sheet);
        } catch (Damaged damage) {
            assertThat(damage.getMessage()).isNotBlank();
            refused++;
        }
        try {
            BatchCodec.encode(BatchCodec.decode(bytes));
        } catch (Damaged damage) {
            assertThat(damage.getMessage()).isNotBlank();
            refused++;
        }
        return refused;
    }

    private static Reading reading(Instant at, Value value) {
        return new Reading(at, new SeriesName("host/x", "y"), value);
    }
}
