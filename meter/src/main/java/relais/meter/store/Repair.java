package relais.meter.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.meter.series.Columns;
import relais.meter.store.Placements.Debt;
import relais.meter.store.Placements.Place;
import relais.platform.db.Database;

/**
 * Copies to a store what it lacks, a day of one owner at a time; any process may, each takes
 * another debt, by lot, so that one that cannot be paid now is in nobody's way. What was copied
 * twice is there once.
 */
final class Repair {
    private static final long CHUNK_MILLIS = Duration.ofDays(1).toMillis();

    /** Series copied together: with a day at 10 s some 14 MB. */
    private static final int PAGE = 100;

    /** Work of one beat, so that the roster stays fresh. */
    private static final Duration PASS = Duration.ofSeconds(3);

    /** By then every process has learned where an owner is. */
    private static final long SETTLED_SECONDS = 15;

    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

    private final Database database;
    private final Placements placements;
    private final Roster roster;
    private final InstantSource clock;

    Repair(Database database, Placements placements, Roster roster, InstantSource clock) {
        this.database = database;
        this.placements = placements;
        this.roster = roster;
        this.clock = clock;
    }

    /** Pays for some seconds; says goodbye to those who may leave. */
    void pass() {
        long end = clock.millis() + PASS.toMillis();
        boolean more = true;
        while (more && clock.millis() < end) {
            more = database.inTransaction(this::payOne);
        }
        for (Debt gone : placements.departed(SETTLED_SECONDS)) {
            roster.find(gone.store()).ifPresent(store -> letGo(gone, store));
        }
    }

    private void letGo(Debt gone, Store store) {
        try {
            store.forget(gone.owner());
            placements.forget(gone.owner(), gone.store());
            LOG.info("{} has left the store {}", gone.owner(), roster.name(gone.store()));
        } catch (StoreAway e) {
            roster.failed(gone.store());
        }
    }

    private boolean payOne(Handle tx) {
        List<UUID> here = roster.all().stream().filter(id -> !roster.isAway(id)).toList();
        Debt debt = Placements.take(tx, here).orElse(null);
        if (debt == null) {
            return false;
        }
        Store to = roster.find(debt.store()).orElse(null);
        if (to == null) {
            return false;
        }
        long before = Math.min(debt.until() + 1, debt.since() + CHUNK_MILLIS);
        boolean copied = false;
        for (Place place : placements.of(debt.owner())) {
            Store from = roster.find(place.store()).orElse(null);
            if (!place.store().equals(debt.store()) && from != null) {
                if (!copy(debt, before, from, place.store(), to)) {
                    return false;
                }
                copied = true;
            }
        }
        if (copied) {
            Placements.paid(tx, debt, before);
        }
        return copied;
    }

    private boolean copy(Debt debt, long before, Store from, UUID source, Store to) {
        try {
            int skip = 0;
            List<Found<Columns>> page;
            do {
                page = from.owned(debt.owner(), debt.since(), before, skip, PAGE);
                skip += page.size();
                List<Line> lines =
                        page.stream().filter(f -> f.of().size() > 0).map(Repair::line).toList();
                if (!lines.isEmpty() && !(to.write(lines) instanceof Kept.Stored)) {
                    roster.failed(debt.store());
                    return false;
                }
            } while (page.size() == PAGE);
            return true;
        } catch (StoreAway e) {
            roster.failed(source);
            return false;
        }
    }

    private static Line line(Found<Columns> found) {
        int size = found.of().size();
        return new Line(
                found.definition(),
                java.util.Arrays.copyOf(found.of().times(), size),
                java.util.Arrays.copyOf(found.of().values(), size));
    }
}
