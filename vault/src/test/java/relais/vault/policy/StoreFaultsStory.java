package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.testing.S3Service;

/** Stores that are full, that are not mounted any more, and that answer what is wrong. */
@Timeout(120)
class StoreFaultsStory {
    private static final byte[] BYTES = Keeping.bytes(300_000);

    @TempDir Path folder;
    private Keeping at;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private void later() throws IOException {
        at.clock.advance(Duration.ofHours(2));
        at.settle();
    }

    private void twoCopies(long first, long second) throws IOException {
        at.rules(new Rule("two", 0, 0, 2, 2, List.of(first, second)));
        at.keeping.tend();
    }

    private Stream<Tuple> findings() {
        return at.keeping.findings(0, 10).stream().map(f -> Tuple.tuple(f.kind(), f.state()));
    }

    @Test
    void anAnswerThatEndsEarlyIsReadOnAtTheOtherStoreAndTheShortCopyIsMadeAgain() throws Exception {
        try (S3Service other = new S3Service(folder.resolve("other"), new Properties())) {
            long first = at.addBucket();
            long second = at.addBucket("other", other.port());
            twoCopies(first, second);
            at.put("blob/a", BYTES);
            later();
            assertThat(at.home("blob/a")).doesNotExist();
            Files.write(at.inBucket("blob/a"), Arrays.copyOf(BYTES, 100_000));
            assertThat(at.get("blob/a")).isEqualTo(BYTES);
            assertThat(findings()).containsExactly(Tuple.tuple("damaged", "open"));
            assertThat(at.card("bucket").state()).as("it did answer").isEqualTo("up");
            later();
            assertThat(at.inBucket("blob/a")).hasBinaryContent(BYTES);
            assertThat(findings()).containsExactly(Tuple.tuple("damaged", "repaired"));
        }
    }

    @Test
    void anAnswerThatIsCutIsReadOnAtTheOtherStore() throws Exception {
        try (S3Service other = new S3Service(folder.resolve("other"), new Properties())) {
            twoCopies(at.addBucket(), at.addBucket("other", other.port()));
            at.put("blob/a", BYTES);
            later();
            at.line.slow(2_000_000);
            at.line.cutAfter(100_000);
            assertThat(at.get("blob/a")).isEqualTo(BYTES);
            at.line.silence();
            assertThat(at.get("blob/a")).isEqualTo(BYTES);
            assertThat(at.card("bucket").state()).isEqualTo("away");
            long began = System.nanoTime();
            assertThat(at.get("blob/a")).isEqualTo(BYTES);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("nobody else waits for it")
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void aWrongAnswerIsNotGivenToTheReaderAndItsCopyIsMended() throws Exception {
        try (S3Service other = new S3Service(folder.resolve("other"), new Properties())) {
            twoCopies(at.addBucket(), at.addBucket("other", other.port()));
            Blobs blobs = at.blobs();
            BlobId id = blobs.keep(new ByteArrayInputStream(BYTES)).id();
            String key = blobs.facts(id).objects().getFirst();
            later();
            assertThat(at.home(key)).doesNotExist();
            byte[] good = Files.readAllBytes(at.inBucket(key));
            at.flip(at.inBucket(key));
            assertThat(blobs.open(id).readAllBytes()).isEqualTo(BYTES);
            assertThat(at.inBucket(key)).hasBinaryContent(good);
            assertThat(findings()).containsExactly(Tuple.tuple("damaged", "repaired"));
        }
    }

    @Test
    void whatAServiceInTroubleDoesNotTakeWaitsHere() throws Exception {
        long bucket = at.addBucket();
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        at.keeping.tend();
        for (int status : new int[] {500, 503}) {
            String key = "blob/" + status;
            HttpServer failing = at.service.failing(status);
            at.put(key, BYTES);
            assertThat(at.keeping.all().settled(key)).isFalse();
            assertThat(at.card("bucket").state()).isEqualTo("away");
            assertThat(at.get(key)).isEqualTo(BYTES);
            failing.stop(0);
            at.service.startAgain();
            later();
            assertThat(at.inBucket(key)).hasBinaryContent(BYTES);
            assertThat(at.keeping.all().settled(key)).isTrue();
            assertThat(at.card("bucket").state()).isEqualTo("up");
        }
    }

    @Test
    void aFullStoreIsSaidToBeAndGoesOnWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                "may not mount a tmpfs here");
        try {
            at.rules(new Rule("disk", 0, 0, 1, 1, List.of(at.addFolder("disk"))));
            at.keeping.tend();
            Path stuff = disk.resolve("stuff");
            Files.write(stuff, new byte[3_000_000]);
            byte[] large = Keeping.bytes(2_000_000);
            at.put("blob/small", BYTES);
            assertThat(at.keeping.all().settled("blob/small")).isTrue();
            at.put("blob/large", large);
            assertThat(at.card("disk").state()).isEqualTo("full");
            assertThat(at.keeping.all().settled("blob/large")).isFalse();
            assertThat(at.get("blob/large")).isEqualTo(large);
            assertThat(at.get("blob/small")).as("it gives what it has").isEqualTo(BYTES);
            later();
            assertThat(at.card("disk").state()).as("a little room is not enough").isEqualTo("full");
            at.keeping.all().delete("blob/small");
            assertThat(disk.resolve("blob/small")).doesNotExist();
            Files.delete(stuff);
            later();
            assertThat(at.card("disk").state()).isEqualTo("up");
            assertThat(disk.resolve("blob/large")).hasBinaryContent(large);
            assertThat(at.keeping.all().settled("blob/large")).isTrue();
            assertThat(at.home("blob/large")).doesNotExist();
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void oneFullStoreOfTwoLeavesItsPartToTheOther() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
                "may not mount a tmpfs here");
        try {
            long full = at.addFolder("disk");
            long other = at.addFolder("other");
            at.rules(new Rule("one", 0, 0, 1, 1, List.of(full, other)));
            at.keeping.tend();
            byte[] large = Keeping.bytes(2_000_000);
            at.put("blob/a", large);
            assertThat(at.keeping.all().settled("blob/a")).as("the other took it").isTrue();
            at.put("blob/b", large);
            assertThat(at.keeping.all().settled("blob/b")).isTrue();
            later();
            assertThat(folder.resolve("other/blob/a")).hasBinaryContent(large);
            assertThat(folder.resolve("other/blob/b")).hasBinaryContent(large);
            assertThat(at.get("blob/a")).isEqualTo(large);
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    @Test
    void whereAMountDroppedNothingIsWrittenAndNothingIsCalledMissing() throws Exception {
        Path disk = folder.resolve("disk");
        twoCopies(at.addFolder("disk"), at.addFolder("other"));
        at.put("blob/a", BYTES);
        at.settle();
        Path mounted = Files.move(disk, folder.resolve("mounted"));
        Files.createDirectories(disk.resolve("unfinished"));
        assertThat(at.card("disk").state()).as("nobody knocked since").isEqualTo("up");
        assertThat(at.get("blob/a")).isEqualTo(BYTES);
        assertThat(at.card("disk").state()).isEqualTo("wrong");
        at.put("blob/b", BYTES);
        at.settle();
        assertThat(disk.resolve("blob")).doesNotExist();
        assertThat(disk.resolve("unfinished")).isEmptyDirectory();
        assertThat(findings()).isEmpty();
        Files.delete(disk.resolve("unfinished"));
        Files.delete(disk);
        Files.move(mounted, disk);
        later();
        assertThat(at.card("disk").state()).isEqualTo("up");
        assertThat(disk.resolve("blob/b")).hasBinaryContent(BYTES);
    }

    /** The process's own folder can be a mount too. */
    @Test
    void whereTheOwnFolderDroppedNothingIsTaken() throws Exception {
        at.put("blob/a", BYTES);
        Path own = at.home("");
        Path mounted = Files.move(own, folder.resolve("mounted"));
        Files.createDirectories(own.resolve("unfinished"));
        assertThatThrownBy(() -> at.put("blob/b", BYTES)).hasMessageContaining("store.id");
        assertThat(own.resolve("blob")).doesNotExist();
        Files.delete(own.resolve("unfinished"));
        Files.delete(own);
        Files.move(mounted, own);
        later();
        at.put("blob/b", BYTES);
        assertThat(at.get("blob/a")).isEqualTo(BYTES);
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
