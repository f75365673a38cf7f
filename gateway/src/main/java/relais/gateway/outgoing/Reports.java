package relais.gateway.outgoing;

import java.util.ArrayDeque;
import java.util.Deque;
import relais.gateway.channel.Inbound.Taken;
import relais.gateway.intake.Intake;
import relais.gateway.message.Report;

/** Tells what became of parts: first durably in the intake, then with a mark in the journal. */
final class Reports {
    /** With so many untold nothing more is sent: each would be uncertain after a crash. */
    private static final int MOST_UNTOLD = 10_000;

    private final Intake intake;
    private final Journal journal;
    private final Deque<Untold> untold = new ArrayDeque<>();

    private record Untold(Report report, int part, int of, long messageId) {}

    Reports(Intake intake, Journal journal) {
        this.intake = intake;
        this.journal = journal;
    }

    void tell(Report report, int part, int of, long messageId) {
        tell(new Untold(report, part, of, messageId));
    }

    /** Tells again what the intake had no room for. */
    void repeat() {
        int left;
        synchronized (untold) {
            left = untold.size();
        }
        for (; left > 0; left--) {
            Untold next;
            synchronized (untold) {
                next = untold.poll();
            }
            if (next == null) {
                return;
            }
            tell(next);
        }
    }

    boolean behind() {
        synchronized (untold) {
            return untold.size() > MOST_UNTOLD;
        }
    }

    private void tell(Untold one) {
        intake.report(
                one.report,
                taken -> {
                    if (taken == Taken.STORED) {
                        journal.done(one.messageId, one.part, one.of);
                    } else {
                        synchronized (untold) {
                            untold.add(one);
                        }
                    }
                });
    }
}
