package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Unkept;

/** Contents and the care of them, on stores that come and go. */
@Timeout(60)
class BlobsOverStoresStory {
    @TempDir Path folder;
    private Keeping at;
    private long bucket;
    private Blobs blobs;
    private Care care;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        bucket = at.addBucket();
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        blobs = at.blobs();
        care = blobs.care(Duration.ofDays(1));
        at.keeping.findingWork().checkedBy(care::check);
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private BlobId keep(int size) throws IOException {
        return blobs.keep(new ByteArrayInputStream(Keeping.bytes(size))).id();
    }

    private void fortySmallOnesAreInBothAndTheBucketIsAway() throws IOException {
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(at.own(), bucket)));
        for (int i = 0; i < 40; i++) {
            keep(1_000 + i);
        }
        at.clock.advance(Duration.ofMinutes(11));
        at.settle();
        at.line.cut();
        at.clock.advance(Duration.ofMinutes(2));
        at.keeping.tend();
    }

    @Test
    void whatIsInItsStoreIsNotExchangedForWhatOnlyWaitsForIt() throws Exception {
        fortySmallOnesAreInBothAndTheBucketIsAway();
        assertThat(care.compact()).isZero();
        assertThat(at.database.with(Copies::spooledBytes)).isZero();
        at.line.mend();
        at.clock.advance(Duration.ofMinutes(11));
        at.settle();
        assertThat(care.compact()).isEqualTo(40);
    }

    /** Each begin of an object shows in the time of the folder of unfinished ones. */
    @Test
    void whileAStoreIsAwayNothingIsBroughtTogetherForNothingEachTime() throws Exception {
        fortySmallOnesAreInBothAndTheBucketIsAway();
        int begun = 0;
        for (int minutes = 0; minutes < 12 * 60; minutes += 5) {
            Files.setLastModifiedTime(at.home("unfinished"), FileTime.fromMillis(0));
            care.compact();
            begun += Files.getLastModifiedTime(at.home("unfinished")).toMillis() == 0 ? 0 : 1;
            at.clock.advance(Duration.ofMinutes(5));
        }
        assertThat(begun).isBetween(2, 8);
    }

    @Test
    void aStrangerThatHasRottedIsNotAdopted() throws Exception {
        String key = blobs.facts(keep(10_000)).objects().getFirst();
        at.settle();
        at.database.useTransaction(tx -> tx.execute("DELETE FROM vault_placed WHERE key = ?", key));
        byte[] good = Files.readAllBytes(at.inBucket(key));
        at.flip(at.inBucket(key));
        at.keeping.compare();
        at.clock.advance(Duration.ofMinutes(20));
        at.keeping.compare();
        FindingShown finding = at.keeping.findings(0, 1).getFirst();
        assertThat(adopt(finding)).isInstanceOf(Outcome.InUse.class);
        assertThat(isKnown(key)).isFalse();
        Files.write(at.inBucket(key), good);
        assertThat(adopt(finding)).isInstanceOf(Outcome.Done.class);
        assertThat(isKnown(key)).isTrue();
    }

    /** Otherwise it would be kept, by its hash, and yet in no backup and in no second store. */
    @Test
    void whatACrashLeftBetweenFileAndRowsIsAnObjectLikeOthersOnceItIsFound() throws Exception {
        Unkept content = (Unkept) blobs.take(new ByteArrayInputStream(Keeping.bytes(5_000)), 5_000);
        assertThat(blobs.write(List.of(blobs.seal(content))))
                .as("durable, and no rows")
                .isPresent();
        at.clock.advance(Duration.ofDays(2));
        care.adopt();
        String key = blobs.facts(content.id()).objects().getFirst();
        assertThat(blobs.keep(content).known()).isTrue();
        assertThat(isKnown(key)).isTrue();
        at.rules(new Rule("both", 0, 0, 2, 1, List.of(at.own(), bucket)));
        at.settle();
        assertThat(at.database.with(h -> Copies.find(h, key)).orElseThrow().here())
                .containsExactlyInAnyOrder(at.own(), bucket);
    }

    private boolean isKnown(String key) {
        return at.database.with(h -> Copies.find(h, key)).isPresent();
    }

    private Outcome adopt(FindingShown finding) throws IOException {
        return at.keeping
                .findingWork()
                .resolve(Keeping.somebody(), finding.id(), FindingWork.Deed.ADOPT);
    }
}
