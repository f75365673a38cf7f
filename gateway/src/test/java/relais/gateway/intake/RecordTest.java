package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import relais.gateway.intake.Record.Group;
import relais.gateway.intake.Record.Identity;

class RecordTest {
    private static final Identity IDENTITY = new Identity(-5, true, 600, 1_763_800_000_000L, 7);
    private static final Group GROUP = new Group("mtn", "+25779", "85é", 70_000, 255);

    @Test
    void everyRecordReadsBackAsItWasWritten() {
        List<Record> all =
                List.of(
                        new Record.Message(IDENTITY, "+25779", new byte[] {1, 2}),
                        new Record.Fragment(IDENTITY, GROUP, 200, 245, new byte[] {3}),
                        new Record.Reported("mtn:a1", new byte[] {4}),
                        new Record.Closed(GROUP, 77, true));
        assertThat(all.stream().map(Object::getClass))
                .containsExactlyInAnyOrder(Record.class.getPermittedSubclasses());
        for (Record one : all) {
            byte[] bytes = Record.write(one);
            assertThat(Record.read(bytes)).usingRecursiveComparison().isEqualTo(one);
            assertThat(Record.write(Record.read(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void aLongMessageIsWrittenExactly() {
        byte[] body = new byte[30_000];
        Arrays.fill(body, (byte) 'x');
        Record.Message read =
                (Record.Message) Record.read(Record.write(new Record.Message(IDENTITY, "k", body)));
        assertThat(read.body()).isEqualTo(body);
    }
}
