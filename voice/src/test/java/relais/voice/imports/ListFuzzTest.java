package relais.voice.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.voice.contact.Addresses;

/** Any bytes as a list: read to their end, or refused with a reason; never anything else. */
class ListFuzzTest {
    private static final long TIME = 1_500_000_000L;

    @TempDir private @Nullable Path folder;
    private final Addresses addresses = new Addresses("BI");

    @FuzzTest(maxDuration = "2s")
    void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".upload");
        try {
            read(file, bytes);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void randomListsAreReadOrRefused() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String signs = "phone,;\t|\"\n\r0123456789+é\uFEFF\0Nom numéro\\'=";
        long end = System.nanoTime() + TIME;
        Path file = folder.resolve("list");
        while (System.nanoTime() < end) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "phone;nom\n" : "");
            for (int i = random.nextInt(300); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            byte[] bytes =
                    text.toString()
                            .getBytes(
                                    random.nextBoolean()
                                            ? StandardCharsets.UTF_8
                                            : StandardCharsets.UTF_16);
            for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            read(file, bytes);
        }
    }

    private void read(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (RowSource rows = ImportRun.open(file)) {
            RowSource.SourceRow header = rows.next();
            if (header == null) {
                return;
            }
            Columns columns = Columns.of(header.cells());
            long row = 0;
            for (var next = rows.next(); next != null; next = rows.next()) {
                assertThat(next.cells()).hasSizeLessThanOrEqualTo(RowSource.COLUMNS_LIMIT);
                assertThat(ListedPerson.of(++row, next, columns, addresses)).isNotNull();
            }
        } catch (FileProblem problem) {
            assertThat(problem.detail()).isNotBlank();
        }
    }
}
