package relais.meter.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.Peers;

/** Files that Graphite's own whisper wrote. */
class WhisperFileTest {
    /** Makes a file, puts a point a minute into it, and prints what it fetches of each archive. */
    private static final String SCRIPT =
            """
            import sys, time, random
            import whisper
            path, method = sys.argv[1], sys.argv[2]
            now = int(time.time()) // 3600 * 3600
            random.seed(4)
            whisper.create(path, [(60, 300), (600, 200), (3600, 100)], 0.1, method)
            points = [(now - i * 60, random.random()) for i in range(5000) if random.random() > 0.05]
            for i in range(len(points), 0, -200):
                whisper.update_many(path, points[max(0, i - 200):i], now=now)
            for seconds, step in ((299 * 60, 60), (199 * 600, 600), (82 * 3600, 3600)):
                (start, end, got), values = whisper.fetch(path, now - seconds, now - 1, now=now)
                assert got == step
                for i, value in enumerate(values):
                    if value is not None:
                        print(step, start + i * step, repr(value))
            """;

    @TempDir private Path folder;

    private List<String> fetched(Path file, String method)
            throws IOException, InterruptedException {
        // Debian's library is for Debian's Python, which lies beside its programs.
        Path python = Peers.require("whisper-create").resolveSibling("python3");
        Process process =
                new ProcessBuilder(python.toString(), "-c", SCRIPT, file.toString(), method)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    private static Course read(Path file) throws IOException {
        return ((Contents.Courses) Contents.of(Files.readAllBytes(file))).all().getFirst();
    }

    @Test
    void everyPointOfEachArchiveIsAsWhisperFetchesIt() throws Exception {
        Path file = folder.resolve("cpu.wsp");
        List<String> fetched = fetched(file, "average");
        Course course = read(file);
        TreeMap<Long, Double> known = new TreeMap<>();
        for (Archive archive : course.archives()) {
            for (int row = 0; row < archive.size(); row++) {
                double value = archive.average().at(row);
                if (!Double.isNaN(value)) {
                    // The moment of the finest reading in it that is last.
                    long begins = archive.time(row) / 1000 - archive.step() / 1000 + 60;
                    known.put(archive.step() * 10_000_000_000L + begins, value);
                }
            }
        }
        assertThat(fetched).hasSizeGreaterThan(500);
        for (String line : fetched) {
            String[] words = line.split(" ");
            long key = Long.parseLong(words[0]) * 10_000_000_000_000L + Long.parseLong(words[1]);
            assertThat(known.get(key)).as(line).isEqualTo(Double.parseDouble(words[2]));
        }
    }

    @Test
    void aSumIsSharedAmongTheMinutesThatItStandsFor() throws Exception {
        Path file = folder.resolve("requests.wsp");
        List<String> fetched = fetched(file, "sum");
        TreeMap<Long, Double> samples = new TreeMap<>();

        assertThat(Unfolding.each(read(file), samples::put)).isTrue();

        int compared = 0;
        for (String line : fetched) {
            String[] words = line.split(" ");
            long begin = Long.parseLong(words[1]) * 1000;
            if (words[0].equals("3600") && begin + 3_600_000 < samples.lastKey() - 130_000_000L) {
                double sum =
                        samples.subMap(begin, begin + 3_600_000).values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum();
                assertThat(sum).isCloseTo(Double.parseDouble(words[2]), within(1e-9));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }
}
