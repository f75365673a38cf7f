package relais.vault.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The backups of a place, by what becomes of them.
 *
 * @param kept whole, and stay
 * @param old whole, and go
 * @param halves not whole, and go: nobody is at work on them
 * @param running being made, or killed not long ago
 * @param known the names of all, also of what is left to a later call
 */
record Sorted(
        List<Made> kept, List<Made> old, List<Made> halves, List<Made> running, Set<String> known) {
    /**
     * What has neither list nor mark was left by a removal that was killed; or a version that sets
     * no marks is making it.
     */
    private static final Duration UNMARKED = Duration.ofDays(1);

    static Sorted of(List<Made> all, Keep rule, Made made, Instant now) {
        List<Made> whole = all.stream().filter(Made::isWhole).toList();
        List<Made> kept = rule.of(whole, made);
        List<Made> old = new ArrayList<>(whole);
        old.removeAll(kept);
        List<Made> halves = new ArrayList<>();
        List<Made> running = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Made one : all) {
            known.add(one.stamp());
            Duration most = one.isBegun() ? Making.LONGEST : UNMARKED;
            if (one.isWhole()) {
                continue;
            }
            if (one.at().plus(most).isBefore(now)) {
                halves.add(one);
            } else if (one.isBegun()) {
                running.add(one);
            }
        }
        return new Sorted(kept, old, halves, running, known);
    }

    Sorted without(Made one) {
        return new Sorted(
                kept.stream().filter(k -> !k.equals(one)).toList(), old, halves, running, known);
    }

    /** Whether no backup has come, and none has become whole, that is not among these. */
    boolean isAllOf(List<Made> now) {
        return now.stream()
                .allMatch(
                        one ->
                                known.contains(one.stamp())
                                        && (!one.isWhole() || isKept(one.stamp())));
    }

    private boolean isKept(String stamp) {
        return kept.stream().anyMatch(one -> one.stamp().equals(stamp));
    }
}
