package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.gateway.intake.Record.Group;
import relais.gateway.message.Incoming;
import relais.spool.Spool;
import relais.spool.SpoolLimits;

class ClosingMarksTest {
    private static final int MESSAGES = 1_000;
    private static final SpoolLimits LIMITS = new SpoolLimits(16 << 20, 1 << 20, 1 << 16);

    @TempDir Path folder;

    private static Joining.Joined joined(int number) {
        Group group = new Group("mtn", "+257", "8500", number, 2);
        Incoming message = new Incoming("mtn", null, "+257", "8500", "Yego", Instant.EPOCH, 2);
        return new Joining.Joined(group, message, number, number + 1);
    }

    /** The mark reaches the disk on the spool's thread, at any moment of the question. */
    @Test
    void whatIsStillNeededCanBeAskedWhileMarksReachTheDisk() throws Exception {
        try (Spool spool = Spool.open(folder, LIMITS)) {
            ClosingMarks marks = new ClosingMarks(spool);
            for (int number = 1; number <= MESSAGES; number++) {
                marks.add(joined(number));
                for (long needed = number; needed != Long.MAX_VALUE; ) {
                    assertThat(needed).isEqualTo(number);
                    needed = marks.firstNeeded();
                }
            }
        }
    }
}
