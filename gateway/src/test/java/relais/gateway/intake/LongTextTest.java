package relais.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import relais.gateway.message.Incoming;
import relais.platform.json.Json;

class LongTextTest {
    @Test
    void aTextTooLongForTheQueueIsCutBetweenCharacters() throws Exception {
        for (int shift = 0; shift < 2; shift++) {
            String text = "a".repeat(shift) + "\uD83D\uDE00".repeat(8_000);
            Incoming message = new Incoming("c", null, "+2571", "345", text, Instant.EPOCH, 255);
            Incoming read = Json.read(Intake.body(message), Incoming.class);
            int end = read.text().length() - Joining.GAP.length();
            assertThat(read.text().substring(end)).isEqualTo(Joining.GAP);
            assertThat(read.text().codePointBefore(end)).isEqualTo(0x1F600);
        }
    }
}
