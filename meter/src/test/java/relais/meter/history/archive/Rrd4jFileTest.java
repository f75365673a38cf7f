package relais.meter.history.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdDef;
import org.rrd4j.core.RrdNioBackendFactory;
import relais.agent.reading.FieldType;

/** Files that the real rrd4j wrote. */
class Rrd4jFileTest {
    private static final long END = 1_790_000_100L;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRowIsAsRrd4jFetchesIt(int version) throws Exception {
        Path file = folder.resolve("test.rrd4j");
        make(file, version);

        Contents.Courses read = (Contents.Courses) Contents.of(Files.readAllBytes(file));

        assertThat(read.all())
                .extracting(Course::source)
                .containsExactly("a-source-with-a-name-beyond-twenty", "b");
        assertThat(read.all())
                .extracting(Course::type)
                .containsExactly(FieldType.GAUGE, FieldType.COUNTER);
        try (RrdDb db = open(file)) {
            for (int source = 0; source < 2; source++) {
                Course course = read.all().get(source);
                assertThat(course.archives()).hasSize(2);
                for (Archive archive : course.archives()) {
                    alike(db, source, archive, archive.average(), ConsolFun.AVERAGE);
                }
                Archive coarse = course.archives().getLast();
                alike(db, source, coarse, coarse.greatest(), ConsolFun.MAX);
            }
        }
    }

    private static RrdDb open(Path file) throws IOException {
        return RrdDb.getBuilder()
                .setPath(file.toString())
                .setBackendFactory(new RrdNioBackendFactory(0))
                .readOnly()
                .build();
    }

    private static void make(Path file, int version) throws IOException {
        RrdDef def = new RrdDef(file.toString(), END - 40_000, 60, version);
        def.addDatasource("a-source-with-a-name-beyond-twenty", DsType.GAUGE, 120, 0, Double.NaN);
        def.addDatasource("b", DsType.COUNTER, 120, 0, Double.NaN);
        def.addArchive(ConsolFun.AVERAGE, 0.5, 1, 300);
        def.addArchive(ConsolFun.AVERAGE, 0.5, 10, 100);
        def.addArchive(ConsolFun.MAX, 0.5, 10, 90);
        Random random = new Random(5);
        try (RrdDb db =
                RrdDb.getBuilder()
                        .setRrdDef(def)
                        .setBackendFactory(new RrdNioBackendFactory(0))
                        .build()) {
            long counter = 0;
            for (long at = END - 39_990; at <= END; at += 60) {
                counter += random.nextInt(5_000);
                double gauge = random.nextInt(50) == 0 ? Double.NaN : random.nextDouble();
                db.createSample(at).setValues(gauge, counter).update();
            }
        }
    }

    private static void alike(
            RrdDb db, int source, Archive archive, Archive.Rows rows, ConsolFun function)
            throws IOException {
        var real = db.getArchive(function, (int) (archive.step() / 60_000));
        double[] values = real.getRobin(source).getValues();
        int older = archive.size() - values.length;
        assertThat(archive.time(archive.size() - 1)).isEqualTo(real.getEndTime() * 1000);
        for (int i = 0; i < values.length; i++) {
            double had = rows.at(i + older);
            if (Double.isNaN(values[i])) {
                assertThat(had).isNaN();
            } else {
                assertThat(had).isCloseTo(values[i], within(0.0));
            }
        }
    }
}
