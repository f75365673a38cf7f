package relais.meter.alert.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.meter.alert.state.Standing.Phase;
import relais.meter.alert.state.Standing.Seen;

/**
 * The course of an alert: pending for as long as its policy says, firing, over when it was well for
 * as long as its policy says. Pure.
 */
public final class Course {
    private Course() {}

    /**
     * @param next null when there is nothing to keep: it is well, or was pending only
     */
    public record Step(@Nullable Standing next, List<Change> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    /**
     * @param before where it stands, pending or firing; null while it was well
     * @param firedOfLate how often it fired within {@link Policy#FLAPPING_WITHIN} before now
     */
    public static Step step(
            Policy policy,
            @Nullable Standing before,
            Observation observation,
            int firedOfLate,
            Instant now) {
        return switch (observation) {
            case Observation.Blind blind -> new Step(before, List.of());
            case Observation.Fine fine -> well(policy, before, fine, now);
            case Observation.Wrong wrong -> wrong(policy, before, wrong, firedOfLate, now);
        };
    }

    private static Step well(
            Policy policy, @Nullable Standing before, Observation.Fine fine, Instant now) {
        if (before == null || before.phase() != Phase.FIRING) {
            return new Step(null, List.of());
        }
        Instant from = before.quietSince() == null ? now : before.quietSince();
        Standing quiet = before.quiet(from, new Seen(fine.value(), before.seen().threshold()));
        if (Duration.between(from, now).compareTo(policy.keep(before.flapping())) >= 0) {
            return new Step(quiet.resolved(), List.of(new Change.Resolved()));
        }
        return new Step(quiet, List.of());
    }

    private static Step wrong(
            Policy policy,
            @Nullable Standing before,
            Observation.Wrong wrong,
            int firedOfLate,
            Instant now) {
        Seen seen = new Seen(wrong.value(), wrong.threshold());
        if (before != null && before.phase() == Phase.FIRING) {
            return stillWrong(before, wrong.severity(), seen, now);
        }
        Standing pending =
                before == null
                        ? new Standing(
                                Phase.PENDING, wrong.severity(), now, null, null, false, null, seen)
                        : before.at(wrong.severity(), seen);
        if (Duration.between(pending.since(), now).compareTo(policy.hold()) < 0) {
            return new Step(pending, List.of());
        }
        boolean flapping = firedOfLate + 1 >= Policy.FLAPPING_TIMES;
        return new Step(
                pending.fired(now, flapping),
                List.of(new Change.Fired(wrong.severity(), flapping)));
    }

    private static Step stillWrong(Standing before, Severity severity, Seen seen, Instant now) {
        List<Change> changes = new ArrayList<>();
        Standing next = before.at(severity, seen);
        Acknowledgement taken = next.acknowledged();
        if (taken != null && taken.until() != null && !now.isBefore(taken.until())) {
            changes.add(new Change.AcknowledgementOver());
            next = next.acknowledged(null);
        }
        if (severity != before.severity()) {
            changes.add(new Change.Moved(before.severity(), severity));
            if (severity.rank() > before.severity().rank()) {
                // Whoever took the warning has not taken what is worse.
                next = next.acknowledged(null);
            }
        }
        return new Step(next, changes);
    }
}
