package relais.meter.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jdbi.v3.core.JdbiException;
import relais.meter.series.SeriesStore;
import relais.meter.store.Placements.Card;
import relais.meter.store.Placements.Debt;
import relais.meter.store.Placements.Place;

/** Brings lines to the stores of their owners. */
final class Writing {
    /** Raw samples of usual retention, and a little: what may have to be copied to a new place. */
    static final Duration OLDEST = Duration.ofDays(401);

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
        Map<String, List<Line>> byOwner = new LinkedHashMap<>();
        for (Line line : lines) {
            byOwner.computeIfAbsent(line.definition().owner(), o -> new ArrayList<>()).add(line);
        }
        Kept.Stored all = new Kept.Stored(0, 0, 0);
        for (Map.Entry<String, List<Line>> one : byOwner.entrySet()) {
            Kept kept;
            try {
                kept = write(one.getKey(), one.getValue());
            } catch (JdbiException e) {
                return new Kept.Away("the database does not say where: " + e.getMessage());
            }
            if (!(kept instanceof Kept.Stored stored)) {
                return kept;
            }
            all =
                    new Kept.Stored(
                            all.samples() + stored.samples(),
                            all.tooOld() + stored.tooOld(),
                            all.tooFar() + stored.tooFar());
        }
        return all;
    }

    private Kept write(String owner, List<Line> lines) {
        Kept.Stored stored = null;
        String trouble = "there is no store: start one with the role meter";
        List<UUID> missed = new ArrayList<>();
        for (Place place : places(owner)) {
            Store store = roster.find(place.store()).orElse(null);
            Kept kept =
                    store == null
                            ? new Kept.Away(roster.name(place.store()) + " does not answer")
                            : store.write(lines);
            switch (kept) {
                case Kept.Stored here -> stored = stored == null ? here : stored;
                case Kept.Refused refused -> {
                    return refused;
                }
                case Kept.Away(String reason) -> {
                    trouble = reason;
                    if (!place.leaving()) {
                        missed.add(place.store());
                    }
                    if (store != null) {
                        roster.failed(place.store());
                    }
                }
            }
        }
        if (stored == null) {
            return new Kept.Away(trouble);
        }
        LongSummaryStatistics times =
                lines.stream().flatMapToLong(l -> LongStream.of(l.times())).summaryStatistics();
        for (UUID store : missed) {
            placements.owe(new Debt(owner, store, times.getMin(), times.getMax()));
        }
        return stored;
    }

    /** Whether the owner's only place is this store. */
    boolean isAlone(String owner, UUID store) {
        try {
            List<Place> places = places(owner);
            return places.size() == 1 && places.getFirst().store().equals(store);
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
                        now - OLDEST.toMillis(),
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
