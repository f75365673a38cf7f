package relais.meter.store;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import relais.meter.series.SeriesStore;
import relais.meter.series.Windows;
import relais.meter.store.Placements.Card;
import relais.meter.store.Placements.Debt;
import relais.meter.store.Placements.Place;

/** Brings lines to the stores of their owners. */
final class Writing {
    private final Placements placements;
    private final Roster roster;
    private final String kind;
    private final int copies;
    private final InstantSource clock;

    /**
     * @param kind of the stores that take new owners
     */
    Writing(Placements placements, Roster roster, String kind, int copies, InstantSource clock) {
        this.placements = placements;
        this.roster = roster;
        this.kind = kind;
        this.copies = copies;
        this.clock = clock;
    }

    Kept write(List<Line> lines) {
        return write(
                lines,
                line -> line.definition().owner(),
                line -> LongStream.of(line.times()),
                Store::write);
    }

    Kept writeRolled(List<RolledLine> lines) {
        return write(
                lines,
                line -> line.definition().owner(),
                line -> starts(line.windows()),
                Store::writeRolled);
    }

    private static LongStream starts(Windows windows) {
        return IntStream.range(0, windows.size()).mapToLong(windows::start);
    }

    private <T> Kept write(
            List<T> lines,
            Function<T, String> owner,
            Function<T, LongStream> times,
            BiFunction<Store, List<T>, Kept> write) {
        Map<String, List<T>> byOwner = new LinkedHashMap<>();
        for (T line : lines) {
            byOwner.computeIfAbsent(owner.apply(line), o -> new ArrayList<>()).add(line);
        }
        Kept.Stored all = new Kept.Stored(0, 0, 0);
        int refused = 0;
        String bound = "";
        for (Map.Entry<String, List<T>> one : byOwner.entrySet()) {
            Kept kept;
            try {
                kept =
                        write(
                                one.getKey(),
                                store -> write.apply(store, one.getValue()),
                                () -> one.getValue().stream().flatMapToLong(times::apply));
            } catch (JdbiException e) {
                return new Kept.Away("the database does not say where: " + e.getMessage());
            }
            switch (kept) {
                case Kept.Stored stored -> all = all.plus(stored);
                case Kept.Partly(Kept.Stored stored, int left, String reason) -> {
                    all = all.plus(stored);
                    refused += left;
                    bound = reason;
                }
                case Kept.Refused no -> {
                    return no;
                }
                case Kept.Later no -> {
                    return no;
                }
                case Kept.Away away -> {
                    return away;
                }
            }
        }
        return bound.isEmpty() ? all : new Kept.Partly(all, refused, bound);
    }

    private Kept write(String owner, Function<Store, Kept> write, Supplier<LongStream> times) {
        Kept stored = null;
        Kept trouble = new Kept.Away("there is no store: start one with the role meter");
        List<UUID> missed = new ArrayList<>();
        List<Place> places = places(owner);
        if (!places.isEmpty() && Placements.staying(places) == 0) {
            return new Kept.Away("what " + owner + " had is being deleted; try again soon");
        }
        for (Place place : places) {
            Store store = roster.find(place.store()).orElse(null);
            Kept kept =
                    store == null
                            ? new Kept.Away(roster.name(place.store()) + " does not answer")
                            : write.apply(store);
            switch (kept) {
                case Kept.Stored here -> stored = stored instanceof Kept.Stored ? stored : here;
                case Kept.Partly here -> stored = stored == null ? here : stored;
                case Kept.Refused refused -> {
                    return refused;
                }
                case Kept.Later(String reason) -> {
                    trouble = new Kept.Later(roster.name(place.store()) + ": " + reason);
                    missed(place, missed);
                }
                case Kept.Away(String reason) -> {
                    trouble = new Kept.Away(reason);
                    missed(place, missed);
                    if (store != null) {
                        roster.failed(place.store());
                    }
                }
            }
        }
        if (stored == null) {
            return trouble;
        }
        if (!missed.isEmpty()) {
            LongSummaryStatistics span = times.get().summaryStatistics();
            for (UUID store : missed) {
                placements.owe(new Debt(owner, store, span.getMin(), span.getMax()));
            }
        }
        return stored;
    }

    private static void missed(Place place, List<UUID> missed) {
        if (!place.leaving()) {
            missed.add(place.store());
        }
    }

    /** Whether the owner's only place is this store. */
    boolean isAlone(String owner, UUID store) {
        try {
            List<Place> places = places(owner);
            return places.size() == 1
                    && !places.getFirst().leaving()
                    && places.getFirst().store().equals(store);
        } catch (JdbiException databaseIsAway) {
            // the long way in will say so
            return false;
        }
    }

    private List<Place> places(String owner) {
        List<Place> places = placements.of(owner);
        if (Placements.staying(places) >= copies) {
            return places;
        }
        long now = clock.millis();
        return Placements.staying(places) > 0 && !another(places)
                ? places
                : placements.place(
                        owner,
                        copies,
                        this::may,
                        Placements.BEGINNING,
                        now + SeriesStore.FUTURE.toMillis());
    }

    /** Whether there is a store that could take the copy that is lacking. */
    private boolean another(List<Place> places) {
        return roster.all().stream()
                .anyMatch(
                        id ->
                                !roster.isAway(id)
                                        && places.stream().noneMatch(p -> p.store().equals(id)));
    }

    private boolean may(Card card) {
        return card.kind().equals(kind)
                && card.ageMillis() < Roster.SILENT_MILLIS
                && !roster.isAway(card.id());
    }
}
