package relais.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail without damage to the file: forces, reads, callbacks and interrupts. */
class FailingDiskTest {

    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 1 << 14, 1 << 12);

    @TempDir Path folder;

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));

    private Spool open(Disk on) throws IOException {
        return open(folder, on);
    }

    private static Spool open(Path path, Disk on) throws IOException {
        return Spool.open(path, LIMITS, InstantSource.system(), new Random(2), on);
    }

    @Test
    void afterAFailedForceNothingIsForcedAgainUntilReopened() throws IOException {
        try (Spool spool = open(disk)) {
            assertThat(spool.append(new byte[] {1})).isEqualTo(new Appended.Stored(1));
            disk.misbehave(0, 1);
            assertThat(spool.append(new byte[] {2})).isInstanceOf(Appended.Broken.class);
            disk.misbehave(0, 0);
            int forces = disk.forces;
            assertThat(spool.append(new byte[] {3})).isInstanceOf(Appended.Broken.class);
            assertThat(disk.forces).isEqualTo(forces);
            assertThat(spool.state().broken()).contains("Input/output error");
            assertThat(spool.read(0, 10, 100)).hasSize(1);
        }
        try (Spool spool = open(disk)) {
            assertThat(spool.append(new byte[] {4})).isInstanceOf(Appended.Stored.class);
        }
    }

    @Test
    void aFailedForceIsNotHealedByReopeningUnlessThePagesAreWrittenAnew() throws IOException {
        try (Spool spool = open(disk)) {
            spool.append(new byte[] {1});
            disk.misbehave(0, 1);
            spool.append(new byte[600]);
            disk.misbehave(0, 0);
        }
        List<Entry> visible;
        try (Spool spool = open(disk)) {
            visible = spool.read(0, 10, 1 << 20);
        }
        disk.cutPower(folder);
        try (Spool spool = open(disk)) {
            assertThat(spool.read(0, 10, 1 << 20)).hasSameSizeAs(visible);
        }
    }

    /**
     * Whatever was the last thing the disk did: what is readable then stays, even without power.
     */
    @Test
    void whatIsReadableAfterAKillSurvivesAPowerCut() throws IOException {
        for (int seed = 0; seed < 160; seed++) {
            SimulatedDisk cut = new SimulatedDisk(new Random(seed));
            Path path = folder.resolve("kill" + seed);
            try (Spool spool = open(path, cut)) {
                cut.dieAfter(seed % 16);
                for (int i = 0; i < 4 && !cut.isDead(); i++) {
                    spool.append(new byte[300]);
                }
                cut.dieAfter(0);
            }
            cut.revive();
            int readable;
            try (Spool spool = open(path, cut)) {
                readable = spool.read(0, 20, 1 << 20).size();
                cut.dieAfter(0);
            }
            cut.cutPower(path);
            try (Spool spool = open(path, cut)) {
                assertThat(spool.read(0, 20, 1 << 20)).as("seed %d", seed).hasSize(readable);
            }
        }
    }

    /**
     * Appends that wait together are written together; a full disk takes only the first of them.
     */
    @Test
    void whatWasRefusedDoesNotComeBackAfterAPowerCut() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            SimulatedDisk cut = new SimulatedDisk(new Random(seed));
            Path path = folder.resolve("cut" + seed);
            CountDownLatch refused = new CountDownLatch(10);
            try (Spool spool = open(path, cut)) {
                spool.append(
                        new byte[] {1},
                        stored -> {
                            cut.misbehave(1, 0);
                            for (int i = 0; i < 10; i++) {
                                spool.append(
                                        new byte[] {2},
                                        answer -> {
                                            assertThat(answer).isInstanceOf(Appended.Full.class);
                                            refused.countDown();
                                        });
                            }
                        });
                assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
                cut.dieAfter(0);
            }
            cut.cutPower(path);
            cut.misbehave(0, 0);
            try (Spool spool = open(path, cut)) {
                assertThat(spool.read(0, 20, 100)).as("seed %d", seed).hasSize(1);
            }
        }
    }

    @Test
    void anUnreadableBlockIsReportedThenPassedOver() throws IOException {
        int size = 1000;
        SimulatedFailure failure = new SimulatedFailure();
        try (Spool spool = open(failure::open)) {
            byte[] payload = new byte[size];
            Arrays.fill(payload, (byte) 7);
            spool.appendAll(Collections.nCopies(12, payload));
            failure.unreadable = 4096;
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> spool.read(0, 100, 1 << 20))
                        .isInstanceOf(UncheckedIOException.class);
            }
            List<Entry> got = spool.read(0, 100, 1 << 20);
            assertThat(got.stream().map(Entry::position))
                    .containsExactly(1L, 2L, 3L, 9L, 10L, 11L, 12L);
            assertThat(spool.state().damaged()).isEqualTo(5);
            assertThat(spool.state().entries()).isEqualTo(7);
        }
        try (Spool spool = open(failure::open)) {
            assertThat(spool.state().damaged()).isEqualTo(5);
            assertThat(spool.state().entries()).isEqualTo(7);
            assertThat(spool.append(new byte[0])).isEqualTo(new Appended.Stored(13));
        }
        failure.unreadable = Long.MAX_VALUE;
        try (Spool spool = open(failure::open)) {
            assertThat(spool.read(0, 100, 1 << 20)).as("the disk recovered").hasSize(13);
        }
    }

    /** Fails every read that touches one block. */
    private static final class SimulatedFailure {
        volatile long unreadable = Long.MAX_VALUE;

        FileChannel open(Path path, java.nio.file.OpenOption... options) throws IOException {
            FileChannel real = FileChannel.open(path, options);
            return path.toString().endsWith(".log")
                    ? new ForwardingChannel(real) {
                        @Override
                        public int read(ByteBuffer bytes, long position) throws IOException {
                            if (position < unreadable + 4096
                                    && position + bytes.remaining() > unreadable) {
                                throw new IOException("Input/output error");
                            }
                            return super.read(bytes, position);
                        }
                    }
                    : real;
        }
    }

    @Test
    void interruptedCallersGetTheirAnswersAndHarmNobody() throws Exception {
        try (Spool spool = open(FileChannel::open)) {
            Thread.currentThread().interrupt();
            assertThat(spool.append(new byte[] {1})).isEqualTo(new Appended.Stored(1));
            assertThat(spool.read(0, 10, 100)).hasSize(1);
            assertThat(spool.awaitBeyond(5, Duration.ofSeconds(5))).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(spool.read(0, 10, 100)).hasSize(1);
            assertThat(spool.append(new byte[] {2})).isEqualTo(new Appended.Stored(2));
        }
    }

    @Test
    void aCallbackThatThrowsDoesNotStopTheOthers() throws Exception {
        try (Spool spool = open(FileChannel::open)) {
            spool.append(
                    new byte[] {1},
                    answer -> {
                        throw new IllegalStateException("callback");
                    });
            assertThat(spool.append(new byte[] {2})).isEqualTo(new Appended.Stored(2));
        }
    }

    @Test
    void afterCloseEveryAppendIsRefused() throws IOException {
        Spool spool = open(FileChannel::open);
        spool.close();
        assertThat(spool.append(new byte[] {1})).isInstanceOf(Appended.Broken.class);
        assertThat(spool.awaitBeyond(0, Duration.ofSeconds(5))).isFalse();
    }

    @Test
    void aSegmentOfANewerVersionIsNotTouched() throws IOException {
        try (Spool spool = open(FileChannel::open)) {
            spool.append(new byte[] {1});
        }
        Path segment;
        try (var list = Files.list(folder)) {
            segment = list.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[7] = 2;
        ByteBuffer view = ByteBuffer.wrap(bytes);
        view.putInt(SegmentFile.HEADER - 4, new Framing().check(view, 0, SegmentFile.HEADER - 4));
        Files.write(segment, bytes);
        assertThatThrownBy(() -> open(FileChannel::open)).hasMessageContaining("newer version");
        assertThat(segment).hasBinaryContent(bytes);
    }
}
