package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real full disk: a small tmpfs, where this user may mount one. */
class FullDiskTest {

    private static final int DISK = 512 << 10;
    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 30, 32 << 10, 4096);

    @TempDir Path folder;

    @Test
    void aFullDiskIsARefusalAndTheLogWorksAgainWhenSpaceReturns() throws Exception {
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", folder.toString());
        Assumptions.assumeTrue(
                mounted,
                "may not mount a tmpfs here; SpoolTest and SimulationStory cover the bound");
        try {
            fillAndDrain(folder.resolve("spool"));
            fillFromOutside(folder.resolve("other"));
        } finally {
            assertThat(run("umount", folder.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private void fillAndDrain(Path path) throws IOException {
        long last;
        try (Spool spool = Spool.open(path, LIMITS)) {
            last = fill(spool, 0);
            assertThat(last).isGreaterThan(100);
            assertThat(spool.append(new byte[4000])).isInstanceOf(Appended.Full.class);
            assertThat(readable(spool)).isEqualTo(last);
        }
        try (Spool spool = Spool.open(path, LIMITS)) {
            assertThat(readable(spool)).as("opens on a full disk").isEqualTo(last);
            spool.acknowledge(last / 2);
            long more = fill(spool, last);
            assertThat(more).isGreaterThan(last + 20);
            spool.acknowledge(more);
            assertThat(fill(spool, more)).isGreaterThan(more + 80);
            spool.acknowledge(Long.MAX_VALUE);
        }
        Files.walk(path).filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
    }

    private void fillFromOutside(Path path) throws IOException {
        Path filler = folder.resolve("filler");
        try (Spool spool = Spool.open(path, LIMITS)) {
            assertThat(spool.append(new byte[3000])).isEqualTo(new Appended.Stored(1));
            try (var out = Files.newOutputStream(filler)) {
                while (true) {
                    out.write(new byte[4096]);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("space");
            }
            Appended answer = null;
            for (int i = 0; i < 3 && !(answer instanceof Appended.Full); i++) {
                answer = spool.append(new byte[4000]);
            }
            assertThat(answer).isInstanceOf(Appended.Full.class);
            assertThat(((Appended.Full) answer).reason()).contains("disk is full");
            long before = spool.lastPosition();
            Files.delete(filler);
            assertThat(spool.append(new byte[4000])).isEqualTo(new Appended.Stored(before + 1));
        }
        try (Spool spool = Spool.open(path, LIMITS)) {
            assertThat(spool.state().damaged()).isZero();
            assertThat(spool.append(new byte[1])).isInstanceOf(Appended.Stored.class);
        }
    }

    private static long fill(Spool spool, long from) {
        long last = from;
        for (int i = 0; i < 1000; i++) {
            switch (spool.append(new byte[3000])) {
                case Appended.Stored(long position) -> {
                    assertThat(position).isEqualTo(last + 1);
                    last = position;
                }
                case Appended.Full full -> {
                    return last;
                }
                case Appended.Broken broken -> throw new AssertionError(broken.reason());
            }
        }
        throw new AssertionError("a disk without end");
    }

    private static long readable(Spool spool) {
        return spool.read(0, 10_000, 1 << 30).size();
    }
}
