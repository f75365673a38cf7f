package relais.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Lane;
import relais.gateway.message.Outgoing;

class JournalRecordTest {
    @Test
    void everyRecordReadsBackAsItWasWritten() {
        Outgoing message =
                new Outgoing(
                        7,
                        "mtn",
                        "8500",
                        "+257",
                        "Où ? €",
                        Lane.BULK,
                        Instant.parse("2026-11-22T08:00:00Z"));
        List<JournalRecord> all =
                List.of(
                        new JournalRecord.Handed(message),
                        new JournalRecord.Begun(7, 1, 255),
                        new JournalRecord.Returned(7, 200, 255),
                        new JournalRecord.Done(Long.MAX_VALUE, 255, 255));
        assertThat(all.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(JournalRecord.class.getPermittedSubclasses());
        for (JournalRecord one : all) {
            assertThat(JournalRecord.read(JournalRecord.write(one))).isEqualTo(one);
        }
    }

    @Test
    void marksHaveTheirWrittenForm() {
        byte[] mark = JournalRecord.write(new JournalRecord.Begun(258, 2, 3));
        assertThat(HexFormat.of().formatHex(mark)).isEqualTo("0200000000000001020203");
    }
}
