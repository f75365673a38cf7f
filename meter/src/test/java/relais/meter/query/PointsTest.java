package relais.meter.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Labels;
import relais.meter.promql.value.QueryResult;
import relais.meter.promql.value.Series;
import relais.platform.json.Json;

class PointsTest {
    private static final long SEED = 20_261_122;
    private static final int VALUES = 20_000;

    private final Random random = new Random(SEED);

    @Test
    void anAnswerIsWrittenAsItsShapeSays() {
        long[] times = new long[VALUES];
        double[] values = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            times[i] = (i - 3) * 1_000L + (i % 7 == 0 ? 250 : 0);
            values[i] = value(i);
        }
        QueryResult result =
                new QueryResult.Matrix(
                        List.of(
                                new Series(Labels.NONE, times, values),
                                new Series(Labels.NONE, new long[0], new double[0])));
        assertThat(Json.text(AnswerShape.of(result, Points.ofOneAnswer())))
                .as("seed %d", SEED)
                .isEqualTo(Json.text(AnswerShape.of(result)));
    }

    @Test
    void aNumberIsTheShortestThatReadsBackAsTheSameDouble() {
        for (int i = 0; i < VALUES; i++) {
            double value = value(i);
            if (Double.isFinite(value)) {
                String text = AnswerShape.number(value);
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
                        .as("seed %d, %s", SEED, value)
                        .isEqualTo(Double.doubleToRawLongBits(value));
                assertThat(new BigDecimal(text))
                        .as("seed %d, %s", SEED, value)
                        .isEqualByComparingTo(new BigDecimal(Double.toString(value)));
            }
        }
        assertThat(AnswerShape.number(-0.000001)).isEqualTo("-0.000001");
        assertThat(AnswerShape.number(999_999_999.999999)).isEqualTo("999999999.999999");
        assertThat(AnswerShape.number(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    }

    private double value(int turn) {
        return switch (turn % 8) {
            case 0 -> random.nextInt(-1_000_000, 1_000_000) / 100.0;
            case 1 -> random.nextLong(-(1L << 50), 1L << 50) / 1e6;
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> random.nextInt();
            case 4 -> Math.nextUp(random.nextInt(1_000_000) / 1e6);
            case 5 -> random.nextGaussian();
            case 6 -> random.nextInt(1_000) / 1e9;
            default -> turn % 16 == 7 ? -0.0 : Double.POSITIVE_INFINITY;
        };
    }
}
