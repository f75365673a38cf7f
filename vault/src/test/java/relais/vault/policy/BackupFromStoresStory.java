package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.secrets.Secrets;
import relais.vault.backup.Copied;
import relais.vault.backup.ObjectBackup;
import relais.vault.backup.ObjectRestore;
import relais.vault.backup.Place;

/** A backup holds what the rows name, wherever it lies; what it does not hold is said. */
@Timeout(60)
class BackupFromStoresStory {
    private static final String LARGE = "blob/large-in-the-bucket";
    private static final String SMALL = "blob/small-at-home";

    @TempDir Path folder;
    private Keeping at;
    private Place place;
    private byte[] list = {};

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        long bucket = at.addBucket();
        at.rules(
                new Rule("large", 0, 1_000, 1, 1, List.of(bucket)),
                new Rule("small", 0, 0, 1, 1, List.of(at.own())));
        at.put(LARGE, Keeping.bytes(50_000));
        at.put(SMALL, Keeping.bytes(500));
        at.settle();
        assertThat(at.home(LARGE)).as("lies only in the bucket").doesNotExist();
        place = Place.folder(folder.resolve("backups"));
    }

    @AfterEach
    void close() throws Exception {
        place.close();
        at.close();
    }

    private Copied backup(String... leaveOut) throws IOException {
        try (ObjectSource source =
                        ObjectSource.open(
                                at.database,
                                Secrets.open(folder.resolve("secrets.key")),
                                at.home(""),
                                Set.of(leaveOut),
                                at.clock);
                ObjectBackup backup = new ObjectBackup(at.database, source, place, s -> {})) {
            Copied ahead = backup.ahead();
            at.database.useTransaction(
                    tx -> {
                        try {
                            backup.remember(tx);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Copied late = backup.finish(out);
            list = out.toByteArray();
            return late.after(ahead);
        }
    }

    private Copied restore() throws IOException {
        return new ObjectRestore(place, folder.resolve("new"), s -> {})
                .run(() -> new ByteArrayInputStream(list));
    }

    @Test
    void whatLiesOnlyInABucketComesBackWithoutTheBucket() throws Exception {
        assertThat(backup()).isEqualTo(new Copied(2, 50_500, 0, Map.of(), Map.of()));
        at.line.cut();
        assertThat(restore().copied()).isEqualTo(2);
        assertThat(folder.resolve("new").resolve(LARGE)).hasBinaryContent(Keeping.bytes(50_000));
        assertThat(folder.resolve("new").resolve(SMALL)).hasBinaryContent(Keeping.bytes(500));
    }

    @Test
    void theNextBackupCopiesOnlyWhatIsNew() throws Exception {
        backup();
        at.put("blob/new", Keeping.bytes(70));
        Copied next = backup();
        assertThat(next.copied()).isEqualTo(1);
        assertThat(next.present()).isEqualTo(2);
    }

    @Test
    void whatIsLeftOutIsSaid() throws Exception {
        Copied made = backup("bucket");
        assertThat(made.leftOut()).containsEntry("bucket", new Copied.Some(1, 50_000));
        assertThat(made.missing()).isEmpty();
        Copied back = restore();
        assertThat(back.copied()).isEqualTo(1);
        assertThat(back.leftOut()).hasSize(1);
        assertThatThrownBy(() -> backup("buckte")).hasMessageContaining("local, bucket");
    }

    @Test
    void whatAStoreThatIsAwayDoesNotGiveIsSaidAndTheRestIsThere() throws Exception {
        at.line.cut();
        Copied made = backup();
        assertThat(made.missing()).containsEntry("bucket", new Copied.Some(1, 50_000));
        assertThat(restore().missing()).hasSize(1);
        at.line.mend();
        assertThat(backup().missing()).isEmpty();
    }

    @Test
    void aRottenCopyIsNotTakenWhereThereIsAGoodOne() throws Exception {
        long bucket = at.card("bucket").id();
        at.rules(new Rule("both", 0, 0, 2, 2, List.of(at.own(), bucket)));
        at.put("blob/both", Keeping.bytes(300));
        at.flip(at.home("blob/both"));
        assertThat(backup().missing()).isEmpty();
        restore();
        assertThat(folder.resolve("new/blob/both")).hasBinaryContent(Keeping.bytes(300));
    }

    @Test
    void whatRottedInTheBackupIsNotGivenBackAndKeepsNothingElseFromComing() throws Exception {
        backup();
        at.flip(folder.resolve("backups/objects").resolve(SMALL));
        Copied back = restore();
        assertThat(back.missing()).hasSize(1);
        assertThat(folder.resolve("new").resolve(SMALL)).doesNotExist();
        assertThat(folder.resolve("new").resolve(LARGE)).hasBinaryContent(Keeping.bytes(50_000));
        at.flip(folder.resolve("backups/objects").resolve(SMALL));
        Copied again = restore();
        assertThat(again.missing()).isEmpty();
        assertThat(again.present()).as("it goes on").isEqualTo(1);
    }
}
