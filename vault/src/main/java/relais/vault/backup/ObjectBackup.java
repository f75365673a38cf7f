package relais.vault.backup;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
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
    private static final int PAGE = Lying.PAGE;

    /** Bytes; a line of a megabit a second carries them in half the time that readers have. */
    private static final long LITTLE = 16L << 20;

    /** Where more comes than can be copied, that is said of the moment that counts. */
    private static final int MOST_ROUNDS = 5;

    private final Lying lying;
    private final ObjectSource source;
    private final Place place;
    private final Consumer<String> progress;
    private final Path moment;
    private final AtOnce atOnce = new AtOnce();
    private long looked;
    private Copied atTheMoment = Copied.NOTHING;

    /** Asks the place what is there; of any number, so the answer goes into a table. */
    public ObjectBackup(
            Database database, ObjectSource source, Place place, Consumer<String> progress)
            throws IOException {
        this.source = source;
        this.place = place;
        this.progress = progress;
        this.moment = Files.createTempFile("relais-backup", ".list");
        this.lying = new Lying(database, place);
    }

    /**
     * Copies what is named now, and again what came meanwhile, so that little is left to copy for
     * the moment that counts.
     */
    public Copied ahead() throws IOException {
        Copied round = round();
        Copied all = round;
        for (int more = 1; more < MOST_ROUNDS && round.bytes() > LITTLE; more++) {
            round = round();
            all = round.after(all);
        }
        return all;
    }

    private Copied round() throws IOException {
        looked = 0;
        Copied done = Copied.NOTHING;
        List<Named> page = ObjectSource.page(lying.handle(), "", PAGE);
        while (!page.isEmpty()) {
            for (One one : copied(page)) {
                done = done.plus(one.done());
            }
            page = ObjectSource.page(lying.handle(), page.getLast().key(), PAGE);
        }
        return done;
    }

    /**
     * Remembers what is named at the moment that the backup is of, and copies at once what lacks:
     * compaction takes away some minutes later what it has brought together anew, and writing the
     * tables takes longer.
     */
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
        looked = 0;
        ObjectLine.each(Files.newInputStream(moment), this::copyNew);
    }

    /** What was asked for in vain before waits: it would take the time of what is new. */
    private void copyNew(List<ObjectLine> page) throws IOException {
        List<Named> objects = page.stream().map(ObjectLine::object).toList();
        Map<String, Long> known = lying.sizes(objects);
        for (One one : copied(objects.stream().filter(o -> !known.containsKey(o.key())).toList())) {
            atTheMoment = atTheMoment.plus(one.done());
        }
    }

    /** Writes the list of what is remembered; what no store gave is asked for once more. */
    public Copied finish(OutputStream list) throws IOException {
        Copied[] done = {Copied.NOTHING};
        looked = 0;
        ObjectLine.each(
                Files.newInputStream(moment), page -> done[0] = done[0].plus(finish(page, list)));
        return done[0].after(atTheMoment);
    }

    private Copied finish(List<ObjectLine> page, OutputStream list) throws IOException {
        Copied done = Copied.NOTHING;
        for (One one : copied(page.stream().map(ObjectLine::object).toList())) {
            done = done.plus(one.done());
            list.write((one.line().text() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return done;
    }

    private record One(ObjectLine line, Copied done) {}

    private List<One> copied(List<Named> page) throws IOException {
        Map<String, Long> there = lying.sizes(page);
        List<One> all = atOnce.each(page, one -> copied(one, there.get(one.key())));
        lying.add(
                all.stream()
                        .filter(one -> one.done().copied() > 0)
                        .map(one -> one.line().object())
                        .toList());
        lying.lack(
                all.stream()
                        .filter(one -> one.done().copied() + one.done().present() == 0)
                        .map(one -> one.line().object())
                        .filter(one -> !there.containsKey(one.key()))
                        .toList());
        looked += page.size();
        progress.accept("files: %,d looked at".formatted(looked));
        return all;
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
        lying.close();
        Files.deleteIfExists(moment);
    }
}
