package relais.meter.series;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Manifest;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.LabelIndex;
import relais.meter.series.labels.Matcher;

/**
 * A folder of series. What {@link #append} acknowledged survives any crash; the same sample twice
 * is one sample; of two values at one time the last that came stays; samples may come in any order.
 * Thread safe.
 */
public final class SeriesStore implements AutoCloseable {

    /** A sample further ahead than this comes from a wrong clock. */
    public static final Duration FUTURE = Duration.ofDays(1);

    private final InstantSource clock;
    private final StoreLimits limits;
    private final FileChannel lock;
    private final Shelf shelf;
    private final Names names;
    private final Head head = new Head();
    private final Journal journal;
    private final Upkeep upkeep;
    private final Sealer sealer;
    private final Committer committer;
    private final Reading reading;
    private final GivenRollUps given;
    private final Forgetting forgetting;

    private SeriesStore(Path folder, StoreLimits limits, InstantSource clock, FileChannel lock)
            throws IOException {
        this.clock = clock;
        this.limits = limits;
        this.lock = lock;
        shelf = Shelf.open(folder);
        names = new Names(folder, limits);
        journal = new Journal(shelf);
        forgetting = new Forgetting(shelf, head, names);
        upkeep = new Upkeep(shelf, limits, clock, names::retention);
        Sealing sealing = new Sealing(shelf, names::retention);
        sealer = new Sealer(shelf, head, journal, sealing, upkeep::mergeLater);
        committer = new Committer(journal, head, sealer);
        reading = new Reading(head, shelf);
        given = new GivenRollUps(shelf, names::retention, upkeep::rolledSince);
    }

    /**
     * Opens the folder, makes it when it is missing, and replays what was not sealed.
     *
     * @throws IOException when it is in use, its manifest or names are damaged, or the disk fails
     */
    public static SeriesStore open(Path folder, StoreLimits limits, InstantSource clock)
            throws IOException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        try {
            SeriesStore store = new SeriesStore(folder, limits, clock, lock);
            SampleBatch batch = new SampleBatch(1024);
            store.journal.replay(
                    record -> {
                        batch.decode(record);
                        store.head.append(batch);
                    });
            store.journal.begin();
            store.committer.start();
            return store;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            channel.close();
            throw new IOException(folder + " is already open in this process", inThisProcess);
        }
        channel.close();
        throw new IOException(folder + " is in use by another process");
    }

    /** Finds or makes series; durable when it returns. At a bound those that are new are left. */
    public Registered register(List<Definition> definitions) {
        return names.register(definitions);
    }

    /** Empty for a series that is forgotten. */
    public Optional<Definition> definition(long id) {
        return names.definition(Math.toIntExact(id));
    }

    /** Grows when series are forgotten: a number from before may be one of theirs. */
    public long forgettings() {
        return forgetting.count();
    }

    /**
     * The numbers of the series that all matchers choose, ascending.
     *
     * @throws IllegalArgumentException for a pattern that is wrong or takes too long
     */
    public long[] select(Collection<Matcher> matchers) {
        int[] ids = names.ask(index -> index.select(matchers));
        return Arrays.stream(ids).asLongStream().toArray();
    }

    /** The numbers of the series that one owner brought, ascending. */
    public long[] owned(String owner) {
        return Arrays.stream(names.owned(owner)).asLongStream().toArray();
    }

    /** All names of labels, sorted. */
    public List<String> labelNames() {
        return names.ask(LabelIndex::names);
    }

    /** The values of a label among the series chosen, sorted. */
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        return names.ask(index -> index.values(name, matchers));
    }

    /** Returns when the samples are durable and visible, or when they are not taken. */
    public Appended append(SampleBatch batch) {
        if (batch.size() == 0) {
            return new Appended.Stored(0, 0, 0);
        }
        if (batch.size() > SampleBatch.MOST) {
            return new Appended.Refused("a batch holds at most " + SampleBatch.MOST + " samples");
        }
        // What is looked up here must still be there when it is in the head.
        forgetting.known().lock();
        try {
            return appendKnown(batch);
        } finally {
            forgetting.known().unlock();
        }
    }

    private Appended appendKnown(SampleBatch batch) {
        long[] since = new long[limits.retention().size()];
        for (int c = 0; c < since.length; c++) {
            since[c] = upkeep.rawSince(c);
        }
        long until = clock.millis() + FUTURE.toMillis();
        int known = names.size();
        int tooOld = 0;
        int tooFar = 0;
        for (int i = 0; i < batch.size(); i++) {
            int id = batch.series(i);
            if (id < 0 || id >= known) {
                return new Appended.Refused("there is no series " + id);
            }
            int its = names.retention(id);
            if (its < 0) {
                return new Appended.Forgotten("series " + id + " is forgotten");
            }
            tooOld += batch.time(i) < since[its] ? 1 : 0;
            tooFar += batch.time(i) >= until ? 1 : 0;
        }
        SampleBatch taken = tooOld + tooFar == 0 ? batch : within(batch, since, until);
        Appended what =
                taken.size() == 0
                        ? new Appended.Stored(0, 0, 0)
                        : committer.submit(new Pending(taken));
        return what instanceof Appended.Stored(int samples, int none, int never)
                ? new Appended.Stored(samples, none + tooOld, never + tooFar)
                : what;
    }

    private SampleBatch within(SampleBatch batch, long[] since, long until) {
        SampleBatch taken = new SampleBatch(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            int id = batch.series(i);
            long time = batch.time(i);
            if (time >= since[names.retention(id)] && time < until) {
                taken.add(id, time, batch.value(i));
            }
        }
        return taken;
    }

    /** Windows of one call to {@link #appendRolled}: bounds what is held of them, some 100 MB. */
    public static final int MOST_ROLLED = 1_000_000;

    /**
     * Keeps roll-ups that were made elsewhere; returns when they are durable and visible, or not
     * taken. They stand where this store has no raw values in their window: where such are there,
     * or come later, these alone count. Of two roll-ups of one window the one that counts more
     * values stays. Each call writes a file, so bring much at once.
     *
     * @param ids one for each of the windows; the same may come again
     * @param each of 5 minutes or of hours, beginning with these (UTC)
     */
    public Appended appendRolled(long[] ids, List<Windows> each) {
        int known = names.size();
        for (long id : ids) {
            if (id < 0 || id >= known) {
                return new Appended.Refused("there is no series " + id);
            }
        }
        if (each.stream().mapToLong(Windows::size).sum() > MOST_ROLLED) {
            return new Appended.Refused("at most " + MOST_ROLLED + " roll-ups come together");
        }
        forgetting.known().lock();
        try {
            for (long id : ids) {
                if (names.retention((int) id) < 0) {
                    return new Appended.Forgotten("series " + id + " is forgotten");
                }
            }
            return given.append(ids, each, clock.millis() + FUTURE.toMillis());
        } finally {
            forgetting.known().unlock();
            upkeep.mergeLater();
        }
    }

    /**
     * The roll-ups that stand by themselves: given ones, and those whose raw samples' time is over.
     *
     * @param step 5 minutes or an hour
     */
    public Windows rolled(long id, long from, long to, Duration step) {
        Resolution resolution = Resolution.of(new Windows(0, step.toMillis()));
        return reading.rolled(Math.toIntExact(id), from, to, resolution);
    }

    /** No sample here is older; the greatest of all times when there is none. */
    public long oldest() {
        // The head first: what is sealed meanwhile is then looked at twice, not never.
        long inHead = head.oldest();
        return shelf.files().stream()
                .filter(file -> file.name().content() == FileName.Content.RAW)
                .mapToLong(BlockFile::first)
                .reduce(inHead, Math::min);
    }

    /** The samples from one time to before another, milliseconds since 1970 UTC. */
    public Columns samples(long id, long from, long to) {
        return reading.samples(Math.toIntExact(id), from, to);
    }

    /**
     * What the samples of each window come to; windows begin at {@code from} and every step after.
     * Where only roll-ups are left, theirs count to the window in which they begin.
     */
    public Windows windows(long id, long from, long to, Duration step) {
        return reading.windows(Math.toIntExact(id), from, to, step.toMillis());
    }

    /** Seals what is in memory; returns when it is done. */
    public void seal() throws IOException {
        switch (committer.submit(new Pending(null))) {
            case Appended.Stored ignored -> {}
            case Appended.Refused(String reason) -> throw new IOException(reason);
            case Appended.Forgotten(String reason) -> throw new IOException(reason);
            case Appended.Broken(String reason) -> throw new IOException(reason);
        }
    }

    /** Takes samples out for good, and roll-ups that begin in that time. */
    public void erase(Collection<Long> ids, long from, long to) throws IOException {
        upkeep.working().lock();
        try {
            seal();
            long before = shelf.takeNumber();
            List<Integer> series = ids.stream().map(Math::toIntExact).sorted().toList();
            shelf.change(
                    old -> {
                        List<Manifest.Erasure> all = new ArrayList<>(old.erasures());
                        all.add(new Manifest.Erasure(before, from, to, series));
                        return new Manifest(old.next(), old.log(), old.files(), all, old.rolled());
                    });
        } finally {
            upkeep.working().unlock();
        }
    }

    /**
     * Takes series out with all they had: they are not found any more, and their numbers are not
     * given again. Their place on the disk comes back with the next maintenance.
     */
    public void forget(Collection<Long> ids) throws IOException {
        upkeep.working().lock();
        try {
            forgetting.forget(ids, () -> erase(ids, Long.MIN_VALUE, Long.MAX_VALUE));
        } finally {
            upkeep.working().unlock();
        }
    }

    /** Rolls up and drops what is over, merges what is ripe; for a schedule, hourly or so. */
    public void maintain() throws IOException {
        seal();
        List<Long> rolled = upkeep.announce();
        seal();
        upkeep.expire(rolled);
        upkeep.mergeDays(Upkeep.Ripe.WORTH_IT);
        upkeep.mergeRollUps(Upkeep.Ripe.WORTH_IT);
        upkeep.working().lock();
        try {
            if (upkeep.takeVanished()) {
                forgetting.forgetEmpty();
            }
        } finally {
            upkeep.working().unlock();
        }
    }

    /** Merges every day into one file now, given roll-ups too, whether it is over or not. */
    public void compact() throws IOException {
        seal();
        upkeep.mergeDays(Upkeep.Ripe.ANYTHING);
        upkeep.mergeRollUps(Upkeep.Ripe.ANYTHING);
    }

    /** Reads every sealed byte and says what is damaged; for a schedule, weekly or so. */
    public List<String> verify() {
        return Inspection.of(shelf);
    }

    /** Copies everything acknowledged so far into a new folder; a store opens on it. */
    public void backup(Path target) throws IOException {
        upkeep.working().lock();
        try {
            seal();
            new Backup(shelf, names).write(target);
        } finally {
            upkeep.working().unlock();
        }
    }

    public StoreState state() {
        List<BlockFile> files = shelf.files();
        String failure = sealer.failure();
        List<String> damage = new ArrayList<>(shelf.damaged());
        if (failure != null) {
            damage.add(failure);
        }
        return new StoreState(
                names.live(),
                head.samples(),
                files.stream()
                        .filter(file -> file.name().content() == FileName.Content.RAW)
                        .mapToLong(BlockFile::samples)
                        .sum(),
                files.size(),
                files.stream().mapToLong(BlockFile::bytes).sum(),
                files.stream().mapToLong(BlockFile::rollUpBytes).sum(),
                2 * names.bytes(),
                damage);
    }

    /** Finishes appends; what is in memory stays in the log. */
    @Override
    public void close() throws IOException {
        given.close();
        committer.close();
        sealer.close();
        upkeep.close();
        journal.close();
        names.close();
        shelf.close();
        lock.close();
    }
}
