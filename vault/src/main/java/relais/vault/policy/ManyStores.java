package relais.vault.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.vault.store.BlobStore;
import relais.vault.store.Keys;
import relais.vault.store.Note;

/**
 * All stores as one. A write is durable in the folder of this process, then at as many stores as
 * the rule's quorum; what is away gets its copies later. A read takes the nearest that gives.
 */
public final class ManyStores implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(ManyStores.class);

    /** How long people wait for a store that says nothing; then what they brought is spooled. */
    private static final InTime SOON = new InTime(Duration.ofSeconds(5));

    private final Stores stores;
    private final Database database;
    private final InstantSource clock;
    private final long mostSpooled;

    /**
     * @param mostSpooled bytes that may wait here while too few stores take them
     */
    ManyStores(Stores stores, Database database, InstantSource clock, long mostSpooled) {
        this.stores = stores;
        this.database = database;
        this.clock = clock;
        this.mostSpooled = mostSpooled;
    }

    @Override
    public String name() {
        return "all stores";
    }

    @Override
    public Draft begin(String key) throws IOException {
        if (key.equals(StoreRow.MARK)) {
            throw new IllegalArgumentException("a store's mark is its own: " + key);
        }
        stores.own().beItself();
        return new ManyDraft(this, key, stores.own().store().begin(key));
    }

    /** An object is whole and durable in our own folder: on to where it belongs. */
    Note written(String key, long size, int crc) throws IOException {
        Instant now = clock.instant();
        Rules rules = stores.rules();
        Rule rule = rules.of(now, size, now);
        long own = stores.own().id();
        int quorum = rule == null ? 1 : rule.quorum();
        Copies.Known object =
                new Copies.Known(0, key, size, crc, now, false, new LinkedHashMap<>());
        List<Long> has = rule == null ? new ArrayList<>(List.of(own)) : sent(object, rule);
        boolean spooled = has.size() < quorum;
        if (spooled) {
            refuseBeyondBound(key, size);
        }
        List<Long> wanted = rule == null ? List.of() : wanted(rule, has);
        boolean passing = !has.contains(own);
        if (passing) {
            has.add(own);
        }
        // What is only passing through our folder is taken away once it is where it belongs.
        Instant look = passing ? now : rules.nextLook(now, size, now);
        Copies.Written noted = new Copies.Written(key, size, crc, now, spooled);
        return tx -> Copies.note(tx, noted, has, wanted, look);
    }

    /** Durable with the commit of whoever refers to the content, as the content's own rows. */
    void note(Note note) {
        database.inUnflushedTransaction(
                tx -> {
                    note.write(tx);
                    return true;
                });
    }

    /** Who has it: as many as the quorum wants, one in the place of another that fails. */
    private List<Long> sent(Copies.Known object, Rule rule) throws IOException {
        long own = stores.own().id();
        List<Long> has = new ArrayList<>();
        List<Long> targets = targets(rule);
        if (targets.subList(0, rule.copies()).contains(own)) {
            has.add(own);
        }
        for (Long target : targets) {
            if (has.size() >= rule.quorum()) {
                break;
            }
            OpenStore store = stores.get(target);
            if (!has.contains(target)
                    && store != null
                    && store.takes()
                    && (target == own || sent(object, store))) {
                has.add(target);
            }
        }
        return has;
    }

    private List<Long> wanted(Rule rule, List<Long> has) {
        return targets(rule).stream()
                .filter(target -> !has.contains(target))
                .limit(Math.max(0, rule.copies() - has.size()))
                .toList();
    }

    private boolean sent(Copies.Known object, OpenStore to) throws IOException {
        try {
            SOON.carry(object, stores.own(), to);
            return true;
        } catch (Carrying.Damaged ours) {
            stores.own().store().delete(object.key());
            throw ours; // what our own disk did not keep is not acknowledged
        } catch (IOException e) {
            LOG.warn("{} did not take {}: {}", to.row().name(), object.key(), e.getMessage());
            return false;
        }
    }

    private void refuseBeyondBound(String key, long size) throws IOException {
        long waiting = database.with(Copies::spooledBytes);
        if (waiting + size > mostSpooled) {
            stores.own().store().delete(key);
            throw new IOException(
                    "the stores are away, and %d bytes wait for them already".formatted(waiting));
        }
    }

    /** All that the rule names: those that take it now before those that do not. */
    private List<Long> targets(Rule rule) {
        List<Long> ordered = new ArrayList<>();
        for (boolean takes : new boolean[] {true, false}) {
            for (Long id : rule.stores()) {
                OpenStore store = stores.get(id);
                if ((store != null && store.takes()) == takes) {
                    ordered.add(id);
                }
            }
        }
        return ordered;
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        Keys.checked(key);
        return new FallingReader(
                new Sources(stores, database, clock, key), new FallingReader.Range(offset, length));
    }

    /** Without the database, files can be read all the same. */
    private Copies.@Nullable Known known(String key) {
        try {
            return database.with(handle -> Copies.find(handle, key)).orElse(null);
        } catch (JdbiException away) {
            return null;
        }
    }

    /**
     * An object was read and found wrong: looks at all its copies and puts good ones in the place
     * of bad ones.
     *
     * @return whether there is a good one
     */
    public boolean mend(String key) throws IOException {
        Optional<Copies.Known> known = database.with(handle -> Copies.find(handle, key));
        return known.isPresent() && new Mending(stores, database, clock).mend(known.get());
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        Keys.checked(key);
        Copies.Known known = known(key);
        if (known != null) {
            return known.here().isEmpty() ? OptionalLong.empty() : OptionalLong.of(known.size());
        }
        IOException away = null;
        for (OpenStore store : stores.nearestFirst()) {
            if (store.isAnother()) {
                continue;
            }
            try {
                OptionalLong size = store.use(s -> s.size(key));
                if (size.isPresent()) {
                    return size;
                }
            } catch (IOException e) {
                away = e;
            }
        }
        if (away != null) {
            throw away;
        }
        return OptionalLong.empty();
    }

    @Override
    public boolean settled(String key) {
        return database.with(h -> Copies.find(h, key)).filter(o -> !o.spooled()).isPresent();
    }

    @Override
    public void delete(String key) throws IOException {
        Keys.checked(key);
        Copies.Known known = database.with(h -> Copies.find(h, key)).orElse(null);
        boolean held = Restraint.holds(database);
        if (known == null) {
            for (OpenStore store : stores.nearestFirst()) {
                if (store.usable() && !(held && store != stores.own())) {
                    store.use(s -> deleted(s, key));
                }
            }
            return;
        }
        Instant now = clock.instant();
        database.useTransaction(
                tx -> {
                    for (Copies.Copy copy : known.copies().values()) {
                        Copies.leave(tx, known.id(), copy.store(), now);
                    }
                    Copies.lookAgain(tx, known.id(), null, false); // it waits for nobody
                });
        for (Copies.Copy copy : known.copies().values()) {
            OpenStore store = stores.get(copy.store());
            if (store != null && store.usable() && !(held && store != stores.own())) {
                takeAway(known, store);
            }
        }
    }

    /** What fails is due still, and done by who pays debts. */
    private void takeAway(Copies.Known known, OpenStore store) {
        try {
            store.use(s -> deleted(s, known.key()));
            database.useTransaction(tx -> Copies.forget(tx, known.id(), store.id()));
        } catch (IOException e) {
            LOG.warn("{} is deleted in {} later", known.key(), store.row().name());
        }
    }

    private static boolean deleted(BlobStore store, String key) throws IOException {
        store.delete(key);
        return true;
    }

    /**
     * What the database knows, and then what stores hold that it does not; after a restore that is
     * newer than the backup, or another installation's, and left to people.
     */
    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        list(prefix, each, Restraint.holds(database));
    }

    /** A person asked for it: also what other stores hold that is newer than the backup. */
    @Override
    public void listAll(String prefix, Consumer<Entry> each) throws IOException {
        list(prefix, each, false);
    }

    private void list(String prefix, Consumer<Entry> each, boolean held) throws IOException {
        Map<Long, OpenStore> asked = new LinkedHashMap<>();
        new Known(database).list(prefix, each);
        for (OpenStore store : stores.nearestFirst()) {
            if (!store.usable() || held && store != stores.own()) {
                continue;
            }
            new Known(database).unknown(store, prefix, entry -> tell(entry, asked.values(), each));
            asked.put(store.id(), store);
        }
    }

    private static void tell(Entry entry, Iterable<OpenStore> asked, Consumer<Entry> each) {
        for (OpenStore before : asked) {
            try {
                if (before.use(s -> s.size(entry.key())).isPresent()) {
                    return;
                }
            } catch (IOException away) {
                LOG.warn("{} cannot be asked for {}", before.row().name(), entry.key());
            }
        }
        each.accept(entry);
    }

    @Override
    public OptionalLong freeBytes() throws IOException {
        return stores.own().store().freeBytes();
    }

    @Override
    public Note found(String key, @Nullable Instant lookAt) throws IOException {
        if (database.with(h -> Copies.find(h, key)).isPresent()) {
            return Note.NOTHING;
        }
        List<Long> here = new ArrayList<>();
        Measure measure = null;
        for (OpenStore store : stores.nearestFirst()) {
            if (store.usable() && store.use(s -> s.size(key)).isPresent()) {
                here.add(store.id());
                measure = measure == null ? Measure.of(store, key) : measure;
            }
        }
        if (measure == null) {
            throw new NoSuchFileException(key);
        }
        Instant now = clock.instant();
        Copies.Written noted = new Copies.Written(key, measure.size(), measure.crc(), now, false);
        return tx -> Copies.note(tx, noted, here, List.of(), lookAt);
    }

    /** They are closed by who opened them. */
    @Override
    public void close() {}
}
