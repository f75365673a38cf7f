package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder, a bucket, and what becomes of files when one of them fails. */
@Timeout(60)
class PolicyStory {
    private static final long SPOOL = 3_000_000;

    @TempDir Path folder;
    private Keeping at;
    private long own;
    private long bucket;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, SPOOL);
        own = at.own();
        bucket = at.addBucket();
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private Rule both() {
        return new Rule("both", 0, 0, 2, 1, List.of(own, bucket));
    }

    private void cut() throws IOException {
        at.line.cut();
        at.clock.advance(Duration.ofMinutes(2));
        at.keeping.tend();
        assertThat(at.card("bucket").state()).isEqualTo("away");
    }

    private void mend() throws IOException {
        at.line.mend();
        at.clock.advance(Duration.ofMinutes(2));
        at.settle();
        assertThat(at.card("bucket").state()).isEqualTo("up");
    }

    @Test
    void withoutRulesFilesStayWhereTheyCameIn() throws Exception {
        at.put("blob/a", Keeping.bytes(1_000));
        at.settle();
        assertThat(at.home("blob/a")).exists();
        assertThat(at.inBucket("blob/a")).doesNotExist();
    }

    @Test
    void newRulesMoveWhatIsThereAlready() throws Exception {
        at.put("blob/a", Keeping.bytes(1_000));
        at.rules(both());
        at.settle();
        assertThat(at.inBucket("blob/a")).hasBinaryContent(Keeping.bytes(1_000));
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        at.settle();
        assertThat(at.home("blob/a")).doesNotExist();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(1_000));
    }

    @Test
    void aStoreThatIsAwayGetsItsCopiesWhenItIsBack() throws Exception {
        at.rules(both());
        cut();
        for (int i = 1; i <= 30; i++) {
            at.put("blob/" + i, Keeping.bytes(i));
        }
        at.settle();
        assertThat(at.card("bucket").waiting()).isEqualTo(30);
        assertThat(at.get("blob/7")).isEqualTo(Keeping.bytes(7));
        mend();
        assertThat(at.card("bucket").waiting()).isZero();
        assertThat(at.inBucket("blob/30")).hasBinaryContent(Keeping.bytes(30));
    }

    @Test
    void aStoreThatFailsInTheMiddleOfAWriteIsCaughtUpWith() throws Exception {
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(own, bucket)));
        at.line.cutAfter(500_000);
        at.line.slow(50_000_000);
        at.put("blob/a", Keeping.bytes(1_000_000));
        mend();
        assertThat(at.inBucket("blob/a")).hasBinaryContent(Keeping.bytes(1_000_000));
    }

    @Test
    void whenAllStoresAreAwayFilesWaitHereUpToABound() throws Exception {
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        cut();
        at.put("blob/a", Keeping.bytes(1_000_000));
        at.put("blob/b", Keeping.bytes(1_500_000));
        assertThat(at.keeping.all().settled("blob/a")).isFalse();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(1_000_000));
        assertThatThrownBy(() -> at.put("blob/c", Keeping.bytes(1_000_001)))
                .hasMessageContaining("stores are away");
        assertThat(at.home("blob/c")).doesNotExist();
        at.keeping.close();
        at.keeping = at.open();
        mend();
        assertThat(at.keeping.all().settled("blob/a")).isTrue();
        assertThat(at.inBucket("blob/b")).hasBinaryContent(Keeping.bytes(1_500_000));
        assertThat(at.home("blob/a")).doesNotExist();
        assertThat(at.home("blob/b")).doesNotExist();
        assertThat(at.get("blob/b")).isEqualTo(Keeping.bytes(1_500_000));
        cut();
        at.put("blob/c", Keeping.bytes(1_000_001));
    }

    @Test
    void aReaderGetsTheOtherCopyAndTheMissingOneIsMadeAgain() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(200_000));
        at.settle();
        Files.delete(at.home("blob/a"));
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(200_000));
        at.settle();
        assertThat(at.home("blob/a")).hasBinaryContent(Keeping.bytes(200_000));
        assertThat(at.keeping.findings(0, 10))
                .extracting(FindingShown::kind, FindingShown::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("missing", "repaired"));
    }

    @Test
    void aFileThatCannotBeReadIsReadElsewhereAndMadeAgain() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(200_000));
        at.put("blob/b", Keeping.bytes(300));
        at.settle();
        Files.delete(at.home("blob/a"));
        Files.createDirectory(at.home("blob/a")); // opens, and fails at the first byte
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(200_000));
        at.clock.advance(Duration.ofDays(1));
        at.settle();
        at.keeping.verify();
        assertThat(at.home("blob/a")).hasBinaryContent(Keeping.bytes(200_000));
        assertThat(at.card("local").lastVerified())
                .as("the others are read all the same")
                .isEqualTo(at.clock.instant());
        StoreShown.Checked checked = at.card("local").checked();
        assertThat(checked.day()).isPositive();
        assertThat(checked.week() + checked.month() + checked.before()).isZero();
        at.clock.advance(Duration.ofDays(8));
        assertThat(at.card("local").checked())
                .isEqualTo(new StoreShown.Checked(0, 0, checked.day(), 0, checked.never()));
    }

    @Test
    void whatLiesWhereNobodyCanBeAskedIsNotCalledMissing() throws Exception {
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        at.put("blob/a", Keeping.bytes(100));
        at.settle();
        Path moved = folder.resolve("moved");
        Files.move(at.service.shared(), moved);
        Files.createDirectories(at.service.shared());
        at.clock.advance(Duration.ofMinutes(2));
        at.settle();
        assertThat(at.card("bucket").state()).isEqualTo("wrong");
        assertThatThrownBy(() -> at.get("blob/a")).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void aFlippedBitIsMendedFromTheOtherCopy() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(200_000));
        at.settle();
        at.flip(at.home("blob/a"));
        assertThat(at.keeping.all().mend("blob/a")).isTrue();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(200_000));
        at.flip(at.inBucket("blob/a"));
        at.clock.advance(Duration.ofDays(1));
        at.keeping.verify();
        assertThat(at.inBucket("blob/a")).hasBinaryContent(Keeping.bytes(200_000));
        assertThat(at.card("bucket").lastVerified()).as("only just replaced").isNull();
        at.flip(at.home("blob/a"));
        at.flip(at.inBucket("blob/a"));
        at.clock.advance(Duration.ofDays(1));
        at.keeping.verify();
        assertThat(at.card("bucket").lastVerified()).as("damaged").isNull();
        assertThat(at.keeping.all().mend("blob/a")).isFalse();
        assertThat(at.home("blob/a")).exists();
        assertThat(at.keeping.findings(0, 10))
                .filteredOn(f -> f.state().equals("open"))
                .extracting(FindingShown::kind)
                .containsExactly("damaged", "damaged");
    }

    @Test
    void oldFilesMoveToTheColdStoreAndOnlyWhatWasReadAgainLeavesTheOld() throws Exception {
        at.rules(
                new Rule("cold", 90, 1_000, 1, 1, List.of(bucket)),
                new Rule("hot", 0, 0, 1, 1, List.of(own)));
        at.put("blob/large", Keeping.bytes(5_000));
        at.put("blob/small", Keeping.bytes(500));
        at.clock.advance(Duration.ofDays(89));
        at.settle();
        assertThat(at.inBucket("blob/large")).doesNotExist();
        at.clock.advance(Duration.ofDays(2));
        at.keeping.tend();
        at.keeping.work();
        at.keeping.work();
        assertThat(at.inBucket("blob/large")).exists();
        at.settle();
        assertThat(at.home("blob/large")).doesNotExist();
        assertThat(at.home("blob/small")).exists();
        assertThat(at.get("blob/large")).isEqualTo(Keeping.bytes(5_000));
        assertThat(at.card("bucket").lastVerified()).isNotNull();
    }

    @Test
    void aColdCopyThatCameOutWrongNeverCostsTheGoodOne() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(5_000));
        at.settle();
        at.clock.advance(Duration.ofDays(1));
        at.keeping.verify();
        at.flip(at.inBucket("blob/a"));
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        at.settle();
        at.clock.advance(Duration.ofHours(2));
        at.settle();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(5_000));
        assertThat(at.inBucket("blob/a")).hasBinaryContent(Keeping.bytes(5_000));
        assertThat(at.home("blob/a")).doesNotExist();
    }

    @Test
    void twoProcessesOfDifferentRulesNeverDeleteBothCopies() throws Exception {
        long disk = at.addFolder("disk");
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(disk, bucket)));
        at.put("blob/a", Keeping.bytes(200_000));
        at.settle();
        assertThat(at.home("blob/a")).doesNotExist();
        at.rules(new Rule("bucket", 0, 0, 1, 1, List.of(bucket)));
        try (StoreKeeping other = at.open("home2")) {
            other.tend();
            at.rules(new Rule("disk", 0, 0, 1, 1, List.of(disk)));
            at.line.slow(200_000);
            Thread slow = Thread.ofVirtual().start(other::work);
            Thread.sleep(300);
            at.keeping.work();
            slow.join();
            at.line.slow(50_000_000);
            for (int i = 0; i < 3; i++) {
                other.work();
                at.keeping.work();
                assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(200_000));
            }
            other.tend();
            at.clock.advance(Duration.ofHours(1));
            at.settle();
        }
        assertThat(folder.resolve("disk/blob/a")).hasBinaryContent(Keeping.bytes(200_000));
        assertThat(at.inBucket("blob/a")).doesNotExist();
    }

    @Test
    void nothingIsWrittenWhereAFolderIsNotMounted() throws Exception {
        long disk = at.addFolder("disk");
        at.rules(new Rule("disk", 0, 0, 1, 1, List.of(disk)));
        at.put("blob/a", Keeping.bytes(100));
        at.keeping.close();
        Files.move(folder.resolve("disk"), folder.resolve("mounted"));
        Files.createDirectory(folder.resolve("disk"));
        at.keeping = at.open();
        at.put("blob/b", Keeping.bytes(200));
        at.clock.advance(Duration.ofMinutes(2));
        at.settle();
        assertThat(folder.resolve("disk")).isEmptyDirectory();
        Files.delete(folder.resolve("disk"));
        Files.move(folder.resolve("mounted"), folder.resolve("disk"));
        at.clock.advance(Duration.ofMinutes(2));
        at.settle();
        assertThat(at.get("blob/a")).isEqualTo(Keeping.bytes(100));
        assertThat(folder.resolve("disk/blob/b")).hasBinaryContent(Keeping.bytes(200));
    }

    @Test
    void whatIsDeletedWhileAStoreIsAwayIsDeletedThereLater() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(100));
        at.settle();
        cut();
        at.keeping.all().delete("blob/a");
        assertThat(at.home("blob/a")).doesNotExist();
        assertThat(at.keeping.all().size("blob/a")).isEmpty();
        assertThat(at.inBucket("blob/a")).exists();
        mend();
        assertThat(at.inBucket("blob/a")).doesNotExist();
        assertThat(at.card("bucket").leaving()).isZero();
    }

    @Test
    void aStoreThatWasEmptiedIsAnotherStoreAndIsNotUsed() throws Exception {
        at.rules(both());
        at.put("blob/a", Keeping.bytes(100));
        at.settle();
        Path moved = folder.resolve("moved");
        Files.move(at.service.shared(), moved);
        Files.createDirectories(at.service.shared());
        at.clock.advance(Duration.ofMinutes(2));
        at.settle();
        assertThat(at.card("bucket").state()).isEqualTo("wrong");
        at.put("blob/b", Keeping.bytes(200));
        assertThat(at.inBucket("blob/b")).doesNotExist();
        at.keeping.compare();
        assertThat(at.keeping.findings(0, 10)).isEmpty();
        Files.delete(at.service.shared());
        Files.move(moved, at.service.shared());
        mend();
        assertThat(at.inBucket("blob/b")).exists();
    }
}
