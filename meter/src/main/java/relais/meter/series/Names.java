package relais.meter.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import relais.meter.series.files.NamesFile;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.LabelIndex;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;

/** The series that there are: on the disk first, then in the index. Thread safe. */
final class Names implements AutoCloseable {

    private final StoreLimits limits;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final LabelIndex index = new LabelIndex();
    private final Map<String, Integer> perOwner = new HashMap<>();
    private final List<String> owners = new ArrayList<>();
    private final Map<String, String> ownerTexts = new HashMap<>();
    private final NamesFile file;
    private volatile byte[] retention = new byte[1024];
    private byte[] kinds = new byte[1024];
    private volatile int size;

    Names(Path folder, StoreLimits limits) throws IOException {
        this.limits = limits;
        file = NamesFile.open(folder, this::add);
    }

    private void add(Definition definition) {
        int id = index.add(definition.labels());
        if (id >= retention.length) {
            retention = Arrays.copyOf(retention, id * 2);
            kinds = Arrays.copyOf(kinds, id * 2);
        }
        retention[id] = (byte) definition.retention();
        kinds[id] = (byte) definition.kind().ordinal();
        String owner = ownerTexts.computeIfAbsent(definition.owner(), Function.identity());
        owners.add(owner);
        perOwner.merge(owner, 1, Integer::sum);
        size = id + 1;
    }

    int size() {
        return size;
    }

    int retention(int id) {
        return retention[id];
    }

    /** Finds or makes; all or none. */
    Registered register(List<Definition> wanted) {
        lock.readLock().lock();
        try {
            long[] known = find(wanted);
            if (Arrays.stream(known).allMatch(id -> id >= 0)) {
                return new Registered.Known(known);
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            Map<Labels, Definition> fresh = new LinkedHashMap<>();
            for (Definition definition : wanted) {
                if (index.find(definition.labels()) < 0) {
                    fresh.putIfAbsent(definition.labels(), definition);
                }
            }
            String refusal = refusal(fresh);
            if (!refusal.isEmpty()) {
                return new Registered.Refused(refusal);
            }
            file.append(List.copyOf(fresh.values()));
            fresh.values().forEach(this::add);
            return new Registered.Known(find(wanted));
        } catch (IOException failure) {
            return new Registered.Broken(
                    "the disk did not take the names: " + failure.getMessage());
        } finally {
            lock.writeLock().unlock();
        }
    }

    private long[] find(List<Definition> wanted) {
        return wanted.stream().mapToLong(one -> index.find(one.labels())).toArray();
    }

    /** Empty when the fresh ones may come. */
    private String refusal(Map<Labels, Definition> fresh) {
        if (size + fresh.size() > limits.series()) {
            return "the store holds %d of at most %d series; %d more do not fit"
                    .formatted(size, limits.series(), fresh.size());
        }
        Map<String, Integer> more = new HashMap<>();
        for (Definition definition : fresh.values()) {
            int count =
                    perOwner.getOrDefault(definition.owner(), 0)
                            + more.merge(definition.owner(), 1, Integer::sum);
            if (count > limits.seriesPerOwner()) {
                return "%s would have more than %d series; see which label takes ever new values"
                        .formatted(definition.owner(), limits.seriesPerOwner());
            }
            if (definition.retention() < 0 || definition.retention() >= limits.retention().size()) {
                return "there is no retention class " + definition.retention();
            }
        }
        return "";
    }

    <T> T ask(Function<LabelIndex, T> question) {
        lock.readLock().lock();
        try {
            return question.apply(index);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What an owner has brought, ascending. */
    int[] owned(String owner) {
        lock.readLock().lock();
        try {
            return IntStream.range(0, size).filter(id -> owners.get(id).equals(owner)).toArray();
        } finally {
            lock.readLock().unlock();
        }
    }

    Definition definition(int id) {
        lock.readLock().lock();
        try {
            return new Definition(
                    index.labels(id),
                    owners.get(id),
                    retention[id],
                    SeriesKind.values()[kinds[id]]);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Bytes of the file that are whole; it only grows behind them. */
    long bytes() {
        lock.readLock().lock();
        try {
            return file.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
