package relais.vault.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.vault.policy.ObjectSource;
import relais.vault.policy.ObjectSource.Given;
import relais.vault.policy.ObjectSource.Named;

/**
 * Copies the objects that the database names into a place, those that are not there: an object
 * never changes, so one of the same name and size is. What was copied before the program was killed
 * need not be copied again.
 */
public final class ObjectBackup implements AutoCloseable {
    private static final int PAGE = 1_000;

    private final Handle handle;
    private final ObjectSource source;
    private final Place place;
    private final Consumer<String> progress;
    private final Path moment;
    private final AtOnce atOnce = new AtOnce();
    private long looked;

    /** Asks the place what is there; of any number, so the answer goes into a table. */
    public ObjectBackup(
            Database database, ObjectSource source, Place place, Consumer<String> progress)
            throws IOException {
        this.source = source;
        this.place = place;
        this.progress = progress;
        this.moment = Files.createTempFile("relais-backup", ".list");
        this.handle = database.open();
        handle.execute("CREATE TEMP TABLE IF NOT EXISTS backup_there (key text, size bigint)");
        handle.execute("TRUNCATE backup_there");
        List<Named> page = new ArrayList<>();
        place.objects()
                .list(
                        "",
                        entry -> {
                            page.add(new Named(entry.key(), entry.size(), 0));
                            if (page.size() == PAGE) {
                                note(page);
                            }
                        });
        note(page);
        handle.execute("CREATE INDEX IF NOT EXISTS backup_there_key ON backup_there (key)");
        handle.execute("ANALYZE backup_there");
    }

    private void note(List<Named> there) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO backup_there (key, size) VALUES (:key, :size)");
        there.forEach(one -> batch.bind("key", one.key()).bind("size", one.size()).add());
        if (batch.size() > 0) {
            batch.execute();
        }
        there.clear();
    }

    /** Copies what is named now, so that little is left to copy for the moment that counts. */
    public Copied ahead() throws IOException {
        Copied done = Copied.NOTHING;
        List<Named> page = ObjectSource.page(handle, "", PAGE);
        while (!page.isEmpty()) {
            for (One one : copied(page)) {
                done = done.plus(one.done());
            }
            page = ObjectSource.page(handle, page.getLast().key(), PAGE);
        }
        return done;
    }

    /** Remembers what is named at the moment that the backup is of. */
    public void remember(Handle tx) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(moment)) {
            List<Named> page = ObjectSource.page(tx, "", PAGE);
            while (!page.isEmpty()) {
                for (Named one : page) {
                    out.write(new ObjectLine(one, ObjectLine.Where.HERE).text() + "\n");
                }
                page = ObjectSource.page(tx, page.getLast().key(), PAGE);
            }
        }
    }

    /** Copies what is remembered and lacks still, and writes the list of all of it. */
    public Copied finish(OutputStream list) throws IOException {
        Copied done = Copied.NOTHING;
        looked = 0;
        try (BufferedReader in = Files.newBufferedReader(moment)) {
            List<Named> page = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                page.add(ObjectLine.of(line).object());
                if (page.size() == PAGE) {
                    done = done.plus(finish(page, list));
                }
            }
            return done.plus(finish(page, list));
        }
    }

    private Copied finish(List<Named> page, OutputStream list) throws IOException {
        Copied done = Copied.NOTHING;
        for (One one : copied(page)) {
            done = done.plus(one.done());
            list.write((one.line().text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        page.clear();
        return done;
    }

    private record One(ObjectLine line, Copied done) {}

    private List<One> copied(List<Named> page) throws IOException {
        Map<String, Long> there = there(page);
        List<One> all = atOnce.each(page, one -> copied(one, there.get(one.key())));
        note(
                new ArrayList<>(
                        all.stream()
                                .filter(one -> one.done().copied() > 0)
                                .map(one -> one.line().object())
                                .toList()));
        looked += page.size();
        progress.accept("files: %,d looked at".formatted(looked));
        return all;
    }

    private Map<String, Long> there(List<Named> page) {
        Map<String, Long> there = new HashMap<>();
        handle.createQuery("SELECT key, size FROM backup_there WHERE key = ANY (:keys)")
                .bind("keys", page.stream().map(Named::key).toArray(String[]::new))
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(one -> there.put(one.getKey(), one.getValue()));
        return there;
    }

    private One copied(Named one, @Nullable Long there) throws IOException {
        if (there != null && there == one.size()) {
            return new One(new ObjectLine(one, ObjectLine.Where.HERE), Copied.there());
        }
        return switch (source.give(one, place.objects())) {
            case Given.Whole() ->
                    new One(new ObjectLine(one, ObjectLine.Where.HERE), Copied.one(one.size()));
            case Given.LeftOut(String stores) ->
                    new One(
                            new ObjectLine(one, ObjectLine.Where.LEFT),
                            Copied.leftOut(stores, one.size()));
            case Given.Missing(String stores) ->
                    new One(
                            new ObjectLine(one, ObjectLine.Where.MISSING),
                            Copied.missing(stores, one.size()));
        };
    }

    @Override
    public void close() throws IOException {
        atOnce.close();
        handle.execute("DROP TABLE IF EXISTS backup_there");
        handle.close();
        Files.deleteIfExists(moment);
    }
}
