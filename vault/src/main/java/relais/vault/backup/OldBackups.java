package relais.vault.backup;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import relais.platform.db.Database;
import relais.vault.policy.ObjectSource;
import relais.vault.policy.ObjectSource.Named;

/**
 * Takes old backups out of a place, and then the objects that no list names any more. Killed at any
 * moment and called again it goes on; docs/decisions/178 says why no kept backup ever lacks one.
 */
public final class OldBackups {
    /** Some seconds of a slow bucket, so that it is soon seen that a backup begins. */
    private static final int AT_ONCE = 200;

    /** Turns that ended before anything was taken away. */
    private static final int IDLE = 5;

    private final Database database;
    private final Place place;
    private final Lists lists;
    private final InstantSource clock;
    private final Consumer<String> progress;

    public OldBackups(
            Database database,
            Place place,
            Lists lists,
            InstantSource clock,
            Consumer<String> progress) {
        this.database = database;
        this.place = place;
        this.lists = lists;
        this.clock = clock;
        this.progress = progress;
    }

    /** Opens the list of a backup, from its beginning. */
    public interface Lists {
        InputStream open(String stamp) throws IOException;
    }

    /**
     * Removes what the rule does not keep; nothing at all, unless each backup that stays opens and
     * all that it names is there.
     *
     * @param stamp the backup that was just made
     */
    public Removed remove(Keep rule, String stamp) throws IOException {
        try (Turn turn = new Turn(place, clock)) {
            // before the objects: what a backup names that is whole by now is among them
            Sorted found = sorted(place.all(), rule, stamp);
            return remove(found, stamp, turn);
        }
    }

    private Removed remove(Sorted found, String stamp, Turn turn) throws IOException {
        try (Lying lying = new Lying(database, place)) {
            Optional<String> wrong = wrong(found, stamp).or(() -> named(found.kept(), lying));
            if (wrong.isPresent()) {
                return Removed.refused(found.kept(), lying.count(), wrong.get());
            }
            for (Made one : found.halves()) {
                take(one);
            }
            for (Made one : found.old()) {
                take(one);
            }
            Optional<String> postponed = postponed(found);
            Copied.Some gone = new Copied.Some(0, 0);
            if (postponed.isEmpty()) {
                Taking taking = new Taking(lying, turn, found);
                postponed = taking.all();
                gone = taking.gone;
            }
            return removed(found, lying, gone, postponed);
        }
    }

    /** What a call would remove that makes a backup now. Changes nothing. */
    public Removed wouldRemove(Keep rule) throws IOException {
        Instant now = clock.instant();
        Made next = new Made(Made.stamp(now), now, Map.of(Place.LIST, 0L));
        List<Made> all = new ArrayList<>(place.all());
        all.add(next);
        Sorted found = sorted(all, rule, next.stamp()).without(next);
        try (Lying lying = new Lying(database, place)) {
            List<Named> page = ObjectSource.page(lying.handle(), "", Lying.PAGE);
            while (!page.isEmpty()) {
                lying.name(page);
                page = ObjectSource.page(lying.handle(), page.getLast().key(), Lying.PAGE);
            }
            Optional<String> wrong = named(found.kept(), lying);
            if (wrong.isPresent()) {
                return Removed.refused(found.kept(), lying.count(), wrong.get());
            }
            Optional<String> postponed = postponed(found);
            Copied.Some gone = postponed.isPresent() ? new Copied.Some(0, 0) : lying.countUnnamed();
            return removed(found, lying, gone, postponed);
        }
    }

    private Sorted sorted(List<Made> all, Keep rule, String stamp) {
        Made made =
                all.stream()
                        .filter(one -> one.stamp().equals(stamp))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(gone(stamp)));
        return Sorted.of(all, rule, made, clock.instant());
    }

    private static String gone(String stamp) {
        return "the backup " + stamp + " that was just made is not there";
    }

    /** What the new one lacks of what each must have, beside the objects. */
    private Optional<String> wrong(Sorted found, String stamp) throws IOException {
        boolean whole = found.kept().stream().anyMatch(one -> one.stamp().equals(stamp));
        for (String part : List.of(Place.DATABASE, Place.KEYS)) {
            whole &= place.has(stamp, part);
        }
        return whole ? Optional.empty() : Optional.of(gone(stamp));
    }

    /** Reads the lists of those that stay; what is wrong with one of them. */
    private Optional<String> named(List<Made> kept, Lying lying) {
        for (Made one : kept) {
            progress.accept("list of " + one.stamp());
            try {
                long lacking = named(one.stamp(), lying);
                if (lacking > 0) {
                    return Optional.of(
                            "%s lacks %,d files that it names: nothing is removed"
                                    .formatted(one.stamp(), lacking));
                }
            } catch (IOException closed) {
                return Optional.of(
                        "the list of %s does not open (%s), so nobody knows what it needs: nothing is removed"
                                .formatted(one.stamp(), closed.getMessage()));
            }
        }
        return Optional.empty();
    }

    private long named(String stamp, Lying lying) throws IOException {
        long[] lacking = new long[1];
        ObjectLine.each(lists.open(stamp), page -> lacking[0] += lacking(page, lying));
        return lacking[0];
    }

    private static long lacking(List<ObjectLine> page, Lying lying) {
        List<Named> objects = page.stream().map(ObjectLine::object).toList();
        lying.name(objects);
        Map<String, Long> there = lying.sizes(objects);
        return page.stream()
                .filter(line -> line.where() == ObjectLine.Where.HERE)
                .map(ObjectLine::object)
                .filter(object -> !Long.valueOf(object.size()).equals(there.get(object.key())))
                .count();
    }

    /** The list goes first: without it a backup is none. */
    private void take(Made one) throws IOException {
        take(one, List.of(Place.LIST));
        take(one, one.marks());
        if (place.has(one.stamp(), Place.LIST)) {
            return; // it has become whole at this very moment, or its maker will fail
        }
        take(one, List.of(Place.DATABASE, Place.KEYS));
        place.forget(one.stamp());
        progress.accept("removed " + one.stamp());
    }

    private void take(Made one, List<String> parts) throws IOException {
        for (String part : parts) {
            if (one.parts().containsKey(part)) {
                place.take(one.stamp() + "/" + part);
            }
        }
    }

    private static Optional<String> postponed(Sorted found) {
        return found.running().stream()
                .map(
                        one ->
                                ("%s is being made, or was killed: files stay until it is done, or"
                                                + " %d days old")
                                        .formatted(one.stamp(), Making.LONGEST.toDays()))
                .findFirst();
    }

    private static Removed removed(
            Sorted found, Lying lying, Copied.Some gone, Optional<String> postponed) {
        Copied.Some there = lying.count();
        return new Removed(
                found.old(),
                found.halves(),
                gone,
                found.kept(),
                new Copied.Some(there.objects() - gone.objects(), there.bytes() - gone.bytes()),
                Optional.empty(),
                postponed);
    }

    /** Takes away the objects that nothing names, until somebody begins a backup. */
    private final class Taking {
        private final Lying lying;
        private final Turn turn;
        private final Sorted found;
        private Copied.Some gone = new Copied.Some(0, 0);

        Taking(Lying lying, Turn turn, Sorted found) {
            this.lying = lying;
            this.turn = turn;
            this.found = found;
        }

        /** Why some stay, where they do. */
        Optional<String> all() throws IOException {
            lying.allNamed();
            try (AtOnce atOnce = new AtOnce()) {
                String after = "";
                int idle = 0;
                List<Named> page = lying.unnamed(after, AT_ONCE);
                while (!page.isEmpty()) {
                    if (!turn.again(found)) {
                        return Optional.of(
                                "another backup began here meanwhile: the rest stays for a later call");
                    }
                    Optional<String> last = some(page, atOnce);
                    idle = last.isPresent() ? 0 : idle + 1;
                    if (idle == IDLE) {
                        return Optional.of("%s answers too slowly".formatted(place));
                    }
                    after = last.orElse(after);
                    page = lying.unnamed(after, AT_ONCE);
                }
                return Optional.empty();
            }
        }

        /** Where to go on behind; empty where the turn ended before the first of them was gone. */
        private Optional<String> some(List<Named> page, AtOnce atOnce) throws IOException {
            List<Boolean> done = atOnce.each(page, this::take);
            Optional<String> last = Optional.empty();
            for (int i = 0; i < page.size() && done.get(i); i++) {
                last = Optional.of(page.get(i).key());
                gone = Copied.Some.plus(gone, new Copied.Some(1, page.get(i).size()));
            }
            progress.accept("files: %,d removed".formatted(gone.objects()));
            return last;
        }

        private boolean take(Named object) throws IOException {
            if (turn.isOver()) {
                return false;
            }
            place.objects().delete(object.key());
            return true;
        }
    }
}
