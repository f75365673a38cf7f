package relais.vault.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import relais.platform.db.Database;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;
import relais.vault.policy.ObjectSource.Named;
import relais.vault.store.BlobStore;
import relais.vault.testing.S3Service;

/** A place with backups of a few objects, whose lists are not sealed; a folder or a bucket. */
final class BackupsPlace implements AutoCloseable {
    static final Making.Patience IMPATIENT = new Making.Patience(2, Duration.ofMillis(1));

    /** The bytes of each object. */
    static final String BYTES = "what was decided";

    enum Kind {
        FOLDER,
        BUCKET
    }

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T02:00:00Z"));
    final Database database;
    final Place place;
    private final S3Service service;

    BackupsPlace(Kind kind, Path folder) throws Exception {
        service = new S3Service(folder.resolve("s3"), new Properties());
        database = TestDatabase.fresh("vault");
        place =
                kind == Kind.FOLDER
                        ? Place.folder(folder.resolve("place"))
                        : Place.bucket(
                                new Place.Address(
                                        URI.create("http://127.0.0.1:" + service.port()),
                                        "us-east-1",
                                        "keep",
                                        "safe"),
                                new Place.Credentials("us", "our-secret"));
    }

    void days(int days) {
        clock.advance(Duration.ofDays(days));
    }

    Making begin() throws IOException {
        return Making.begin(place, Made.stamp(clock.instant()), s -> {}, IMPATIENT);
    }

    /** A whole backup, made now, that names these. */
    String backup(String... names) throws IOException {
        String stamp = Made.stamp(clock.instant());
        try (Making making = begin()) {
            for (String name : names) {
                copy(name);
            }
            list(stamp, names);
            making.confirm();
        }
        return stamp;
    }

    void copy(String name) throws IOException {
        if (place.objects().size(key(name)).isEmpty()) {
            write(place.objects(), key(name), BYTES);
        }
    }

    /** Its small parts, the list last. */
    void list(String stamp, String... names) throws IOException {
        part(stamp, Place.KEYS, "keys");
        part(stamp, Place.DATABASE, "rows");
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            Named object = new Named(key(name), BYTES.length(), 7);
            list.append(new ObjectLine(object, ObjectLine.Where.HERE).text()).append('\n');
        }
        part(stamp, Place.LIST, list.toString());
    }

    void part(String stamp, String name, String text) throws IOException {
        Part part = place.begin(stamp, name);
        try {
            part.write(text.getBytes(StandardCharsets.UTF_8));
            part.commit();
        } finally {
            part.discard();
        }
    }

    static void write(BlobStore store, String key, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        store.write(key, new ByteArrayInputStream(bytes), bytes.length);
    }

    static String key(String name) {
        return "blob/00/" + name;
    }

    OldBackups old(Place at) {
        return new OldBackups(database, at, this::list, clock, s -> {});
    }

    private InputStream list(String stamp) throws IOException {
        return place.read(stamp, Place.LIST);
    }

    Removed remove(Keep rule, String made) throws IOException {
        return old(place).remove(rule, made);
    }

    /** The objects that are there. */
    Set<String> objects() throws IOException {
        Set<String> found = new TreeSet<>();
        place.objects().list("", one -> found.add(one.key().replaceFirst("blob/00/", "")));
        return found;
    }

    List<String> lackedBy(String stamp) throws IOException {
        List<String> lacked = new ArrayList<>();
        Set<String> there = objects();
        ObjectLine.each(
                list(stamp),
                page ->
                        page.stream()
                                .map(line -> line.object().key().replaceFirst("blob/00/", ""))
                                .filter(name -> !there.contains(name))
                                .forEach(lacked::add));
        return lacked;
    }

    @Override
    public void close() throws Exception {
        place.close();
        database.close();
        service.close();
    }
}
