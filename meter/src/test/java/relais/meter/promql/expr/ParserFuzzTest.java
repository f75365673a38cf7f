package relais.meter.promql.expr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is read or refused; the seeded loop beside it is in {@link ParserTest}. */
class ParserFuzzTest {
    @FuzzTest(maxDuration = "2s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        ParserTest.printsBack(new String(bytes, StandardCharsets.UTF_8));
        ParserTest.printsBack(new String(bytes, StandardCharsets.UTF_16));
    }
}
