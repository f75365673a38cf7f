package relais.meter.alert.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who must be told now, from what is so and what each group was told before. Because it compares
 * the two instead of reacting to events, nothing held back is lost and nothing told is told again.
 * Pure.
 */
public final class Telling {
    private Telling() {}

    /**
     * A group that is on call.
     *
     * @param from what is less bad than this does not concern it
     * @param after it is told when nobody took the alert within this time
     */
    public record Group(long id, Severity from, Duration after) {}

    /** Told that it fires, or that it is over. */
    public enum News {
        FIRING,
        RESOLVED
    }

    public record Tell(long group, News news) {}

    /**
     * @param told what the groups believe after they heard it: the rank of the worst they were told
     */
    public record Decided(List<Tell> tell, Map<Long, Integer> told) {
        public Decided {
            tell = List.copyOf(tell);
            told = Map.copyOf(told);
        }
    }

    /**
     * @param told by group's id the rank of the worst it was told
     * @param held a silence, a window or another alert keeps it back; the end of an alert that
     *     somebody was told of is never kept back
     */
    public static Decided decide(
            Standing standing,
            Map<Long, Integer> told,
            List<Group> groups,
            boolean held,
            Instant now) {
        return switch (standing.phase()) {
            case PENDING -> new Decided(List.of(), told);
            case RESOLVED ->
                    new Decided(
                            told.keySet().stream()
                                    .sorted()
                                    .map(group -> new Tell(group, News.RESOLVED))
                                    .toList(),
                            Map.of());
            case FIRING ->
                    held || standing.acknowledged() != null
                            ? new Decided(List.of(), told)
                            : firing(standing, told, groups, now);
        };
    }

    private static Decided firing(
            Standing standing, Map<Long, Integer> told, List<Group> groups, Instant now) {
        List<Tell> tell = new ArrayList<>();
        Map<Long, Integer> after = new HashMap<>(told);
        Instant fired = standing.firedAt() == null ? standing.since() : standing.firedAt();
        int rank = standing.severity().rank();
        for (Group group : groups) {
            boolean concerned = rank >= group.from().rank();
            boolean due = !now.isBefore(fired.plus(group.after()));
            if (concerned && due && told.getOrDefault(group.id(), 0) < rank) {
                tell.add(new Tell(group.id(), News.FIRING));
                after.put(group.id(), rank);
            }
        }
        return new Decided(tell, after);
    }

    /** What the groups count as having been told once an acknowledgement is over: nothing. */
    public static Map<Long, Integer> again(Map<Long, Integer> told) {
        Map<Long, Integer> again = new HashMap<>();
        told.keySet().forEach(group -> again.put(group, 0));
        return again;
    }
}
