package relais.vault.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.testing.Scanner;

/** What ClamAV's own daemon says over its socket. */
class ClamdTest {
    @TempDir Path folder;
    private Scanner scanner;
    private Clamd clamd;

    @BeforeEach
    void start() throws Exception {
        scanner = Scanner.start(folder);
        clamd = new Clamd(scanner.socket().toString());
    }

    @AfterEach
    void stop() throws Exception {
        clamd.close();
        scanner.close();
    }

    @Test
    void aVirusIsNamedAndALetterIsClean() throws Exception {
        assertThat(verdict(Scanner.eicar())).isInstanceOf(Clamd.Verdict.Infected.class);
        assertThat(verdict("A letter.".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new Clamd.Verdict.Clean());
        assertThat(verdict(new byte[0])).isEqualTo(new Clamd.Verdict.Clean());
    }

    /** It says so and closes, in the middle of what it is sent. */
    @Test
    void whatIsTooLargeForItIsRefusedAndNotAskedAgain() throws Exception {
        for (int size : new int[] {Scanner.MOST_BYTES + 1, 3 << 20, 20 << 20}) {
            assertThat(verdict(new byte[size]))
                    .as("%d bytes", size)
                    .isInstanceOfSatisfying(
                            Clamd.Verdict.Refused.class,
                            refused -> assertThat(refused.why()).contains("size limit exceeded"));
        }
    }

    private Clamd.Verdict verdict(byte[] content) throws IOException {
        return clamd.scan(out -> out.write(content));
    }
}
