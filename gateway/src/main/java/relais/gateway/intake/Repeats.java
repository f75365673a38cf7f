package relais.gateway.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import relais.gateway.intake.Record.Identity;

/**
 * Recognises a message that the provider delivers again because it has not seen our answer. SMPP
 * gives deliveries no identity, so a repeat is: the same words from the same sender within some
 * seconds on one line, or on a new line the same as something that came shortly before the last one
 * ended. Computes only; remembers a bounded number.
 */
final class Repeats {
    /**
     * On one line: longer than a provider's quick second try, shorter than a person's second SMS.
     */
    static final Duration ON_ONE_LINE = Duration.ofSeconds(10);

    /** What may have been unanswered when a line ended: it came at most so long before. */
    static final Duration BEFORE_THE_END = Duration.ofSeconds(90);

    /** Providers begin to repeat within this time after the new bind. */
    static final Duration AFTER_NEW_LINE = Duration.ofMinutes(15);

    /** Ten seconds at the highest rate, or many hours of a usual day. */
    private static final int MOST = 100_000;

    private final Map<Long, Identity> known = new HashMap<>();
    private final ArrayDeque<Identity> byAge = new ArrayDeque<>();

    /** True if it has been seen; otherwise it is remembered from now on. */
    boolean isRepeat(Identity seen) {
        Identity before = known.get(seen.fingerprint());
        boolean repeat = before != null && sameDelivery(before, seen);
        if (!repeat) {
            remember(seen);
        }
        return repeat;
    }

    private static boolean sameDelivery(Identity before, Identity now) {
        if (now.named()) {
            return true;
        }
        if (before.upSinceMillis() == now.upSinceMillis()) {
            return now.atMillis() - before.atMillis() <= ON_ONE_LINE.toMillis();
        }
        return now.upSinceMillis() - before.atMillis() <= BEFORE_THE_END.toMillis()
                && now.atMillis() - now.upSinceMillis() <= AFTER_NEW_LINE.toMillis();
    }

    private void remember(Identity seen) {
        known.put(seen.fingerprint(), seen);
        byAge.add(seen);
        if (byAge.size() > MOST) {
            Identity oldest = byAge.remove();
            known.remove(oldest.fingerprint(), oldest);
        }
    }
}
