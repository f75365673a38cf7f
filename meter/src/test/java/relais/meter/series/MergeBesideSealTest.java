package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;

/** A day is merged while samples of the same day are on their way into a file. */
class MergeBesideSealTest {
    private static final long AT = Fixture.NOW - Day.MILLIS;

    @TempDir private Path folder;

    @Test
    void ofTwoValuesAtOneTimeTheLaterStays() throws Exception {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.add(sealed(shelf, 1));
            shelf.add(sealed(shelf, 2));
            List<BlockFile> inputs = shelf.files();
            // Its number is taken before the merge takes its own, and it counts only after it.
            List<FileName> late = sealed(shelf, 3);
            new Merging(shelf, id -> 0, () -> false).merge(inputs);
            assertThat(value(shelf)).isEqualTo(2);
            shelf.add(late);
            assertThat(value(shelf)).isEqualTo(3);
        }
        try (Shelf again = Shelf.open(folder)) {
            assertThat(value(again)).as("opened again").isEqualTo(3);
            new Merging(again, id -> 0, () -> false).merge(again.files());
            assertThat(value(again)).as("merged").isEqualTo(3);
        }
    }

    @Test
    void whatIsSealedWhileAMergeRunsIsNewerThanIt() throws Exception {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.add(sealed(shelf, 1));
            shelf.add(sealed(shelf, 2));
            List<BlockFile> inputs = shelf.files();
            shelf.add(sealed(shelf, 3));
            new Merging(shelf, id -> 0, () -> false).merge(inputs);
            assertThat(value(shelf)).isEqualTo(3);
        }
    }

    private static List<FileName> sealed(Shelf shelf, double value) throws IOException {
        SampleBatch batch = new SampleBatch(1);
        batch.add(0, AT, value);
        Head head = new Head();
        head.append(batch);
        return new Sealing(shelf, id -> 0).write(head.handOver());
    }

    private static double value(Shelf shelf) {
        Columns found = new Reading(new Head(), shelf).samples(0, AT, AT + 1);
        assertThat(found.size()).isEqualTo(1);
        return found.values()[0];
    }
}
