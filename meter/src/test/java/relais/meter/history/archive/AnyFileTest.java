package relais.meter.history.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bytes a file has, reading and unfolding it ends with a value. */
class AnyFileTest {
    private static final String RRD4J = "RRD4J, version 0.2  ";

    @TempDir private Path folder;

    private static void anything(byte[] bytes) {
        switch (Contents.of(bytes)) {
            case Contents.Refused(String reason) -> assertThat(reason).isNotEmpty();
            case Contents.Courses(List<Course> courses) -> {
                for (Course course : courses) {
                    long[] last = {Long.MIN_VALUE};
                    Unfolding.each(
                            course,
                            (time, value) -> {
                                assertThat(time).isGreaterThan(last[0]);
                                last[0] = time;
                            });
                }
            }
        }
    }

    @FuzzTest(maxDuration = "5s")
    void anyBytesEndWithAValue(byte[] bytes) {
        anything(bytes);
    }

    @Test
    void damagedFilesNeverBreakAnything() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<byte[]> sound = List.of(rrd(), whisper(), rrd4j());
        for (byte[] file : sound) {
            assertThat(Contents.of(file)).isInstanceOf(Contents.Courses.class);
        }
        long end = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < end) {
            byte[] damaged = sound.get(random.nextInt(sound.size())).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int head = Math.min(damaged.length, 1_200);
                damaged[random.nextInt(head)] = (byte) interesting(random);
            }
            if (random.nextInt(5) == 0) {
                damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length));
            }
            anything(damaged);
        }
    }

    private static int interesting(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 0xff;
            case 2 -> 0x7f;
            default -> random.nextInt(256);
        };
    }

    /** As a big-endian machine of 32 bits wrote it: its layout is not that of this machine. */
    private static byte[] rrd() {
        ByteBuffer out = ByteBuffer.allocate(4_096).order(ByteOrder.BIG_ENDIAN);
        text(out, "RRD\0" + "0003", 12);
        out.putDouble(8.642135E130).putInt(1).putInt(2).putInt(60).put(new byte[80]);
        text(out, "load", 20);
        text(out, "GAUGE", 20);
        out.put(new byte[80]);
        for (int points : new int[] {1, 5}) {
            text(out, "AVERAGE", 20);
            out.putInt(20).putInt(points).put(new byte[80]);
        }
        out.putInt(1_790_000_100).putInt(0).put(new byte[32 + 80]).put(new byte[2 * 80]);
        out.putInt(3).putInt(19);
        for (int i = 0; i < 40; i++) {
            out.putDouble(i);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void anOldMachinesFileIsReadToo() {
        Course course = ((Contents.Courses) Contents.of(rrd())).all().getFirst();
        assertThat(course.source()).isEqualTo("load");
        assertThat(course.archives()).extracting(Archive::step).containsExactly(60_000L, 300_000L);
        Archive fine = course.archives().getFirst();
        assertThat(fine.time(19)).isEqualTo(1_790_000_100_000L / 60_000 * 60_000);
        assertThat(fine.average().at(19)).isEqualTo(3);
        assertThat(fine.average().at(0)).isEqualTo(4);
        assertThat(course.archives().getLast().average().at(0)).isEqualTo(20);
    }

    private static byte[] whisper() {
        ByteBuffer out = ByteBuffer.allocate(4_096).order(ByteOrder.BIG_ENDIAN);
        out.putInt(1).putInt(6_000).putFloat(0.5f).putInt(2);
        out.putInt(40).putInt(60).putInt(20).putInt(40 + 20 * 12).putInt(300).putInt(20);
        for (int step : new int[] {60, 300}) {
            for (int i = 0; i < 20; i++) {
                out.putInt(1_790_000_100 / step * step + (i - 19) * step).putDouble(i);
            }
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] rrd4j() {
        ByteBuffer out = ByteBuffer.allocate(4_096).order(ByteOrder.BIG_ENDIAN);
        out.put(RRD4J.getBytes(StandardCharsets.UTF_16BE));
        out.putLong(60).putInt(1).putInt(1).putLong(1_790_000_100);
        for (String word : List.of("load", "GAUGE")) {
            out.put((word + " ".repeat(20 - word.length())).getBytes(StandardCharsets.UTF_16BE));
        }
        out.put(new byte[48]);
        out.put(("AVERAGE" + " ".repeat(13)).getBytes(StandardCharsets.UTF_16BE));
        out.putDouble(0.5).putInt(1).putInt(20).putInt(7).put(new byte[16]);
        for (int i = 0; i < 20; i++) {
            out.putDouble(i);
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static void text(ByteBuffer out, String text, int length) {
        out.put(text.getBytes(StandardCharsets.ISO_8859_1)).put(new byte[length - text.length()]);
    }

    @Test
    void whatIsNoFileOfHistoryIsRefusedInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("x.rrd"), "<html>not found</html>");
        assertThat(Contents.of(Files.readAllBytes(file)))
                .isEqualTo(
                        new Contents.Refused("neither RRDtool's file nor rrd4j's nor Whisper's"));
        assertThat(Contents.of(new byte[0])).isInstanceOf(Contents.Refused.class);
        assertThat(Contents.of("RRD\0009x".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Contents.Refused.class);
        assertThat(Contents.of(new ArrayList<Byte>().toString().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Contents.Refused.class);
    }
}
