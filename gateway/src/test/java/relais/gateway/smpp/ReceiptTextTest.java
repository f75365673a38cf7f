package relais.gateway.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relais.gateway.message.Report.State;

class ReceiptTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    id:0A1F sub:001 dlvrd:001 submit date:2611221000 done date:2611221001 stat:DELIVRD err:000 text:Yego | 0A1F | DELIVERED | 000
                    id:7sub:001dlvrd:001submit date:2611221000done date:2611221001stat:DELIVRDerr:000text:Yego | 7 | DELIVERED | 000
                    ID:77 SUB:1 DLVRD:0 SUBMIT DATE:2611221000 DONE DATE:2611221001 STAT:UNDELIV ERR:1A | 77 | FAILED | 1A
                    id: 42 stat: EXPIRED err: 12 | 42 | EXPIRED | 12
                    stat:REJECTD id:abc-def err:99 | abc-def | REJECTED | 99
                    id:9, stat:DELETED, err:3 | 9 | FAILED | 3
                    id:9 stat:ACCEPTD | 9 | ACCEPTED |
                    id:9 stat:ENROUTE | 9 | BUFFERED |
                    id:9 stat:BUFFRED | 9 | BUFFERED |
                    id:9 stat:DELIVERED | 9 | DELIVERED |
                    id:9 stat:whatever | 9 | UNKNOWN |
                    id:9 | 9 | UNKNOWN |
                    paid:5 id:9 stat:DELIVRD | 9 | DELIVERED |
                    id:9 text:stat:DELIVRD err:5 | 9 | UNKNOWN |
                    """)
    void reportsInAllTheirSpellings(String text, String id, State state, String error) {
        ReceiptText read = ReceiptText.read(text);
        assertThat(read).isNotNull();
        assertThat(read.id()).isEqualTo(id);
        assertThat(ReceiptText.state(read.status())).isEqualTo(state);
        assertThat(read.error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"stat:DELIVRD", "paid:5", "id:", "'id: '", "''", "text:id:5"})
    void withoutAnIdItIsNoReport(String text) {
        assertThat(ReceiptText.read(text)).isNull();
    }

    @Test
    void noTextHoweverOddStopsTheReader() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pieces = {
            "id:", "sub:", "stat:", "err:", "text:", "done date:", " ", "\n", "é", "0", "İ", "\0"
        };
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                ReceiptText.read(text.toString());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": «" + text + "»", e);
            }
        }
    }

    @FuzzTest
    void fuzz(byte[] octets) {
        ReceiptText.read(new String(octets, StandardCharsets.UTF_8));
    }
}
