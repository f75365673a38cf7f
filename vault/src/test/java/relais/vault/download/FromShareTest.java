package relais.vault.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.http.Answer;
import relais.vault.document.Elsewhere;
import relais.vault.scan.Clamd;
import relais.vault.scan.Gate;
import relais.vault.testing.Scanner;

/** Between the look of the scanner and the reader lies a share where others write. */
class FromShareTest {
    private static final Elsewhere.Waiting FILE =
            new Elsewhere.Waiting(1, "a.txt", 1, Instant.EPOCH);

    @TempDir Path folder;

    /** An old share with one file, which somebody else may change, or break. */
    private static final class Share implements Elsewhere {
        private byte[] content = "harmless".getBytes(StandardCharsets.UTF_8);
        private Instant changed = Instant.EPOCH;
        private boolean broken;

        @Override
        public List<Waiting> in(Handle handle, long dossierId) {
            return List.of(FILE);
        }

        @Override
        public Lent open(Waiting file) {
            InputStream in = new ByteArrayInputStream(content);
            return new Lent(
                    content.length,
                    changed,
                    broken ? new SequenceInputStream(in, new Broken()) : in);
        }

        @Override
        public void fetch(Waiting file) {}
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the connection was reset");
        }
    }

    @Test
    void whatIsExchangedAfterItWasScannedIsNotGiven() throws Exception {
        try (Scanner scanner = Scanner.start(folder);
                Clamd clamd = new Clamd(scanner.socket().toString())) {
            Share share = new Share();
            Answer.Body body = body(new FromShare(share, new Gate(clamd)).answer(FILE));
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            body.writeTo(sent);
            assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo("harmless");
            share.content = Scanner.eicar();
            share.changed = share.changed.plusSeconds(1);
            ByteArrayOutputStream exchanged = new ByteArrayOutputStream();
            assertThatThrownBy(() -> body.writeTo(exchanged)).isInstanceOf(IOException.class);
            assertThat(exchanged.size()).isZero();
        }
    }

    @Test
    void aShareThatBreaksDuringTheScanDoesNotPassForAScannerThatIsAway() throws Exception {
        try (Scanner scanner = Scanner.start(folder);
                Clamd clamd = new Clamd(scanner.socket().toString())) {
            Share share = new Share();
            share.broken = true;
            Answer answer = new FromShare(share, new Gate(clamd)).answer(FILE);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.problem().status()).isEqualTo(503));
        }
    }

    private static Answer.Body body(Answer answer) {
        return ((Answer.Bytes) ((Answer.WithHeaders) answer).answer()).body();
    }
}
