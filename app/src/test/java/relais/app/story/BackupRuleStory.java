package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relais.app.AppSettings;
import relais.app.Backup;
import relais.app.Home;
import relais.app.Restore;
import relais.platform.backup.Passphrase;
import relais.platform.db.Database;
import relais.platform.db.DatabaseAddress;
import relais.platform.settings.Settings;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.backup.Keep;
import relais.vault.backup.Made;
import relais.vault.backup.Place;
import relais.vault.backup.Removed;
import relais.vault.testing.DailyWork;
import relais.vault.testing.DocumentSite;
import relais.vault.testing.S3Service;

/**
 * A document is thrown away and its bytes collected a month later; the backups of before go by
 * rule, and with them the bytes. Those that stay come back whole.
 */
class BackupRuleStory {
    private static final Keep RULE = new Keep(60, 0);
    private static final Passphrase PASSPHRASE = new Passphrase("in the safe of the mayor");
    private static final Passphrase OTHER = new Passphrase("in the safe of the prefect");

    @TempDir Path folder;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    private final Map<String, Map<String, byte[]>> objectsAt = new HashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void whatOnlyAnOldBackupKnewGoesWithItAndTheOthersComeBackWhole(boolean bucket)
            throws Exception {
        DatabaseAddress address = TestDatabase.freshAddress("gateway", "voice", "meter", "vault");
        Files.createDirectories(folder.resolve("home"));
        try (S3Service service = new S3Service(folder.resolve("s3"), new Properties());
                Place place = place(bucket, service);
                DocumentSite site =
                        new DocumentSite(
                                Database.open(address, 8), folder.resolve("home"), clock)) {
            put(site, "/deed.bin", 1);
            long thrown = put(site, "/thrown-away.bin", 2);
            Backup backup = new Backup(home("home"), settings(address), clock, s -> {});
            Backup.Report oldest = make(backup, place, PASSPHRASE);
            Set<String> only = objects();

            clock.advance(Duration.ofDays(20));
            throwAway(site, thrown);
            try (DailyWork daily = new DailyWork(site, folder.resolve("home"), clock)) {
                daily.after(Duration.ofDays(31));
            }
            only.removeAll(objects());
            assertThat(only).as("its bytes are collected").hasSize(1);
            put(site, "/letter.bin", 3);
            Backup.Report middle = make(backup, place, PASSPHRASE);
            assertThat(removed(backup, place, PASSPHRASE, middle).objects().objects()).isZero();

            clock.advance(Duration.ofDays(20));
            put(site, "/plan.bin", 4);
            Backup.Report newest = make(backup, place, PASSPHRASE);
            assertThat(lying(bucket)).containsAll(only);
            Removed removed = removed(backup, place, PASSPHRASE, newest);

            assertThat(removed.refused()).isEmpty();
            assertThat(removed.gone()).extracting(Made::stamp).containsExactly(oldest.stamp());
            assertThat(removed.objects().objects()).isGreaterThanOrEqualTo(only.size());
            assertThat(lying(bucket)).doesNotContainAnyElementsOf(only);
            comesBackAsItWas(place, middle);
            comesBackAsItWas(place, newest);
            anotherPassphrase(backup, place, bucket);
        }
    }

    /** Backups of before stay shut, so nothing goes until the rule lets go of them. */
    private void anotherPassphrase(Backup backup, Place place, boolean bucket) throws Exception {
        clock.advance(Duration.ofDays(50));
        Set<String> before = lying(bucket);
        Backup.Report made = make(backup, place, OTHER);
        Removed refused = removed(backup, place, OTHER, made);
        assertThat(refused.refused().orElseThrow()).contains("does not open", "another one");
        assertThat(lying(bucket)).containsAll(before);
        assertThat(place.whole()).hasSize(3);
        clock.advance(Duration.ofDays(50));
        Backup.Report later = make(backup, place, OTHER);
        assertThat(removed(backup, place, OTHER, later).refused()).isEmpty();
        assertThat(place.whole()).containsExactly(made.stamp(), later.stamp());
    }

    private Place place(boolean bucket, S3Service service) throws IOException {
        return bucket
                ? Place.bucket(
                        new Place.Address(
                                URI.create("http://127.0.0.1:" + service.port()),
                                "us-east-1",
                                "keep",
                                "safe"),
                        new Place.Credentials("us", "our-secret"))
                : Place.folder(folder.resolve("place"));
    }

    private Home home(String name) {
        return new Home(folder.resolve(name));
    }

    private static Settings settings(DatabaseAddress address) {
        Settings.Loading loaded =
                Settings.load(
                        AppSettings.declared(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(
                                "database.url", address.url(),
                                "database.user", address.user(),
                                "database.password", address.password()));
        return ((Settings.Loaded) loaded).settings();
    }

    private static long put(DocumentSite site, String path, int seed) throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        var answer = site.put(DocumentSite.CHIEF, path, bytes);
        assertThat(answer.statusCode()).isEqualTo(201);
        return DocumentSite.json(answer).path("id").asLong();
    }

    private static void throwAway(DocumentSite site, long document) throws Exception {
        for (String how : List.of("", "?forever=true")) {
            String path = "/api/documents/" + document + how;
            assertThat(site.ask(DocumentSite.CHIEF, "DELETE", path, null).statusCode())
                    .isLessThan(300);
        }
    }

    /** Makes one; what the store holds then is what must come back. */
    private Backup.Report make(Backup backup, Place place, Passphrase passphrase) throws Exception {
        Map<String, byte[]> now = bytes(folder.resolve("home/files/store"));
        Backup.Report made = backup.make(place, passphrase, Set.of());
        assertThat(made.complete()).isTrue();
        objectsAt.put(made.stamp(), now);
        return made;
    }

    private Removed removed(Backup backup, Place place, Passphrase passphrase, Backup.Report made)
            throws IOException {
        Removed removed = backup.remove(place, passphrase, RULE, made);
        assertThat(removed.postponed()).isEmpty();
        return removed;
    }

    private void comesBackAsItWas(Place place, Backup.Report made) throws Exception {
        Home back = home("back-" + made.stamp());
        DatabaseAddress empty = TestDatabase.freshAddress();
        Restore.Done done =
                new Restore(back, settings(empty), clock, s -> {})
                        .run(place, made.stamp(), PASSPHRASE);
        assertThat(done.report().complete()).isTrue();
        Map<String, byte[]> came = bytes(back.folder().resolve("files/store"));
        objectsAt
                .get(made.stamp())
                .forEach((key, bytes) -> assertThat(came.get(key)).as(key).isEqualTo(bytes));
        assertThat(done.report().database().orElseThrow().rows()).isPositive();
    }

    /** The large objects of the home. */
    private Set<String> objects() {
        return new TreeSet<>(bytes(folder.resolve("home/files/store")).keySet());
    }

    private Set<String> lying(boolean bucket) {
        return bytes(folder.resolve(bucket ? "s3/keep/safe/objects" : "place/objects")).keySet();
    }

    private static Map<String, byte[]> bytes(Path store) {
        try (Stream<Path> files = Files.walk(store.resolve("blob"))) {
            List<Path> large =
                    new ArrayList<>(files.filter(f -> f.toFile().length() > 250_000).toList());
            return large.stream()
                    .collect(
                            Collectors.toMap(
                                    f -> store.relativize(f).toString(), BackupRuleStory::read));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
