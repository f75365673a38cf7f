package relais.meter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;

class FrameTest {
    private static final Definition LOAD =
            new Definition(Labels.of("__name__", "load", "host", "é"), "é", 2, SeriesKind.COUNTER);

    private static final List<Function<FrameReader, Object>> READERS =
            List.of(
                    FrameReader::lines,
                    FrameReader::rolled,
                    FrameReader::matchers,
                    FrameReader::samples,
                    FrameReader::definitions,
                    FrameReader::texts,
                    FrameReader::kept,
                    in -> in.windows(0, Duration.ofMinutes(5)));

    @Test
    void whatIsWrittenIsRead() {
        double payload = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        Line line = new Line(LOAD, new long[] {5, -7}, new double[] {payload, -0.0});
        byte[] lines = new FrameWriter().lines(List.of(line)).bytes();
        Line back = FrameReader.whole(lines, FrameReader::lines).getFirst();
        assertThat(back.definition()).isEqualTo(LOAD);
        assertThat(back.times()).containsExactly(5, -7);
        assertThat(Double.doubleToRawLongBits(back.values()[0])).isEqualTo(0x7ff8_0000_dead_beefL);

        List<Matcher> matchers =
                List.of(
                        new Matcher.Equal("a", "b"),
                        new Matcher.NotEqual("a", ""),
                        new Matcher.Like("c", "d.*"),
                        new Matcher.NotLike("e", "f"));
        byte[] asked = new FrameWriter().matchers(matchers).bytes();
        assertThat(FrameReader.whole(asked, FrameReader::matchers)).isEqualTo(matchers);

        Windows windows = new Windows(0, 300_000);
        windows.add(400_000, 2, 3, 1, 2);
        RolledLine rolled = new RolledLine(LOAD, windows);
        byte[] given = new FrameWriter().rolled(List.of(rolled)).bytes();
        Windows taken = FrameReader.whole(given, FrameReader::rolled).getFirst().windows();
        assertThat(taken.step()).isEqualTo(300_000);
        assertThat(taken.sum(0)).isEqualTo(3);
        byte[] said = new FrameWriter().windows(List.of(new Found<>(LOAD, windows))).bytes();
        Windows read =
                FrameReader.whole(said, in -> in.windows(0, Duration.ofMinutes(5))).getFirst().of();
        assertThat(read.start(0)).isEqualTo(300_000);
        assertThat(read.average(0)).isEqualTo(1.5);

        for (Kept kept :
                List.of(
                        new Kept.Stored(1, 2, 3),
                        new Kept.Partly(new Kept.Stored(4, 5, 6), 7, "full"),
                        new Kept.Refused("no"),
                        new Kept.Later("later"))) {
            byte[] answer = new FrameWriter().kept(kept).bytes();
            assertThat(FrameReader.whole(answer, FrameReader::kept)).isEqualTo(kept);
        }
    }

    @Test
    void damagedFramesAreRefusedAndTakeNoMemory() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("frames: seed " + seed);
        Line line = new Line(LOAD, new long[] {1, 2, 3}, new double[] {1, 2, 3});
        List<byte[]> good = new ArrayList<>();
        good.add(new FrameWriter().lines(List.of(line, line)).bytes());
        good.add(new FrameWriter().matchers(List.of(new Matcher.Like("a", "b"))).bytes());
        good.add(new FrameWriter().texts(List.of("x", "y")).bytes());
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = good.get(random.nextInt(good.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            read(java.util.Arrays.copyOf(frame, random.nextInt(frame.length + 1)));
        }
    }

    @FuzzTest
    void anyBytes(byte[] frame) {
        read(frame);
    }

    private static void read(byte[] frame) {
        for (Function<FrameReader, Object> reader : READERS) {
            try {
                FrameReader.whole(frame, reader);
            } catch (FrameReader.Damaged expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }
}
