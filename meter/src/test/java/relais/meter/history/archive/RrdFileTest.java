package relais.meter.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.agent.reading.FieldType;

/** Files that the real rrdtool wrote. */
class RrdFileTest {
    private static final long END = 1_790_000_100L;
    private static final long DAY = 86_400;

    @TempDir Path folder;
    private final Random random = new Random(7);

    private static Contents.Courses read(Path file) throws IOException {
        return (Contents.Courses) Contents.of(Files.readAllBytes(file));
    }

    /** Readings as munin's are: every five minutes and some seconds, now and then none. */
    private List<RrdTool.Update> traffic(int days) {
        List<RrdTool.Update> updates = new ArrayList<>();
        long counter = 5_000_000;
        for (long at = END - days * DAY; at <= END; at += 300) {
            counter += random.nextLong(300_000);
            boolean lost = random.nextInt(400) == 0;
            String value = lost ? "U" : Long.toString(counter);
            updates.add(new RrdTool.Update(at + 7 + random.nextInt(20), value));
            at += random.nextInt(3_000) == 0 ? 4 * 3_600 : 0;
        }
        return updates;
    }

    @Test
    void everyRowOfEachArchiveIsAsRrdtoolFetchesIt() throws Exception {
        RrdTool tool = new RrdTool();
        Path file = folder.resolve("up.rrd");
        List<String> parts = new ArrayList<>(List.of("-s 300", "DS:42:DERIVE:600:0:U"));
        parts.addAll(List.of(RrdTool.MUNIN));
        tool.make(file, END - 460 * DAY - 300, parts, traffic(460));

        Course course = read(file).all().getFirst();

        assertThat(course.source()).isEqualTo("42");
        assertThat(course.type()).isEqualTo(FieldType.DERIVE);
        assertThat(course.archives()).extracting(Archive::size).containsExactly(576, 432, 540, 450);
        for (Archive archive : course.archives()) {
            long from = archive.first() / 1000 - archive.step() / 1000;
            long to = archive.time(archive.size() - 1) / 1000 - 1;
            alike(
                    archive,
                    archive.average(),
                    tool.fetch(file, "AVERAGE", archive.step() / 1000, from, to));
            alike(
                    archive,
                    archive.least(),
                    tool.fetch(file, "MIN", archive.step() / 1000, from, to));
            alike(
                    archive,
                    archive.greatest(),
                    tool.fetch(file, "MAX", archive.step() / 1000, from, to));
        }
    }

    private static void alike(Archive archive, Archive.Rows rows, Map<Long, double[]> fetched) {
        assertThat(fetched).hasSize(archive.size());
        for (int row = 0; row < archive.size(); row++) {
            double wanted = fetched.get(archive.time(row) / 1000)[0];
            double had = rows.at(row);
            if (Double.isNaN(wanted)) {
                assertThat(had).isNaN();
            } else {
                assertThat(had).isCloseTo(wanted, within(1e-9 * Math.abs(wanted)));
            }
        }
    }

    @Test
    void unfoldedTheMeanLeastAndGreatestOfEachRowAreTheRows() throws Exception {
        RrdTool tool = new RrdTool();
        Path file = folder.resolve("load.rrd");
        List<String> parts = new ArrayList<>(List.of("-s 300", "DS:42:GAUGE:600:U:U"));
        parts.addAll(List.of(RrdTool.MUNIN));
        List<RrdTool.Update> updates = new ArrayList<>();
        for (long at = END - 460 * DAY; at <= END; at += 300) {
            updates.add(new RrdTool.Update(at + 3, "" + random.nextInt(10_000) / 100.0));
        }
        tool.make(file, END - 460 * DAY - 300, parts, updates);
        Course course = read(file).all().getFirst();
        TreeMap<Long, Double> samples = new TreeMap<>();

        assertThat(Unfolding.each(course, samples::put)).isTrue();

        assertThat(samples).hasSizeBetween(449 * 288, 451 * 288);
        assertThat(samples.lastKey()).isEqualTo(END / 300 * 300 * 1000);
        Archive days = course.archives().getLast();
        for (int row = 1; row < days.size() - 46; row++) {
            var day = samples.subMap(days.time(row - 1), false, days.time(row), true).values();
            var sum = day.stream().mapToDouble(Double::doubleValue).summaryStatistics();
            assertThat(sum.getCount()).isEqualTo(288);
            assertThat(sum.getAverage()).isCloseTo(days.average().at(row), within(1e-9));
            assertThat(sum.getMin()).isEqualTo(days.least().at(row));
            assertThat(sum.getMax()).isEqualTo(days.greatest().at(row));
        }
    }

    @Test
    void aFileOfSeveralSourcesAndPredictionsGivesEachItsOwn() throws Exception {
        RrdTool tool = new RrdTool();
        Path file = folder.resolve("if_octets.rrd");
        List<RrdTool.Update> updates = new ArrayList<>();
        for (int i = 0; i <= 3_000; i++) {
            updates.add(new RrdTool.Update(END - 30_000 + i * 10, i * 50.0 + ":" + i * 80));
        }
        tool.make(
                file,
                END - 30_010,
                List.of(
                        "-s 10",
                        "DS:rx:DDERIVE:20:0:U",
                        "DS:tx:COUNTER:20:0:U",
                        "DS:both:COMPUTE:rx,tx,+",
                        "RRA:HWPREDICT:288:0.1:0.0035:144",
                        "RRA:LAST:0.5:1:100",
                        "RRA:AVERAGE:0.5:6:1200"),
                updates);

        List<Course> courses = read(file).all();

        assertThat(courses).extracting(Course::source).containsExactly("rx", "tx", "both");
        assertThat(courses)
                .extracting(Course::type)
                .containsExactly(FieldType.DERIVE, FieldType.COUNTER, FieldType.GAUGE);
        for (int i = 0; i < 3; i++) {
            Archive archive = courses.get(i).archives().getFirst();
            assertThat(courses.get(i).archives()).hasSize(1);
            assertThat(archive.average().at(archive.size() - 10))
                    .isCloseTo(List.of(5.0, 8.0, 13.0).get(i), within(1e-9));
        }
    }
}
