package relais.meter.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import relais.meter.series.files.NamesFile;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.LabelIndex;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;

/**
 * The series that there are: on the disk first, then in the index. A number is given once and not
 * again when its series is forgotten. Thread safe.
 */
final class Names implements AutoCloseable {

    /** What the forgotten leave behind is cleared away when it is worth writing all names anew. */
    private static final int WORTH_IT = 1_000;

    private static final byte FORGOTTEN = -1;

    private final StoreLimits limits;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Integer> perOwner = new HashMap<>();
    private final List<@Nullable String> owners = new ArrayList<>();
    private final Map<String, String> ownerTexts = new HashMap<>();
    private LabelIndex index = new LabelIndex();
    private NamesFile file;
    private volatile byte[] retention = new byte[1024];
    private byte[] kinds = new byte[1024];
    private volatile int size;
    private volatile int live;
    private int remains;

    Names(Path folder, StoreLimits limits) throws IOException {
        this.limits = limits;
        file =
                NamesFile.open(
                        folder,
                        new NamesFile.Visitor() {
                            @Override
                            public void definition(Definition definition) {
                                add(definition);
                            }

                            @Override
                            public void forgotten(int[] ids) {
                                remove(ids);
                            }

                            @Override
                            public void gap(int count) {
                                for (int i = 0; i < count; i++) {
                                    skip();
                                }
                            }
                        });
    }

    private void add(Definition definition) {
        int id = index.add(definition.labels());
        room(id);
        retention[id] = (byte) definition.retention();
        kinds[id] = (byte) definition.kind().ordinal();
        String owner = ownerTexts.computeIfAbsent(definition.owner(), Function.identity());
        owners.add(owner);
        perOwner.merge(owner, 1, Integer::sum);
        live++;
        size = id + 1;
    }

    private void skip() {
        int id = index.addNone();
        room(id);
        retention[id] = FORGOTTEN;
        owners.add(null);
        size = id + 1;
    }

    private void room(int id) {
        if (id >= retention.length) {
            retention = Arrays.copyOf(retention, id * 2);
            kinds = Arrays.copyOf(kinds, id * 2);
        }
    }

    private void remove(int[] ids) {
        index.remove(ids);
        for (int id : ids) {
            String owner = owners.set(id, null);
            if (owner != null) {
                perOwner.computeIfPresent(owner, (o, count) -> count == 1 ? null : count - 1);
            }
            retention[id] = FORGOTTEN;
        }
        live -= ids.length;
        remains += ids.length;
    }

    /** One more than the highest number given. */
    int size() {
        return size;
    }

    /** How many series there are. */
    int live() {
        return live;
    }

    /** The class; below 0 for a series that is forgotten. */
    int retention(int id) {
        return retention[id];
    }

    /** Finds or makes; those beyond a bound are not made. */
    Registered register(List<Definition> wanted) {
        lock.readLock().lock();
        try {
            long[] known = find(wanted);
            if (Arrays.stream(known).allMatch(id -> id >= 0)) {
                return new Registered.Known(known);
            }
            Fresh fresh = fresh(wanted, known);
            if (fresh.taken.isEmpty()) {
                return fresh.answer(known);
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            Fresh fresh = fresh(wanted, find(wanted));
            if (fresh.wrong.isEmpty() && !fresh.taken.isEmpty()) {
                file.append(List.copyOf(fresh.taken.values()));
                fresh.taken.values().forEach(this::add);
            }
            return fresh.answer(find(wanted));
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

    /** Those that are not there: which may come, and why the others may not. */
    private static final class Fresh {
        private final Map<Labels, Definition> taken = new LinkedHashMap<>();
        private String wrong = "";
        private String bound = "";
        private int left;

        Registered answer(long[] ids) {
            if (!wrong.isEmpty()) {
                return new Registered.Refused(wrong);
            }
            return left == 0
                    ? new Registered.Known(ids)
                    : new Registered.Some(ids, bound.formatted(left));
        }
    }

    private Fresh fresh(List<Definition> wanted, long[] known) {
        Fresh fresh = new Fresh();
        Map<String, Integer> more = new HashMap<>();
        for (int i = 0; i < known.length; i++) {
            Definition definition = wanted.get(i);
            if (known[i] >= 0 || fresh.taken.containsKey(definition.labels())) {
                continue;
            }
            if (definition.retention() < 0 || definition.retention() >= limits.retention().size()) {
                fresh.wrong = "there is no retention class " + definition.retention();
            }
            String owner = definition.owner();
            int its = perOwner.getOrDefault(owner, 0) + more.getOrDefault(owner, 0);
            if (its >= limits.seriesPerOwner()) {
                fresh.left++;
                fresh.bound =
                        "%s would have more than %d series, %%d new ones are not taken; see which label takes ever new values"
                                .formatted(owner.replace("%", "%%"), limits.seriesPerOwner());
            } else if (live + fresh.taken.size() >= limits.series()) {
                fresh.left++;
                fresh.bound =
                        "the store holds %d of at most %d series; %%d new ones are not taken"
                                .formatted(live, limits.series());
            } else {
                fresh.taken.put(definition.labels(), definition);
                more.merge(owner, 1, Integer::sum);
            }
        }
        return fresh;
    }

    /** Takes series out; durable when it returns. Those that are forgotten already do not count. */
    void forget(int[] ids) throws IOException {
        lock.writeLock().lock();
        try {
            int[] these = Arrays.stream(ids).filter(id -> retention[id] >= 0).sorted().toArray();
            if (these.length > 0) {
                file.forget(these);
                remove(these);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Clears away what the forgotten have left, if that is much. */
    void tidy() throws IOException {
        lock.writeLock().lock();
        try {
            if (remains < WORTH_IT || remains < live) {
                return;
            }
            LabelIndex anew = new LabelIndex();
            file =
                    file.rewrite(
                            size,
                            id -> {
                                if (retention[id] < 0) {
                                    anew.addNone();
                                    return null;
                                }
                                Definition one = get(id);
                                anew.add(one.labels());
                                return one;
                            });
            index = anew;
            ownerTexts.keySet().retainAll(perOwner.keySet());
            remains = 0;
        } finally {
            lock.writeLock().unlock();
        }
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
            return IntStream.range(0, size).filter(id -> owner.equals(owners.get(id))).toArray();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** All that there are. */
    BitSet all() {
        lock.readLock().lock();
        try {
            BitSet all = new BitSet(size);
            IntStream.range(0, size).filter(id -> retention[id] >= 0).forEach(all::set);
            return all;
        } finally {
            lock.readLock().unlock();
        }
    }

    Optional<Definition> definition(int id) {
        lock.readLock().lock();
        try {
            return id < 0 || id >= size || retention[id] < 0
                    ? Optional.empty()
                    : Optional.of(get(id));
        } finally {
            lock.readLock().unlock();
        }
    }

    private Definition get(int id) {
        return new Definition(
                index.labels(id),
                String.valueOf(owners.get(id)),
                retention[id],
                SeriesKind.values()[kinds[id]]);
    }

    /** Bytes of the file that are whole; it only grows behind them until it is tidied. */
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
