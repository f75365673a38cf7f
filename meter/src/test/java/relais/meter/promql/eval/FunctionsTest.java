package relais.meter.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relais.meter.promql.expr.Signature;
import relais.meter.promql.expr.Signatures;

class FunctionsTest {
    @Test
    void everyFunctionThatParsesIsAlsoComputed() {
        assertThat(Signatures.list()).hasSize(70);
        assertThat(Signatures.list().stream().map(Signature::name))
                .allMatch(Functions::knows, "known to the evaluator");
    }
}
