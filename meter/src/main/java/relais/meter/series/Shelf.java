package relais.meter.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Indexes;
import relais.meter.series.files.Manifest;
import relais.meter.series.files.NotWrittenException;

/** The sealed files, and the manifest that says which count. */
final class Shelf implements AutoCloseable {

    /** About what the indexes of three months of 100,000 series need. */
    private static final long INDEX_BYTES = 32 << 20;

    private final Path folder;
    private final Indexes indexes = new Indexes(INDEX_BYTES);
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantReadWriteLock closing = new ReentrantReadWriteLock();
    private final List<String> damaged = new ArrayList<>();
    private volatile Manifest manifest;
    private volatile List<BlockFile> files;
    private volatile long newest = Long.MIN_VALUE;
    private long next;

    private Shelf(Path folder, Manifest manifest) throws IOException {
        this.folder = folder;
        this.manifest = manifest;
        this.files = List.of();
        tidy();
        files = reopen(manifest);
    }

    static Shelf open(Path folder) throws IOException {
        return new Shelf(folder, Manifest.read(folder));
    }

    Path folder() {
        return folder;
    }

    /** Removes what a crash left behind: files that never came to count, logs that are sealed. */
    private void tidy() throws IOException {
        Set<String> counted = new HashSet<>();
        manifest.files().forEach(file -> counted.add(file.toString()));
        next = manifest.next();
        List<Path> all;
        try (Stream<Path> found = Files.list(folder)) {
            all = found.toList();
        }
        for (Path file : all) {
            String name = file.getFileName().toString();
            if (name.endsWith(".new")) {
                Files.delete(file);
            } else if (name.matches("\\d{12}\\..*")) {
                long number = Long.parseLong(name.substring(0, 12));
                boolean log = name.endsWith(".log");
                if (log ? number < manifest.log() : !counted.contains(name)) {
                    Files.delete(file);
                } else {
                    next = Math.max(next, number + 1);
                }
            }
        }
    }

    private List<BlockFile> reopen(Manifest of) throws IOException {
        Map<FileName, BlockFile> open = new HashMap<>();
        files.forEach(file -> open.put(file.name(), file));
        List<BlockFile> now = new ArrayList<>();
        for (FileName name : of.files()) {
            BlockFile file = open.get(name);
            try {
                now.add(file != null ? file : BlockFile.open(folder, name, indexes));
            } catch (DamagedException broken) {
                report(broken.getMessage());
            }
        }
        newest = now.stream().mapToLong(BlockFile::last).max().orElse(Long.MIN_VALUE);
        return List.copyOf(now);
    }

    long takeNumber() {
        changing.lock();
        try {
            return next++;
        } finally {
            changing.unlock();
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /** The time of the newest sealed sample; the least of all times when there is none. */
    long newest() {
        return newest;
    }

    List<BlockFile> files() {
        return files;
    }

    /** Replaces the manifest; files that it no longer names are deleted when nobody reads them. */
    void change(UnaryOperator<Manifest> change) throws IOException {
        changing.lock();
        try {
            Manifest changed = change.apply(manifest);
            List<BlockFile> before = files;
            List<BlockFile> after = reopen(changed);
            Manifest now =
                    new Manifest(
                            next,
                            changed.log(),
                            changed.files(),
                            changed.erasures().stream()
                                    .filter(one -> after.stream().anyMatch(in -> isIn(one, in)))
                                    .toList(),
                            changed.rolled());
            write(now, after);
            closing.writeLock().lock();
            try {
                // Readers see old files with old erasures, or new with new.
                files = after;
                manifest = now;
                discard(before, now);
            } finally {
                closing.writeLock().unlock();
            }
        } finally {
            changing.unlock();
        }
    }

    /** Files that were made for a manifest that cannot be written would fill a full disk more. */
    private void write(Manifest now, List<BlockFile> after) throws IOException {
        try {
            now.write(folder);
        } catch (NotWrittenException full) {
            for (BlockFile file : after) {
                if (!files.contains(file)) {
                    file.close();
                    Files.deleteIfExists(folder.resolve(file.name().toString()));
                }
            }
            throw full;
        }
    }

    /** Lets files count, all at once. */
    void add(List<FileName> made) throws IOException {
        replace(List.of(), made);
    }

    /**
     * Lets files count instead of others, all at once, and in their place: what was sealed
     * meanwhile is newer, whatever its number.
     */
    void replace(List<BlockFile> gone, List<FileName> made) throws IOException {
        List<FileName> names = gone.stream().map(BlockFile::name).toList();
        change(
                old -> {
                    List<FileName> all = new ArrayList<>(old.files());
                    int last = names.stream().mapToInt(all::lastIndexOf).max().orElse(-1);
                    all.addAll(last < 0 ? all.size() : last + 1, made);
                    all.removeAll(names);
                    return new Manifest(old.next(), old.log(), all, old.erasures(), old.rolled());
                });
    }

    private void discard(List<BlockFile> before, Manifest now) throws IOException {
        Set<FileName> counted = new HashSet<>(now.files());
        for (BlockFile file : before) {
            if (!counted.contains(file.name())) {
                file.close();
                Files.deleteIfExists(folder.resolve(file.name().toString()));
            }
        }
    }

    /** Nothing is closed while the files are read. */
    <T> T reading(Function<List<BlockFile>, T> read) {
        closing.readLock().lock();
        try {
            return read.apply(files);
        } finally {
            closing.readLock().unlock();
        }
    }

    /** Whether a file may hold samples that an erasure takes out. */
    private static boolean isIn(Manifest.Erasure erasure, BlockFile file) {
        return file.name().number() < erasure.before()
                && file.first() < erasure.to()
                && file.last() >= erasure.from();
    }

    /** Whether something was erased in a file and is still there. */
    boolean isErased(BlockFile file) {
        return manifest.erasures().stream().anyMatch(erasure -> isIn(erasure, file));
    }

    /** What is erased of a series in a file. */
    List<Manifest.Erasure> erasures(BlockFile file, int id) {
        List<Manifest.Erasure> some = new ArrayList<>(0);
        for (Manifest.Erasure erasure : manifest.erasures()) {
            if (isIn(erasure, file) && erasure.series().contains(id)) {
                some.add(erasure);
            }
        }
        return some;
    }

    /** Takes erased samples out of what came from a file. */
    void erase(BlockFile file, int id, Columns columns) {
        for (Manifest.Erasure erasure : manifest.erasures()) {
            if (isIn(erasure, file) && erasure.series().contains(id)) {
                columns.erase(erasure.from(), erasure.to());
            }
        }
    }

    /** Damage is told, not hidden, and does not keep sound data from being read. */
    void report(@Nullable String damage) {
        synchronized (damaged) {
            String text = String.valueOf(damage);
            if (!damaged.contains(text) && damaged.size() < 1000) {
                damaged.add(text);
            }
        }
    }

    List<String> damaged() {
        synchronized (damaged) {
            return List.copyOf(damaged);
        }
    }

    @Override
    public void close() throws IOException {
        closing.writeLock().lock();
        try {
            for (BlockFile file : files) {
                file.close();
            }
            files = List.of();
        } finally {
            closing.writeLock().unlock();
        }
    }
}
