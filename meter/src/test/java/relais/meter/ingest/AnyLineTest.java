package relais.meter.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lines say, reading them ends with a value and leaves the next lines alone. */
class AnyLineTest {
    private static final List<String> SEEDS =
            List.of(
                    "up{job=\"a b\",path=\"C:\\\\x \\\"y\\\"\"} -2.5e3 1789999999000 # {a=\"b\"} 1",
                    "cpu,cpu=cpu0,host=web\\ 1 idle=97.5,busy=3i,on=true,note=\"a, b=c\" 1789999999000000000",
                    "web.load;dc=east;rack=2 0.5 1789999999");

    @TempDir Path folder;

    private static void anything(Shelf shelf, byte[] bytes) throws Exception {
        for (int format = 0; format < 4; format++) {
            var body = new ByteArrayInputStream(bytes);
            Taken taken =
                    switch (format) {
                        case 0 -> shelf.intake.text("t", body, false);
                        case 1 -> shelf.intake.text("t", body, true);
                        case 2 -> shelf.intake.influx("t", body, Precision.NS);
                        default -> shelf.intake.graphite("t", body);
                    };
            assertThat(taken).isInstanceOf(Taken.Done.class);
        }
    }

    @FuzzTest(maxDuration = "5s")
    void anyBytesEndWithAValue(byte[] bytes) throws Exception {
        Path own = Files.createTempDirectory("any-line");
        try (Shelf shelf = new Shelf(own)) {
            anything(shelf, bytes);
        }
    }

    @Test
    void damagedLinesNeverBreakAnything() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Shelf shelf = new Shelf(folder)) {
            long end = System.nanoTime() + 1_500_000_000L;
            while (System.nanoTime() < end) {
                anything(shelf, damaged(random));
            }
            assertThat(shelf.intake.text("t", Shelf.body("fine 1"), false))
                    .isEqualTo(new Taken.Done(1, 0, 0, 0, List.of()));
        }
    }

    private static byte[] damaged(Random random) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            text.append(SEEDS.get(random.nextInt(SEEDS.size()))).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        String signs = " \n\r\t\\\"{},=;#.-+eE0i\0é";
        for (int i = random.nextInt(6); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) signs.charAt(random.nextInt(signs.length()));
        }
        return bytes;
    }
}
