package relais.voice.counting;

import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule of counting (docs/decisions/060): of a person's answers to a poll the last one that says
 * something counts; while none does, the last one. Late and undone answers never do. As this is a
 * total order, adding an answer to the counted one gives the same as looking at all of them.
 */
public final class Counting {
    private static final Comparator<Standing> PRECEDENCE =
            Comparator.comparing(Standing::says)
                    .thenComparing(Standing::receivedAt)
                    .thenComparingLong(Standing::id);

    private Counting() {}

    /** Whether {@code arriving} counts instead of {@code counted}, the one counted so far. */
    public static boolean takesOver(@Nullable Standing counted, Standing arriving) {
        return counted == null || PRECEDENCE.compare(arriving, counted) > 0;
    }

    /** The one that counts of all that may; null of none. */
    public static @Nullable Standing counted(Collection<Standing> all) {
        Standing counted = null;
        for (Standing each : all) {
            if (takesOver(counted, each)) {
                counted = each;
            }
        }
        return counted;
    }

    /** What happens to the counters when {@code after} counts where {@code before} did. */
    public static List<TallyChange> change(
            long pollId, @Nullable Standing before, @Nullable Standing after) {
        if (before == null) {
            return after == null ? List.of() : List.of(of(pollId, after, 1));
        }
        if (after == null) {
            return List.of(of(pollId, before, -1));
        }
        return List.of(of(pollId, before, -1), of(pollId, after, 1));
    }

    private static TallyChange of(long pollId, Standing answer, int people) {
        String category = answer.category();
        return new TallyChange(
                pollId,
                category == null ? "" : category,
                answer.place(),
                answer.receivedAt().truncatedTo(ChronoUnit.HOURS),
                answer.number(),
                people);
    }
}
