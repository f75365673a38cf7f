package relais.gateway.intake;

import java.time.Duration;
import relais.gateway.intake.Record.Identity;

/**
 * Recognises a message that the provider delivers again because it has not seen our answer. SMPP
 * gives deliveries no identity, so a repeat is: the same words from the same sender within the
 * channel's window on a line that was up all the while, or on a new line the same as something that
 * came shortly before it was. Computes only; remembers a bounded number.
 * docs/decisions/073-repeats.md
 */
final class Repeats {
    /** What may have been unanswered when a line ended: it came at most so long before. */
    static final Duration BEFORE_THE_END = Duration.ofSeconds(90);

    /** Providers begin to repeat within this time after the new bind. */
    static final Duration AFTER_NEW_LINE = Duration.ofMinutes(15);

    /**
     * Of each of two generations: together half a minute at 10,000/s, many hours of a usual day.
     */
    static final int MOST = 1 << 18;

    private Prints young = new Prints(MOST);
    private Prints old = new Prints(MOST);

    /** True if it has been seen; otherwise it is remembered from now on. */
    boolean isRepeat(Identity seen) {
        long print = seen.fingerprint();
        Prints in = young.holds(print) ? young : old;
        if (in.holds(print) && sameDelivery(in.at(print), seen)) {
            return true;
        }
        if (young.full() && !young.holds(print)) {
            old = young;
            young = new Prints(MOST);
        }
        young.put(print, seen.atMillis());
        return false;
    }

    private static boolean sameDelivery(long atBefore, Identity now) {
        if (now.named()) {
            return true;
        }
        if (now.upSinceMillis() <= atBefore) {
            return now.atMillis() - atBefore < now.windowSeconds() * 1_000L;
        }
        return now.upSinceMillis() - atBefore <= BEFORE_THE_END.toMillis()
                && now.atMillis() - now.upSinceMillis() <= AFTER_NEW_LINE.toMillis();
    }
}
