package relais.meter.ingest;

import java.util.ArrayList;
import java.util.List;
import relais.meter.store.Kept;

/** What became of one sender's samples so far. Not thread safe. */
final class Tally {
    /** Reasons told to the sender. */
    private static final int MOST_REASONS = 5;

    /** So much nonsense is not this format; reading on would cost us and help nobody. */
    private static final int MOST_MISREAD = 1_000;

    private final List<String> reasons = new ArrayList<>();
    private long stored;
    private long tooOld;
    private long tooFar;
    private long refused;
    private long misread;
    private String away = "";

    /**
     * @param samples that were to be kept
     */
    void add(Kept kept, long samples) {
        switch (kept) {
            case Kept.Stored part -> {
                stored += part.samples();
                tooOld += part.tooOld();
                tooFar += part.tooFar();
            }
            case Kept.Partly(Kept.Stored part, int left, String reason) -> {
                add(part, samples);
                refuse(left, reason);
            }
            case Kept.Refused(String reason) -> refuse(samples, reason);
            case Kept.Later(String reason) -> away(reason);
            case Kept.Away(String reason) -> away(reason);
        }
    }

    /** For a reason that was told already. */
    void refuse(long samples) {
        refused += samples;
    }

    void refuse(long samples, String reason) {
        refuse(samples);
        if (reasons.size() < MOST_REASONS && !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    /** A line, or a series, that says nothing that we understand. */
    void misread(String reason) {
        misread++;
        refuse(1, reason);
    }

    void away(String reason) {
        away = reason;
    }

    boolean isAway() {
        return !away.isEmpty();
    }

    /** Whether there is no use in going on. */
    boolean isHopeless() {
        return misread > MOST_MISREAD || isAway();
    }

    Taken taken() {
        return isAway()
                ? new Taken.Away(away)
                : new Taken.Done(stored, tooOld, tooFar, refused, reasons);
    }
}
