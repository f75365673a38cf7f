package relais.meter.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.meter.promql.eval.Limits;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryException;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.Series;

class PromQlTest {
    private static final int MINUTES = 1_440;
    private final MemorySeries series = new MemorySeries();
    private final PromQl promQl = new PromQl(series, Limits.USUAL, InstantSource.system());

    private static Labels host(int number) {
        return Labels.of(
                Map.of(Labels.NAME, "sent_total", "host", "h" + number, "rack", "r" + number % 20));
    }

    private void aDayOf(int hosts) {
        for (int host = 0; host < hosts; host++) {
            long[] times = new long[MINUTES];
            double[] values = new double[MINUTES];
            for (int i = 0; i < MINUTES; i++) {
                times[i] = i * 60_000L;
                values[i] = i * (host + 1.0);
            }
            series.put(new Series(host(host), times, values));
        }
    }

    @Test
    void aDayOfAThousandSeriesIsAnsweredWhileOneLooks() {
        aDayOf(1_000);
        String[] queries = {
            "sum by (rack) (rate(sent_total[5m]))",
            "max_over_time(sent_total[1h])",
            "topk(10, sent_total)",
            "sent_total / on (host, rack) sent_total"
        };
        for (String query : queries) {
            for (int round = 0; round < 3; round++) {
                long begin = System.nanoTime();
                Answer answer = promQl.range(query, 0, (MINUTES - 1) * 60_000L, 60_000);
                long millis = (System.nanoTime() - begin) / 1_000_000;
                System.out.println(query + " over 1,000 × 1,440: " + millis + " ms");
                assertThat(answer).isInstanceOf(Answer.Answered.class);
            }
        }
    }

    @Test
    void theAnswerHasTheShapeOfPrometheusApi() {
        aDayOf(1);
        assertThat(shape(promQl.instant("sent_total * 1.5", 90_000)).toString())
                .contains("resultType=vector", "value=[90, 1.5]", "host=h0");
        assertThat(shape(promQl.range("sent_total", 60_000, 120_500, 30_000)).toString())
                .contains("resultType=matrix", "values=[[60, 1], [90, 1], [120, 2]]");
        assertThat(shape(promQl.instant("1e3", 1_500)).toString())
                .contains("resultType=scalar", "result=[1.5, 1000]");
        assertThat(shape(promQl.instant("'a\\x62'", 0)).toString())
                .contains("resultType=string", "result=[0, ab]");
        assertThat(shape(promQl.instant("sent_total[2m]", 120_000)).toString())
                .contains("values=[[0, 0], [60, 1], [120, 2]]");
    }

    private static Map<String, Object> shape(Answer answer) {
        return switch (answer) {
            case Answer.Answered(QueryResult result) -> AnswerShape.of(result);
            case Answer.Failed f -> Map.of("failed", f);
        };
    }

    @Test
    void aQueryBeyondItsLimitsEndsWithAClearError() {
        aDayOf(10);
        Duration minute = Duration.ofMinutes(1);
        Limits few = new Limits(10_000, 100, minute, minute, minute);
        PromQl tight = new PromQl(series, few, InstantSource.system());
        assertThat(failure(tight.instant("sum(rate(sent_total[1d]))", 86_400_000)))
                .isEqualTo(QueryException.Kind.EXECUTION);
        assertThat(failure(tight.range("sent_total", 0, 86_400_000, 1)))
                .isEqualTo(QueryException.Kind.BAD_DATA);
        assertThat(failure(tight.instant("count_over_time(vector(1)[10y:1ms])", 0)))
                .isEqualTo(QueryException.Kind.EXECUTION);
        assertThat(failure(promQl.range("sent_total", 0, -1, 1)))
                .isEqualTo(QueryException.Kind.BAD_DATA);

        Limits noTime = new Limits(10_000, 100, Duration.ofMillis(-1), minute, minute);
        PromQl late = new PromQl(series, noTime, InstantSource.system());
        assertThat(failure(late.instant("sent_total", 0))).isEqualTo(QueryException.Kind.TIMEOUT);
    }

    private static QueryException.Kind failure(Answer answer) {
        return switch (answer) {
            case Answer.Failed f -> f.kind();
            case Answer.Answered a -> throw new AssertionError("answered: " + a);
        };
    }

    @Test
    void anExpressionThatWouldSearchForeverIsStopped() {
        String value = "a".repeat(5_000);
        series.put(
                new Series(
                        Labels.of(Map.of(Labels.NAME, "m", "l", value + "!")),
                        new long[] {0},
                        new double[] {1}));
        assertThat(failure(promQl.instant("m{l=~\"(a+)+\"}", 0)))
                .isEqualTo(QueryException.Kind.EXECUTION);
        assertThat(failure(promQl.instant("m{l=~\"(.)\\\\1\"}", 0)))
                .isEqualTo(QueryException.Kind.BAD_DATA);
    }
}
