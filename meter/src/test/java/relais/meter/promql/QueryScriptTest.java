package relais.meter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"rates", "overtime", "aggregations", "operators", "times", "elements"})
    void everyEvaluationOfAScriptComesOutAsWritten(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream(name + ".test")) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            QueryScript.Outcome outcome =
                    QueryScript.run(new String(bytes, StandardCharsets.UTF_8));
            assertThat(outcome.failures()).isEmpty();
            assertThat(outcome.evaluations()).isGreaterThan(10);
        }
    }

    @Test
    void aWrongExpectationIsNoticed() {
        QueryScript.Outcome outcome =
                QueryScript.run(
                        "load 1m\n m 1 2\n\neval instant at 1m m\n m 3\n\n"
                                + "eval_fail instant at 1m m\n\neval range from 0 to 1m step 1m m\n m 1 3\n");
        assertThat(outcome.evaluations()).isEqualTo(3);
        assertThat(outcome.failures()).hasSize(3);
    }
}
