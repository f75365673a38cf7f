package relais.meter.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.host.SeriesLabels;
import relais.meter.series.Columns;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreState;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.platform.db.Database;

/**
 * All stores as one. Whoever brings series (the owner) is placed at one store, or at two; what a
 * store missed while it was away is copied to it later. Times are milliseconds since 1970. Thread
 * safe.
 */
public final class Stores implements AutoCloseable {
    /** Between two looks at who is there. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    /** The kinds of store, as {@link Setup#reach} is asked for them. */
    public static final String FOLDER = "folder";

    public static final String ENGINE = "engine";

    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private final Setup setup;
    private final Placements placements;
    private final Roster roster;
    private final Writing writing;
    private final Asking asking;
    private final Repair repair;
    private final Optional<Own> here;
    private final @Nullable LocalStore own;
    private volatile String address = "";
    private final ScheduledExecutorService beats =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("stores").factory());

    /**
     * @param beat {@link #BEAT}, unless a test is in a hurry
     * @param copies 1 or 2, of every new owner's series where there are as many stores
     * @param engine another maker's, at which all new owners are placed
     * @param reach talks to a store by its kind and address
     */
    public record Setup(
            Database database,
            InstantSource clock,
            int copies,
            Duration beat,
            Optional<URI> engine,
            BiFunction<String, String, Store> reach) {}

    /**
     * The folder that this process keeps.
     *
     * @param address where this process answers others; empty where {@link #answersAt} says it
     */
    public record Own(UUID id, String name, String address, SeriesStore series) {}

    private Stores(Setup setup, Optional<Own> here) {
        this.setup = setup;
        this.here = here;
        this.placements = new Placements(setup.database());
        this.roster = new Roster(setup.reach()::apply, setup.clock()::millis);
        this.own = here.map(o -> new LocalStore(o.series())).orElse(null);
        here.ifPresent(o -> roster.add(o.id(), java.util.Objects.requireNonNull(own)));
        this.writing =
                new Writing(
                        placements,
                        roster,
                        setup.engine().isPresent() ? ENGINE : FOLDER,
                        setup.engine().isPresent() ? 1 : setup.copies(),
                        setup.clock());
        this.asking = new Asking(roster);
        this.repair = new Repair(placements, roster, setup.beat().multipliedBy(2), setup.clock());
    }

    /** Takes the series over; without any, this process asks other processes' stores. */
    public static Stores open(Setup setup, Optional<Own> here) {
        Stores stores = new Stores(setup, here);
        stores.beat();
        stores.each(stores::beat);
        // On a thread of its own: a slow store must not keep this process from learning.
        stores.each(stores.repair::pass);
        return stores;
    }

    private void each(Runnable work) {
        long beat = setup.beat().toMillis();
        beats.scheduleWithFixedDelay(() -> orLog(work), beat, beat, TimeUnit.MILLISECONDS);
    }

    private static void orLog(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // Worker loop: the database is away, or a store; the next beat tries again.
            LOG.warn("the stores' roster is not kept: {}", e.toString());
        }
    }

    /** An engine keeps its number as long as its address. */
    private static UUID engineId(URI address) {
        return UUID.nameUUIDFromBytes(address.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** This process answers others there, from now on. */
    public void answersAt(String url) {
        address = url;
    }

    /** Says that this process's store lives, and learns of the others. */
    private void beat() {
        here.ifPresent(
                o ->
                        placements.announce(
                                o.id(),
                                o.name(),
                                FOLDER,
                                o.address().isEmpty() ? address : o.address()));
        setup.engine()
                .ifPresent(
                        at ->
                                placements.announce(
                                        engineId(at), at.getHost(), ENGINE, at.toString()));
        roster.learn(placements.cards(), here.map(Own::id).orElse(new UUID(0, 0)));
        placements.refresh();
    }

    /**
     * Keeps all of them or none; returns when they are durable and visible at one store at least,
     * and what another one missed is noted.
     */
    public Kept write(List<Line> lines) {
        return writing.write(lines);
    }

    /**
     * Keeps roll-ups made elsewhere, as {@link #write} keeps samples; they count where no raw
     * values are in their window. Refused where another maker's engine keeps the owner.
     */
    public Kept writeRolled(List<RolledLine> lines) {
        return writing.writeRolled(lines);
    }

    /**
     * The folder here, where it alone keeps what the owner brings: the short way in for those who
     * bring much. Asked again before each write, for owners move.
     */
    public Optional<LocalStore> alone(String owner) {
        return Optional.ofNullable(own)
                .filter(
                        local ->
                                here.map(Own::id)
                                        .filter(id -> writing.isAlone(owner, id))
                                        .isPresent());
    }

    /** What the series chosen hold, from one time to before another. */
    public List<Found<Columns>> samples(Collection<Matcher> matchers, long from, long to) {
        Map<Labels, Found<Columns>> all = new LinkedHashMap<>();
        for (List<Found<Columns>> part : asking.all(s -> s.samples(matchers, from, to))) {
            part.forEach(f -> all.merge(f.definition().labels(), f, Merged::samples));
        }
        check(matchers);
        return List.copyOf(all.values());
    }

    /** Hands over what each of the series chosen holds, one by one; a visitor may throw to stop. */
    public void visit(
            Collection<Matcher> matchers, long from, long to, Consumer<Found<Columns>> visitor) {
        if (own != null && roster.all().size() == 1) {
            own.visit(matchers, from, to, visitor);
        } else {
            samples(matchers, from, to).forEach(visitor);
        }
    }

    /** What their samples come to in windows that begin at {@code from} and every step after. */
    public List<Found<Windows>> windows(
            Collection<Matcher> matchers, long from, long to, Duration step) {
        Map<Labels, Found<Windows>> all = new LinkedHashMap<>();
        for (List<Found<Windows>> part : asking.all(s -> s.windows(matchers, from, to, step))) {
            part.forEach(
                    f ->
                            all.merge(
                                    f.definition().labels(),
                                    f,
                                    (a, b) -> Merged.windows(a, b, from, step)));
        }
        check(matchers);
        return List.copyOf(all.values());
    }

    /** The series chosen. */
    public List<Definition> select(Collection<Matcher> matchers) {
        Map<Labels, Definition> all = new LinkedHashMap<>();
        asking.all(s -> s.select(matchers))
                .forEach(part -> part.forEach(d -> all.putIfAbsent(d.labels(), d)));
        return List.copyOf(all.values());
    }

    /** All names of labels, sorted. */
    public List<String> labelNames() {
        TreeSet<String> all = new TreeSet<>();
        asking.all(Store::labelNames).forEach(all::addAll);
        return List.copyOf(all);
    }

    /** The values of a label among the series chosen, sorted. */
    public List<String> labelValues(String name, Collection<Matcher> matchers) {
        TreeSet<String> all = new TreeSet<>();
        asking.all(s -> s.labelValues(name, matchers)).forEach(all::addAll);
        return List.copyOf(all);
    }

    /** Takes samples out for good; {@link StoreAway} when a store could not be told, ask again. */
    public void erase(Collection<Matcher> matchers, long from, long to) {
        asking.every(
                store -> {
                    store.erase(matchers, from, to);
                    return true;
                });
    }

    /**
     * Takes out all that an owner has brought. A store that does not answer now does so when it is
     * there again.
     */
    public void forget(String owner) {
        placements.leave(owner);
        repair.letGo(owner);
    }

    /** A host whose stores are all away must not look as if it had measured nothing. */
    private void check(Collection<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            if (matcher instanceof Matcher.Equal(String name, String value)
                    && name.equals(SeriesLabels.HOST)) {
                List<Placements.Place> places = placements.of(SeriesLabels.owner(value));
                if (!places.isEmpty() && places.stream().allMatch(p -> roster.isAway(p.store()))) {
                    throw new StoreAway(
                            "the measurements of %s are kept at %s, which does not answer"
                                    .formatted(value, roster.name(places.getFirst().store())));
                }
            }
        }
    }

    /** Names of stores that do not answer now. */
    public List<String> away() {
        return roster.away();
    }

    /** Whether every owner's series can be read now, from one copy at least. */
    public boolean areWhole() {
        return placements.known().values().stream()
                .allMatch(places -> places.stream().anyMatch(p -> !roster.isAway(p.store())));
    }

    /** Where an owner is kept; empty before it has brought anything. */
    public List<UUID> placesOf(String owner) {
        return placements.of(owner).stream()
                .filter(place -> !place.leaving())
                .map(Placements.Place::store)
                .toList();
    }

    /** Wants an owner at exactly these stores; its history follows, then the others let it go. */
    public void move(String owner, List<UUID> to) {
        if (to.isEmpty()) {
            throw new IllegalArgumentException("an owner is moved somewhere");
        }
        long now = setup.clock().millis();
        long newest = now + SeriesStore.FUTURE.toMillis();
        placements.move(owner, to, Placements.BEGINNING, newest);
    }

    /** All stores, for screens. */
    public List<StoreCard> list() {
        Map<UUID, Long> owners = placements.owners();
        Map<UUID, Long> debts = placements.debts();
        return placements.cards().stream()
                .map(
                        card ->
                                new StoreCard(
                                        card.id(),
                                        card.name(),
                                        card.kind(),
                                        card.address(),
                                        card.seenAt(),
                                        !roster.isAway(card.id()),
                                        owners.getOrDefault(card.id(), 0L),
                                        debts.getOrDefault(card.id(), 0L)))
                .toList();
    }

    /** The folder that this process keeps, if any: for the door that others knock at. */
    public Optional<Store> own() {
        return Optional.ofNullable(own);
    }

    /** What must be done now and then with this process's folder; takes as long as it takes. */
    public void maintain() throws IOException {
        if (own != null) {
            own.maintain();
        }
    }

    /** Reads every byte of this process's folder and says what is damaged. */
    public List<String> verify() {
        return own == null ? List.of() : own.verify();
    }

    /** The number of this process's folder, if it keeps one. */
    public Optional<UUID> ownId() {
        return here.map(Own::id);
    }

    /** How this process's folder is. */
    public Optional<StoreState> state() {
        return Optional.ofNullable(own).map(LocalStore::state);
    }

    @Override
    public void close() {
        beats.shutdown();
        try {
            beats.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asking.close();
        roster.close();
    }
}
