package relais.meter.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BlockTest {

    private static final long DAY = 86_400_000L;

    private final BlockWriter writer = new BlockWriter();
    private final BlockReader reader = new BlockReader();
    private final Sink sink = new Sink(64);

    private int roundTrip(long[] times, double[] values) {
        roundTrip(times, values, true);
        return roundTrip(times, values, false);
    }

    private int roundTrip(long[] times, double[] values, boolean plain) {
        sink.clear();
        writer.write(times[0] / DAY * DAY, times, values, 0, times.length, plain, sink);
        byte[] exact = Arrays.copyOf(sink.array(), sink.size());
        Source source = new Source(exact, 0, exact.length);
        int count = reader.read(source, times[0] / DAY * DAY);
        assertThat(count).isEqualTo(times.length);
        assertThat(source.remaining()).isZero();
        for (int i = 0; i < count; i++) {
            if (reader.times()[i] != times[i]
                    || Double.doubleToRawLongBits(reader.values()[i])
                            != Double.doubleToRawLongBits(values[i])) {
                throw new AssertionError(
                        "sample %d: %d %s became %d %s"
                                .formatted(
                                        i,
                                        times[i],
                                        values[i],
                                        reader.times()[i],
                                        reader.values()[i]));
            }
        }
        return sink.size();
    }

    private static long[] minutes(int count) {
        long[] times = new long[count];
        Arrays.setAll(times, i -> 1_700_000_000_000L + i * 60_000L);
        return times;
    }

    private int minutely(int count, IntToDoubleFunction value) {
        double[] values = new double[count];
        Arrays.setAll(values, value);
        return roundTrip(minutes(count), values);
    }

    @Test
    void aDayOfAConstantNeedsTwentyBytes() {
        assertThat(minutely(1440, i -> 4096)).isLessThan(24);
        assertThat(minutely(1440, i -> i * 60)).isLessThan(30);
    }

    @Test
    void aDayNearlyReachesItsEntropy() {
        Random random = new Random(5);
        double[] counter = new double[1440];
        for (int i = 1; i < counter.length; i++) {
            counter[i] =
                    counter[i - 1] + (random.nextInt(10) == 0 ? 0 : 5000 + random.nextInt(10_001));
        }
        // 0.469 bit for what stands still, else log2(10,001) bits: 1.55 bytes.
        assertThat(roundTrip(minutes(1440), counter)).isLessThan((int) (1440 * 1.55 * 1.04));
        double[] gauge = new double[1440];
        int at = 5000;
        for (int i = 0; i < gauge.length; i++) {
            at += random.nextInt(10) < 6 ? random.nextInt(41) - 20 : 0;
            gauge[i] = at / 100.0;
        }
        // 0.971 + 0.6 × log2(41) bits: 0.523 bytes.
        assertThat(roundTrip(minutes(1440), gauge)).isLessThan((int) (1440 * 0.523 * 1.10));
    }

    @Test
    void everyDoubleComesBackBitForBit() {
        double[] odd = {
            0.0,
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0x7ff0000000000002L),
            Double.longBitsToDouble(0xfff8123456789abcL),
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            0.1 + 0.2,
            1e300,
            9_007_199_254_740_993.0,
            1 / 3.0,
            1e-15,
            123456.789
        };
        for (int count : new int[] {1, 2, 3, 16, 63, 64, 65, 700, BlockWriter.MOST_SAMPLES}) {
            minutely(count, i -> odd[i % odd.length]);
            minutely(count, i -> i % 50 == 7 ? odd[(i / 50) % odd.length] : i / 10.0);
        }
    }

    @Test
    void timesMayJitterJumpAndLieFarApart() {
        Random random = new Random(6);
        for (int round = 0; round < 50; round++) {
            long[] times = new long[1 + random.nextInt(300)];
            long now = random.nextLong(-DAY * 1000, DAY * 40_000);
            for (int i = 0; i < times.length; i++) {
                times[i] = now;
                now += 10_000 + random.nextInt(1 + round);
                now += random.nextInt(40) == 0 ? random.nextLong(1L << random.nextInt(50)) : 0;
            }
            double[] values = new double[times.length];
            Arrays.setAll(values, i -> i);
            roundTrip(times, values);
        }
    }

    @Test
    void aFewResetsDoNotSpoilACounter() {
        double[] values = new double[1440];
        double now = 1e12;
        for (int i = 0; i < values.length; i++) {
            now = i % 400 == 399 ? 0 : now + 100 + i * 7919 % 50;
            values[i] = now;
        }
        assertThat(roundTrip(minutes(1440), values)).isLessThan(1440);
    }

    @Test
    void anySamplesComeBackAsTheyWere() {
        long seed = Long.getLong("relais.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long until = System.nanoTime() + 1_500_000_000L;
        int rounds = 0;
        for (; System.nanoTime() < until; rounds++) {
            byte[] bytes = new byte[16 * random.nextInt(1, random.nextInt(2, 700))];
            random.nextBytes(bytes);
            anything(bytes, random.nextInt());
        }
        assertThat(rounds).isGreaterThan(100);
    }

    @FuzzTest
    void samplesFromBytesComeBack(byte[] bytes) {
        if (bytes.length >= 20) {
            anything(bytes, bytes[0]);
        }
    }

    /** Samples made from bytes, tame or wild by the bits of the style. */
    private void anything(byte[] bytes, int style) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        int count = Math.min(BlockWriter.MOST_SAMPLES, bytes.length / 16);
        long[] times = new long[count];
        double[] values = new double[count];
        long now = style % 1000L * DAY;
        double power = Math.pow(10, (style >>> 3) & 7);
        long walk = 0;
        for (int i = 0; i < count; i++) {
            long one = from.getLong();
            long two = from.getLong();
            now += 1 + ((style & 1) == 0 ? 9_999 : (one >>> 1) >>> (20 + (one & 31)));
            times[i] = now;
            walk += two >> (64 - ((style >>> 6) & 31));
            values[i] =
                    switch ((style >>> 1) & 3) {
                        case 0 -> Double.longBitsToDouble(two);
                        case 1 -> walk / power;
                        case 2 -> (one & 15) == 0 ? Double.longBitsToDouble(two) : walk / power;
                        default -> Math.scalb(walk, -((style >>> 3) & 63));
                    };
        }
        roundTrip(times, values);
    }

    @Test
    void nonsenseIsRefusedAndNeverHangs() {
        Random random = new Random(7);
        minutely(300, i -> i * i % 1009 / 10.0);
        byte[] good = Arrays.copyOf(sink.array(), sink.size());
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                reader.read(new Source(bad, 0, bad.length), 0);
            } catch (DamagedException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
        assertThatThrownBy(() -> reader.read(new Source(new byte[] {0}, 0, 1), 0))
                .isInstanceOf(DamagedException.class);
    }
}
