package relais.meter.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.series.labels.Definition;

/** A real full disk: a small tmpfs, where this user may mount one. */
class FullDiskTest {

    private static final int SERIES = 100;
    private static final int BATCH = 50_000;

    @TempDir Path folder;

    private final Fixture fixture = new Fixture();
    private long next;

    @Test
    void nothingAcknowledgedIsLostAndItGoesOnWhenThereIsRoom() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder.toString());
        if (!mounted) {
            System.out.println("left out: a disk of its own (needs root)");
        }
        Assumptions.assumeTrue(mounted, "may not mount a tmpfs here");
        try {
            whileTheLogFills(folder.resolve("log"));
            Files.walk(folder).filter(Files::isRegularFile).forEach(f -> f.toFile().delete());
            whileFilesAreSealed(folder.resolve("sealed"));
        } finally {
            assertThat(run("umount", folder.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** Something else takes the room: every door refuses and says why, and all can be read. */
    private void whileTheLogFills(Path path) throws Exception {
        Path filler = folder.resolve("filler");
        next = 0;
        try (SeriesStore store = fixture.open(path)) {
            Fixture.register(store, SERIES, 0);
            assertThat(append(store)).isInstanceOf(Appended.Stored.class);
            store.compact();
            assertThat(append(store)).isInstanceOf(Appended.Stored.class);
            fill(filler);
            Appended full = append(store);
            for (int i = 0; i < 3 && full instanceof Appended.Stored; i++) {
                full = append(store);
            }
            refusedForRoom(full);
            fill(filler);
            assertThat(store.register(more())).isInstanceOf(Registered.Broken.class);
            refusedForRoom(store.appendRolled(new long[] {1}, List.of(day())));
            assertThatThrownBy(store::seal).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.forget(List.of(5L))).isInstanceOf(IOException.class);
            allIsThere(store);
        }
        try (SeriesStore store = fixture.open(path)) {
            allIsThere(store);
            refusedForRoom(append(store));
            Files.delete(filler);
            until(() -> append(store) instanceof Appended.Stored);
            assertThat(store.register(more())).isInstanceOf(Registered.Known.class);
            assertThat(store.appendRolled(new long[] {SERIES}, List.of(day())))
                    .isEqualTo(new Appended.Stored(1, 0, 0));
            store.maintain();
            allIsThere(store);
            assertThat(store.verify()).isEmpty();
        }
    }

    /** The store itself takes the room, until what is in memory cannot become a file any more. */
    private void whileFilesAreSealed(Path path) throws Exception {
        next = 0;
        Path filler = folder.resolve("filler");
        Files.write(filler, new byte[4 << 20]);
        try (SeriesStore store = fixture.open(path)) {
            Fixture.register(store, SERIES, 0);
            Appended full = append(store);
            while (full instanceof Appended.Stored) {
                full = append(store);
                if (next % (8 * BATCH) == 0) {
                    try {
                        store.seal();
                    } catch (IOException noRoom) {
                        assertThat(noRoom).hasMessageContaining("No space");
                    }
                }
            }
            refusedForRoom(full);
            allIsThere(store);
            Files.delete(filler);
            until(() -> append(store) instanceof Appended.Stored);
            until(
                    () -> {
                        try {
                            store.seal();
                            return true;
                        } catch (IOException noRoomYet) {
                            return false;
                        }
                    });
            allIsThere(store);
            assertThat(store.verify()).isEmpty();
            assertThat(store.state().files()).isEqualTo(files(path));
        }
    }

    /** No attempt leaves a file behind that does not count. */
    private static int files(Path path) throws IOException {
        try (var all = Files.list(path)) {
            return (int) all.filter(file -> file.toString().endsWith(".raw")).count();
        }
    }

    private static void refusedForRoom(Appended answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Appended.Refused.class,
                        refused -> assertThat(refused.reason()).contains("No space left"));
    }

    private static List<Definition> more() {
        return IntStream.range(SERIES, SERIES + 3_000)
                .mapToObj(number -> Fixture.series(number, 0))
                .toList();
    }

    private static Windows day() {
        Windows windows = new Windows(0, Merging.HOUR);
        windows.add(Fixture.NOW - Duration.ofDays(1500).toMillis(), 1, 1, 1, 1);
        return windows;
    }

    /** Sample n is of series n % SERIES, at n milliseconds before now; counted when it is kept. */
    private Appended append(SeriesStore store) {
        SampleBatch batch = new SampleBatch(BATCH);
        for (long n = next; n < next + BATCH; n++) {
            batch.add(n % SERIES, Fixture.NOW - n, n);
        }
        Appended answer = store.append(batch);
        next += answer instanceof Appended.Stored ? BATCH : 0;
        return answer;
    }

    private void allIsThere(SeriesStore store) {
        long count = 0;
        for (int id = 0; id < SERIES; id++) {
            Columns all = store.samples(id, 0, Long.MAX_VALUE);
            Windows day = store.windows(id, Fixture.NOW - Day.MILLIS, Fixture.NOW + 1, DAY);
            assertThat(day.count(0)).isEqualTo(next / SERIES - (id == 0 ? 1 : 0));
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.values()[i]).isEqualTo(Fixture.NOW - all.times()[i]);
            }
            count += all.size();
        }
        assertThat(count).as("acknowledged, each once").isEqualTo(next);
    }

    private static final Duration DAY = Duration.ofDays(1);

    private static void until(java.util.function.BooleanSupplier isSo) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static void fill(Path filler) throws IOException {
        for (int piece : new int[] {1 << 16, 4096, 1}) {
            try (var out =
                    Files.newOutputStream(
                            filler,
                            java.nio.file.StandardOpenOption.CREATE,
                            java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(new byte[piece]);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("space");
            }
        }
    }
}
