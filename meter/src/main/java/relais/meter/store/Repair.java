package relais.meter.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.series.Columns;
import relais.meter.store.Placements.Debt;
import relais.meter.store.Placements.Place;

/**
 * Copies to a store what it lacks, a day of one owner at a time, and the roll-ups that are older
 * than any raw sample at once; any process may, each takes another debt, by lot, so that one that
 * cannot be paid now is in nobody's way. What was copied twice is there once.
 */
final class Repair {
    private static final long CHUNK_MILLIS = Duration.ofDays(1).toMillis();

    /** Series copied together: with a day at 10 s some 14 MB. */
    private static final int PAGE = 100;

    /** Roll-ups copied together: some 10 MB. Those older than raw samples go series by series. */
    private static final long MOST_WINDOWS = 250_000;

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Work of one beat, so that the roster stays fresh. */
    private static final Duration PASS = Duration.ofSeconds(3);

    /** By then every process has learned where an owner is. */
    private static final long SETTLED_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private final Placements placements;
    private final Duration known;
    private final Roster roster;
    private final InstantSource clock;

    /**
     * @param known by then every process has learned of a new place, and writes to it
     */
    Repair(Placements placements, Roster roster, Duration known, InstantSource clock) {
        this.known = known;
        this.placements = placements;
        this.roster = roster;
        this.clock = clock;
    }

    /** Pays for some seconds; says goodbye to those who may leave. */
    void pass() {
        long end = clock.millis() + PASS.toMillis();
        boolean more = true;
        while (more && clock.millis() < end) {
            more = payOne();
        }
        placements.departed(SETTLED_SECONDS).forEach(gone -> letGo(gone.owner(), gone.store()));
    }

    /** Has all stores forget an owner that is to stay at none. */
    void letGo(String owner) {
        for (Place place : placements.of(owner)) {
            letGo(owner, place.store());
        }
    }

    private void letGo(String owner, UUID id) {
        Store store = roster.find(id).orElse(null);
        if (store == null) {
            return;
        }
        try {
            boolean erased = store.forget(owner);
            placements.forget(owner, id);
            LOG.info(
                    "{} has left the store {}{}",
                    owner,
                    roster.name(id),
                    erased ? "" : ", which erases nothing: what it has stays there");
        } catch (StoreAway e) {
            LOG.debug("{} is still at {}: {}", owner, roster.name(id), e.getMessage());
        }
    }

    /** The database is not held meanwhile: stores may be slow. */
    private boolean payOne() {
        List<UUID> here = roster.all().stream().filter(id -> !roster.isAway(id)).toList();
        UUID claim = UUID.randomUUID();
        Debt debt = placements.claim(claim, here, known).orElse(null);
        if (debt == null) {
            return false;
        }
        long before = Long.MIN_VALUE;
        try {
            before = pay(debt);
        } finally {
            if (before > debt.since()) {
                placements.paid(claim, debt, before);
            } else {
                placements.release(claim);
            }
        }
        return before > debt.since();
    }

    /** Until when it is paid now; not after its beginning when nothing could be done. */
    private long pay(Debt debt) {
        Store to = roster.find(debt.store()).orElse(null);
        List<UUID> sources =
                placements.of(debt.owner()).stream()
                        .map(Place::store)
                        .filter(id -> !id.equals(debt.store()) && roster.find(id).isPresent())
                        .toList();
        if (to == null || sources.isEmpty()) {
            return Long.MIN_VALUE;
        }
        long end = debt.until() + 1;
        long oldest = Long.MAX_VALUE;
        for (UUID source : sources) {
            oldest = Math.min(oldest, ask(source, Store::oldest).orElse(Long.MIN_VALUE));
        }
        boolean raw = oldest <= debt.since();
        long before = Math.min(end, raw ? debt.since() + CHUNK_MILLIS : oldest);
        for (UUID source : sources) {
            boolean copied =
                    (!raw || copyRaw(debt, before, source, to))
                            && copyRolled(debt, before, FIVE_MINUTES, source, to)
                            && copyRolled(debt, before, HOUR, source, to);
            if (!copied) {
                return Long.MIN_VALUE;
            }
        }
        return before;
    }

    private <T> Optional<T> ask(UUID source, Function<Store, T> question) {
        try {
            return roster.find(source).map(question);
        } catch (StoreAway e) {
            roster.failed(source);
            return Optional.empty();
        }
    }

    private boolean copyRaw(Debt debt, long before, UUID source, Store to) {
        return copy(
                debt,
                PAGE,
                source,
                (from, skip) -> from.owned(debt.owner(), debt.since(), before, skip, PAGE),
                page -> {
                    List<Line> lines =
                            page.stream().filter(f -> f.of().size() > 0).map(Repair::line).toList();
                    return lines.isEmpty() || isThere(to.write(lines));
                });
    }

    private boolean copyRolled(Debt debt, long before, Duration step, UUID source, Store to) {
        long windows = (before - debt.since()) / step.toMillis() + 1;
        int size = (int) Math.clamp(MOST_WINDOWS / windows, 1, PAGE);
        List<RolledLine> lot = new ArrayList<>();
        boolean copied =
                copy(
                        debt,
                        size,
                        source,
                        (from, skip) ->
                                from.ownedRolled(
                                        debt.owner(), debt.since(), before, step, skip, size),
                        page -> {
                            page.stream()
                                    .filter(f -> f.of().size() > 0)
                                    .forEach(f -> lot.add(new RolledLine(f.definition(), f.of())));
                            long held = lot.stream().mapToLong(l -> l.windows().size()).sum();
                            return held < MOST_WINDOWS || isWritten(lot, to);
                        });
        return copied && isWritten(lot, to);
    }

    /** What is beyond the bound there never will be. */
    private static boolean isThere(Kept kept) {
        return kept instanceof Kept.Stored || kept instanceof Kept.Partly;
    }

    private static boolean isWritten(List<RolledLine> lot, Store to) {
        boolean written = lot.isEmpty() || isThere(to.writeRolled(lot));
        lot.clear();
        return written;
    }

    /** False when it is not all there; it may be tried again. */
    private <T> boolean copy(
            Debt debt,
            int size,
            UUID source,
            BiFunction<Store, Integer, List<Found<T>>> read,
            Predicate<List<Found<T>>> write) {
        int skip = 0;
        List<Found<T>> page;
        do {
            int at = skip;
            page = ask(source, from -> read.apply(from, at)).orElse(null);
            if (page == null) {
                return false;
            }
            skip += page.size();
            if (!write.test(page)) {
                roster.failed(debt.store());
                return false;
            }
        } while (page.size() == size);
        return true;
    }

    private static Line line(Found<Columns> found) {
        int size = found.of().size();
        return new Line(
                found.definition(),
                java.util.Arrays.copyOf(found.of().times(), size),
                java.util.Arrays.copyOf(found.of().values(), size));
    }
}
