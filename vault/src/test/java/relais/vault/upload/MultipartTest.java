package relais.vault.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Forms with files, as browsers send them, and as nobody should. */
class MultipartTest {
    private static final String TYPE = "multipart/form-data; boundary=--xyz";

    @Test
    void filesComeOutAsTheyWentInHoweverTheyArrive() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            byte[] content = new byte[random.nextInt(200_000)];
            random.nextBytes(content);
            byte[] tricky = "\r\n----xy\r\n----x\r\n--".getBytes(StandardCharsets.UTF_8);
            if (content.length > tricky.length) {
                System.arraycopy(tricky, 0, content, content.length - tricky.length, tricky.length);
            }
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            form.writeBytes(text("----xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"));
            form.writeBytes(text("\r\n----xyz\r\nContent-Disposition: form-data; name=\"f\";"));
            form.writeBytes(text(" filename=\"C:\\\\dir\\\\É%22.pdf\"\r\n\r\n"));
            form.writeBytes(content);
            form.writeBytes(text("\r\n----xyz--\r\n"));
            InputStream slow =
                    new ByteArrayInputStream(form.toByteArray()) {
                        @Override
                        public int read(byte[] into, int offset, int length) {
                            return super.read(
                                    into, offset, Math.min(length, 1 + random.nextInt(5_000)));
                        }
                    };
            Multipart parts = Multipart.of(TYPE, slow).orElseThrow();
            Multipart.Part part = parts.next().orElseThrow();
            assertThat(part.fileName()).isEqualTo("É\".pdf");
            assertThat(part.content().readAllBytes()).isEqualTo(content);
            assertThat(parts.next()).isEmpty();
        }
    }

    @Test
    void rubbishEndsInAnErrorNotInALoop() {
        Random random = new Random(9);
        String signs = "-xyz\r\n:;= filename\"";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder form = new StringBuilder("----xyz\r\n");
            for (int n = random.nextInt(200); n > 0; n--) {
                form.append(signs.charAt(random.nextInt(signs.length())));
            }
            readOrRefused(text(form.toString()));
        }
        assertThat(Multipart.of("text/plain", InputStream.nullInputStream())).isEmpty();
    }

    @FuzzTest
    void anyFormEnds(FuzzedDataProvider data) {
        readOrRefused(data.consumeRemainingAsBytes());
    }

    @FuzzTest
    void anyBoundaryIsOneOrNone(FuzzedDataProvider data) {
        Multipart.of(data.consumeRemainingAsString(), InputStream.nullInputStream());
    }

    private static void readOrRefused(byte[] form) {
        try {
            Multipart parts = Multipart.of(TYPE, new ByteArrayInputStream(form)).orElseThrow();
            Optional<Multipart.Part> part = parts.next();
            while (part.isPresent()) {
                part = parts.next();
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void whatMetadataSaysIsReadOrRefused() {
        assertThat(UploadMetadata.parse("path L2E=,is_confidential"))
                .isEqualTo(Map.of("path", "/a", "is_confidential", ""));
        Random random = new Random(9);
        String signs = "abAB09+/=, é\t";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder header = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                header.append(signs.charAt(random.nextInt(signs.length())));
            }
            metadata(header.toString());
        }
    }

    @FuzzTest
    void anyMetadataIsReadOrRefused(FuzzedDataProvider data) {
        metadata(data.consumeRemainingAsString());
    }

    private static void metadata(String header) {
        try {
            UploadMetadata.parse(header);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
