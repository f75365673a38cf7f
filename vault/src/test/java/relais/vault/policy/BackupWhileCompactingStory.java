package relais.vault.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.backup.DatabaseDump;
import relais.platform.backup.DatabaseRestore;
import relais.platform.db.Database;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;
import relais.vault.backup.Copied;
import relais.vault.backup.ObjectBackup;
import relais.vault.backup.ObjectRestore;
import relais.vault.backup.Place;
import relais.vault.blob.BlobId;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Hold;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;

/** Small objects are brought together again and again, also while a backup is made of them. */
@Timeout(120)
class BackupWhileCompactingStory {
    private static final int SOME = 10;

    @TempDir Path folder;
    private final Map<BlobId, byte[]> kept = new HashMap<>();
    private Keeping at;
    private Care care;
    private Blobs blobs;
    private Place place;
    private Consumer<String> looking = step -> {};
    private String list = "";
    private byte[] rows = {};

    @BeforeEach
    void open() throws Exception {
        at = new Keeping(folder, Long.MAX_VALUE);
        blobs = blobs(at.database, at.keeping.all());
        care = blobs.care(Care.GRACE);
        place = Place.folder(folder.resolve("backups"));
        keepSome();
        later(11);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
        at.close();
    }

    private Blobs blobs(Database database, BlobStore store) throws IOException {
        return new Blobs(
                new Blobs.Setup(
                        database,
                        store,
                        Secrets.open(folder.resolve("vault.key")),
                        at.clock,
                        Hold.NONE,
                        key -> false));
    }

    private void keepSome() throws IOException {
        for (int i = 0; i < SOME; i++) {
            byte[] bytes = Keeping.bytes(1_000 + kept.size());
            kept.put(blobs.keep(new ByteArrayInputStream(bytes)).id(), bytes);
        }
    }

    private void later(int minutes) {
        at.clock.advance(Duration.ofMinutes(minutes));
    }

    /** What was brought together ten minutes ago, and some that are new since. */
    private void compactAgain() throws IOException {
        keepSome();
        later(11);
        assertThat(care.compact()).isEqualTo(SOME + 1);
    }

    /** As every hour; readers had their time. */
    private void collect() throws IOException {
        later(6);
        care.collect();
        at.settle();
    }

    private Set<String> objects() throws IOException {
        Set<String> there = new TreeSet<>();
        at.keeping.all().list("blob/", entry -> there.add(entry.key()));
        return there;
    }

    private interface Step {
        void run() throws IOException;
    }

    /**
     * Makes a backup.
     *
     * @param before what happens before the moment that it is of
     * @param during and after that moment, while the tables are written
     */
    private Copied backup(Step before, Step during) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream named = new ByteArrayOutputStream();
        AtomicBoolean first = new AtomicBoolean(true);
        try (ObjectSource source =
                        ObjectSource.open(
                                at.database,
                                Secrets.open(folder.resolve("secrets.key")),
                                at.home(""),
                                Set.of(),
                                at.clock);
                ObjectBackup backup =
                        new ObjectBackup(
                                at.database, source, place, step -> looking.accept(step))) {
            Copied ahead = backup.ahead();
            before.run();
            new DatabaseDump(at.database)
                    .writeTo(
                            out,
                            table -> {
                                if (first.getAndSet(false)) {
                                    unchecked(during);
                                }
                            },
                            backup::remember);
            Copied late = backup.finish(named);
            rows = out.toByteArray();
            list = named.toString(StandardCharsets.UTF_8);
            return late.after(ahead);
        }
    }

    private static void unchecked(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Elsewhere, from the backup alone. */
    private void everyContentComesBack(Map<BlobId, byte[]> contents) throws IOException {
        Path home = folder.resolve("new");
        Files.createDirectories(home);
        Files.copy(at.home(StoreRow.MARK), home.resolve(StoreRow.MARK));
        try (Database restored = TestDatabase.fresh("vault");
                FolderStore store = new FolderStore("local", home)) {
            new DatabaseRestore(restored).readFrom(new ByteArrayInputStream(rows), tx -> {});
            Copied back =
                    new ObjectRestore(place, home, step -> {})
                            .run(
                                    () ->
                                            new ByteArrayInputStream(
                                                    list.getBytes(StandardCharsets.UTF_8)));
            assertThat(back.missing()).isEmpty();
            assertThat(
                            AfterRestore.look(
                                    restored,
                                    Secrets.open(folder.resolve("secrets.key")),
                                    home,
                                    at.clock))
                    .containsExactly(new AfterRestore.Seen("local", true, "", 0, 0, List.of()));
            Blobs there = blobs(restored, store);
            for (Map.Entry<BlobId, byte[]> one : contents.entrySet()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                there.copy(one.getKey(), 0, Long.MAX_VALUE, out);
                assertThat(out.toByteArray()).isEqualTo(one.getValue());
            }
        }
    }

    @Test
    void whatWasMadeAfterTheFirstRoundAndIsGoneBeforeTheLastComesBack() throws Exception {
        Map<BlobId, byte[]> then = new HashMap<>(kept);
        Set<String> atTheMoment = new TreeSet<>();
        Copied made =
                backup(
                        () -> {
                            assertThat(care.compact()).isEqualTo(SOME);
                            collect();
                            atTheMoment.addAll(objects());
                        },
                        () -> {
                            compactAgain();
                            collect();
                            assertThat(objects())
                                    .as("nothing is where it was")
                                    .doesNotContainAnyElementsOf(atTheMoment);
                        });
        assertThat(made.missing()).isEmpty();
        assertThat(list).contains(atTheMoment);
        everyContentComesBack(then);
    }

    /** As the next backup finds it too: it is on its way out, and nothing in it is needed. */
    @Test
    void whatWasOnItsWayOutAtTheMomentIsNeitherCopiedNorMissed() throws Exception {
        Map<BlobId, byte[]> then = new HashMap<>(kept);
        Set<String> dying = new TreeSet<>();
        Copied made =
                backup(
                        () -> {
                            assertThat(care.compact()).isEqualTo(SOME);
                            collect();
                            dying.addAll(objects());
                            compactAgain();
                            then.putAll(kept);
                        },
                        () -> {
                            collect();
                            assertThat(objects()).doesNotContainAnyElementsOf(dying);
                        });
        assertThat(made.missing()).isEmpty();
        assertThat(list).doesNotContain(dying);
        everyContentComesBack(then);
    }

    /** Of a long first round so much may be new that copying it would take too long as well. */
    @Test
    void aLongFirstRoundIsFollowedByAnother() throws Exception {
        at.put("blob/large", Keeping.bytes(17 << 20));
        Path behind = folder.resolve("backups/objects/blob/00-came-behind");
        looking =
                step -> {
                    looking = again -> {};
                    unchecked(() -> at.put("blob/00-came-behind", Keeping.bytes(500)));
                };
        backup(() -> assertThat(behind).exists(), () -> {});
    }
}
