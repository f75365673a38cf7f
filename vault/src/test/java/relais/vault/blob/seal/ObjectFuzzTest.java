package relais.vault.blob.seal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Any bytes are an object or damage; the seeded loop beside it is in {@link ObjectTest}. */
class ObjectFuzzTest {
    private static final ObjectReader READER = new ObjectReader(ObjectTest.keys(7), new Toolbox());

    @FuzzTest(maxDuration = "2s")
    void anyBytesAreAnswered(byte[] bytes) throws IOException {
        try {
            READER.entries(ObjectTest.source(bytes), bytes.length);
        } catch (DamagedEntry expected) {
            // the one answer there is
        }
        try {
            Directory.parse(ByteBuffer.wrap(bytes));
        } catch (DamagedEntry expected) {
            // the one answer there is
        }
    }
}
