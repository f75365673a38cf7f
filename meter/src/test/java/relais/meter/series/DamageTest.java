package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Torn, cut and flipped files: what is sound is given, what is not is told, nothing is invented.
 */
class DamageTest {

    private static final int BATCHES = 20;
    private static final int SAMPLES = 30;

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();
    private final Random random = new Random(11);
    private Path pristine;

    @BeforeEach
    void fill() throws IOException {
        pristine = folder.resolve("pristine");
        try (SeriesStore store = fixture.open(pristine)) {
            Fixture.register(store, 3, 0);
            for (int batch = 0; batch < BATCHES; batch++) {
                append(store, batch);
            }
        }
    }

    private static void append(SeriesStore store, int number) {
        SampleBatch batch = new SampleBatch(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            batch.add(i % 3, time(number, i), number + i / 1000.0);
        }
        assertThat(store.append(batch)).isEqualTo(new Appended.Stored(SAMPLES, 0, 0));
    }

    private static long time(int batch, int sample) {
        return Fixture.NOW + (batch * SAMPLES + sample) * 1000L;
    }

    private Path copy(int number) throws IOException {
        Path target = folder.resolve("copy" + number);
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(pristine)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        return target;
    }

    private static Path only(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }

    /** How many whole batches are there; a part of one would be wrong. */
    private static int wholeBatches(SeriesStore store) {
        Columns[] all = new Columns[3];
        Arrays.setAll(all, id -> store.samples(id, Long.MIN_VALUE, Long.MAX_VALUE));
        int whole = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            int found = 0;
            for (int i = 0; i < SAMPLES; i++) {
                Columns columns = all[i % 3];
                int at = Arrays.binarySearch(columns.times(), 0, columns.size(), time(batch, i));
                if (at >= 0) {
                    assertThat(columns.values()[at]).isEqualTo(batch + i / 1000.0);
                    found++;
                }
            }
            assertThat(found).isIn(0, SAMPLES);
            whole += found == SAMPLES ? 1 : 0;
        }
        assertThat(Arrays.stream(all).mapToInt(Columns::size).sum()).isEqualTo(whole * SAMPLES);
        return whole;
    }

    @Test
    void aLogCutAnywhereKeepsEverythingBeforeTheCut() throws Exception {
        for (int round = 0; round < 25; round++) {
            Path copy = copy(round);
            Path log = only(copy, ".log");
            byte[] bytes = Files.readAllBytes(log);
            int cut = random.nextInt(bytes.length + 1);
            byte[] garbage = new byte[random.nextInt(100)];
            random.nextBytes(garbage);
            byte[] torn = Arrays.copyOf(bytes, cut + garbage.length);
            System.arraycopy(garbage, 0, torn, cut, garbage.length);
            Files.write(log, torn);
            int least = Math.max(0, cut - 16) / ((bytes.length - 16) / BATCHES + 16);
            try (SeriesStore store = fixture.open(copy)) {
                assertThat(wholeBatches(store)).isBetween(Math.max(0, least - 1), BATCHES);
                append(store, 0);
            }
            try (SeriesStore store = fixture.open(copy)) {
                assertThat(wholeBatches(store)).isGreaterThanOrEqualTo(1);
            }
        }
    }

    @Test
    void aFlippedBitInTheLogCostsOneBatchAndIsTold() throws Exception {
        for (int round = 0; round < 25; round++) {
            Path copy = copy(round);
            Path log = only(copy, ".log");
            byte[] bytes = Files.readAllBytes(log);
            int at = random.nextInt(16, bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(log, bytes);
            try (SeriesStore store = fixture.open(copy)) {
                int whole = wholeBatches(store);
                assertThat(whole).isEqualTo(BATCHES - 1);
                boolean last = at >= bytes.length - (bytes.length - 16) / BATCHES - 16;
                assertThat(last || store.state().damage().size() == 1).isTrue();
            }
        }
    }

    @Test
    void aFlippedBitInABlockFileIsFoundAndCostsNoOtherSeries() throws Exception {
        try (SeriesStore store = fixture.open(pristine)) {
            store.compact();
        }
        for (int round = 0; round < 25; round++) {
            Path copy = copy(round);
            Path file = only(copy, ".raw");
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(16, bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            try (SeriesStore store = fixture.open(copy)) {
                List<String> found = store.verify();
                assertThat(found.size() + store.state().damage().size()).isPositive();
                int sound = 0;
                for (int id = 0; id < 3; id++) {
                    Columns columns = store.samples(id, Long.MIN_VALUE, Long.MAX_VALUE);
                    assertThat(columns.size()).isIn(0, BATCHES * SAMPLES / 3);
                    sound += columns.size() > 0 ? 1 : 0;
                }
                assertThat(sound).isIn(0, 2);
                assertThat(store.state().damage()).isNotEmpty();
                append(store, 0);
                store.compact();
                assertThat(Files.exists(file)).as("what is damaged is kept").isTrue();
            }
        }
    }

    @Test
    void oneDamagedCopyOfTheNamesIsMendedByTheOther() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path copy = copy(round);
            Path names = copy.resolve(random.nextBoolean() ? "names" : "names.copy");
            byte[] bytes = Files.readAllBytes(names);
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= 1;
            }
            Files.write(names, bytes);
            try (SeriesStore store = fixture.open(copy)) {
                assertThat(store.definition(2)).contains(Fixture.series(2, 0));
                assertThat(wholeBatches(store)).isEqualTo(BATCHES);
            }
            assertThat(copy.resolve("names")).hasSameBinaryContentAs(copy.resolve("names.copy"));
        }
    }

    @Test
    void aDamagedManifestRefusesToOpen() throws Exception {
        try (SeriesStore store = fixture.open(pristine)) {
            store.seal();
        }
        Path manifest = pristine.resolve("manifest");
        byte[] bytes = Files.readAllBytes(manifest);
        bytes[20] ^= 1;
        Files.write(manifest, bytes);
        assertThatThrownBy(() -> fixture.open(pristine))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
