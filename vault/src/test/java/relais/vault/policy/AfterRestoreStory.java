package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;
import relais.vault.backup.Restored;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Rebuilt;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;

/** The rows are of yesterday, the bucket is of today, and perhaps somebody else works with it. */
@Timeout(60)
class AfterRestoreStory {
    private static final String OLD = "blob/in-the-backup";
    private static final String NEW = "blob/newer-than-the-backup";

    @TempDir Path folder;
    private Keeping at;

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        long bucket = at.addBucket();
        at.rules(new Rule("all", 0, 0, 1, 1, List.of(bucket)));
        at.put(OLD, Keeping.bytes(900));
        at.settle();
        assertThat(at.home(OLD)).doesNotExist();
        Files.createDirectories(at.home(OLD).getParent());
        Files.write(at.home(OLD), Keeping.bytes(900)); // as a restore brings it
        Files.write(at.inBucket(NEW), Keeping.bytes(700));
        at.database.useTransaction(tx -> Restored.note(tx, UUID.randomUUID(), "20260301T090000Z"));
        at.clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() throws Exception {
        at.close();
    }

    private List<AfterRestore.Seen> look() throws IOException {
        return AfterRestore.look(
                at.database, Secrets.open(folder.resolve("secrets.key")), at.home(""), at.clock);
    }

    private List<String> listed() throws IOException {
        List<String> keys = new ArrayList<>();
        at.keeping.all().list("blob/", entry -> keys.add(entry.key()));
        return keys;
    }

    @Test
    void whatCameHomeCountsAndWhatIsNewerIsNamedAndStays() throws Exception {
        assertThat(look())
                .containsExactly(
                        new AfterRestore.Seen("local", true, "", 0, 0, List.of()),
                        new AfterRestore.Seen("bucket", true, "", 1, 0, List.of(NEW)));
        at.line.cut();
        assertThat(at.get(OLD)).as("read from home").isEqualTo(Keeping.bytes(900));
        at.line.mend();
        assertThat(listed()).as("nobody takes it for left over").containsExactly(OLD);
        at.clock.advance(Duration.ofHours(1));
        at.keeping.compare();
        assertThat(at.keeping.findings(0, 10))
                .extracting(f -> f.store() + " " + f.kind() + " " + f.key() + " " + f.state())
                .containsExactly("bucket unknown " + NEW + " open");
        assertThat(at.inBucket(NEW)).exists();
    }

    @Test
    void aRebuildSeesWhatIsNewerThanTheBackupInEveryStore() throws Exception {
        byte[] letter = Keeping.bytes(5_000);
        BlobId newer = keptByProduction(letter);
        Blobs blobs = blobs(at.database, at.keeping.all());
        assertThat(blobs.care(Care.GRACE).rebuild()).isEqualTo(new Rebuilt(1, 1, 0, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blobs.copy(newer, 0, Long.MAX_VALUE, out);
        assertThat(out.toByteArray()).isEqualTo(letter);
    }

    /** After the backup, into the bucket of both. */
    private BlobId keptByProduction(byte[] content) throws IOException {
        try (Database production = TestDatabase.fresh("vault");
                FolderStore bucket = new FolderStore("bucket", at.inBucket(""))) {
            return blobs(production, bucket).keep(new ByteArrayInputStream(content)).id();
        }
    }

    private Blobs blobs(Database database, BlobStore store) throws IOException {
        return new Blobs(
                new Blobs.Setup(
                        database,
                        store,
                        Secrets.open(folder.resolve("secrets.key")),
                        at.clock,
                        (tx, contents) -> Set.of(),
                        key -> false));
    }

    @Test
    void whatTheBucketLostIsMadeAgainFromHome() throws Exception {
        Files.delete(at.inBucket(OLD));
        assertThat(look().getLast().lacking()).isEqualTo(1);
        at.clock.advance(Duration.ofHours(1));
        at.settle();
        assertThat(at.inBucket(OLD)).hasBinaryContent(Keeping.bytes(900));
    }

    @Test
    void aBucketThatIsAwayKeepsNothingFromComingBack() throws Exception {
        at.line.cut();
        AfterRestore.Seen bucket = look().getLast();
        assertThat(bucket.answers()).isFalse();
        assertThat(at.get(OLD)).isEqualTo(Keeping.bytes(900));
    }

    @Test
    void aTrialTakesNothingFromOthersUntilItIsSaidToCount() throws Exception {
        look();
        at.keeping.all().delete(OLD);
        at.keeping.all().delete(NEW);
        at.clock.advance(Duration.ofHours(2));
        at.settle();
        assertThat(at.home(OLD)).as("its own").doesNotExist();
        assertThat(at.inBucket(OLD)).as("others' too").exists();
        assertThat(at.inBucket(NEW)).exists();

        at.database.useTransaction(tx -> Restraint.end(tx, at.clock.instant()));
        at.clock.advance(Duration.ofHours(2));
        at.settle();
        assertThat(at.inBucket(OLD)).doesNotExist();
        assertThat(listed()).as("left over from now on, as anywhere").contains(NEW);
    }
}
