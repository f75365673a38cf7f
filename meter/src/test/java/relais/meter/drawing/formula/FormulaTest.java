package relais.meter.drawing.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
    private static final double U = Double.NaN;
    private static final long[] MINUTES = {60_000, 120_000, 180_000, 240_000};

    private static double[] evaluate(String expression) {
        var parsed = (Formula.Parsed.Ready) Formula.parse(expression);
        double[] a = {1, 2, U, 8};
        double[] b = {10, 0, 5, 4};
        return Evaluation.of(parsed.formula(), MINUTES, Map.of("a", a, "b", b));
    }

    /** Each computed by hand from rrdgraph_rpn(1). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a,8,*            | 8 16 NaN 64
                    a,b,+            | 11 2 NaN 12
                    a,b,ADDNAN       | 11 2 5 12
                    b,a,-            | 9 -2 NaN -4
                    b,a,/            | 10 0 NaN 0.5
                    b,0,%            | NaN NaN NaN NaN
                    a,b,/            | 0.1 Infinity NaN 2
                    b,3,%            | 1 0 2 1
                    a,UN,0,a,IF      | 1 2 0 8
                    a,b,GT           | 0 1 NaN 1
                    a,2,LE           | 1 1 NaN 0
                    a,2,EQ           | 0 1 NaN 0
                    a,2,NE           | 1 0 NaN 1
                    a,b,MIN          | 1 0 NaN 4
                    a,b,MINNAN       | 1 0 5 4
                    a,b,MAXNAN       | 10 2 5 8
                    b,1,6,LIMIT      | NaN NaN 5 4
                    a,2,POW,SQRT     | 1 2 NaN 8
                    b,4,/,FLOOR      | 2 0 1 1
                    b,4,/,CEIL       | 3 0 2 1
                    a,-1,*,ABS       | 1 2 NaN 8
                    a,DUP,*          | 1 4 NaN 64
                    a,b,EXC,-        | 9 -2 NaN -4
                    a,b,POP          | 1 2 NaN 8
                    a,b,3,3,AVG      | 4.6666666667 1.6666666667 4 5
                    1,9,4,3,MEDIAN   | 4 4 4 4
                    1,9,4,3,SMIN     | 1 1 1 1
                    1,9,4,3,SMAX     | 9 9 9 9
                    2,4,3,STDEV      | NaN NaN NaN NaN
                    9,1,5,3,SORT,POP,POP | 1 1 1 1
                    1,2,3,3,REV,POP,POP  | 3 3 3 3
                    1,2,3,3,1,ROLL,POP,POP | 3 3 3 3
                    7,8,2,INDEX,+,+  | 22 22 22 22
                    3,4,2,COPY,+,+,+ | 14 14 14 14
                    PREV,UN,0,PREV,IF,1,+ | 1 2 3 4
                    PREV(b)          | NaN 10 0 5
                    b,120,TREND      | NaN 5 2.5 4.5
                    a,120,TRENDNAN   | NaN 1.5 2 8
                    COUNT            | 1 2 3 4
                    TIME             | 60 120 180 240
                    STEPWIDTH        | 60 60 60 60
                    nobody           | NaN NaN NaN NaN
                    a,+              | NaN NaN NaN NaN
                    a,b              | NaN NaN NaN NaN
                    1,99,AVG         | NaN NaN NaN NaN
                    180,DEG2RAD,COS  | -1 -1 -1 -1
                    """)
    void anExpressionGivesWhatRrdtoolGives(String expression, String wanted) {
        String[] words = wanted.trim().split(" ");
        double[] given = evaluate(expression.trim());
        for (int i = 0; i < words.length; i++) {
            double want = Double.parseDouble(words[i]);
            if (Double.isNaN(want)) {
                assertThat(given[i]).as("%s at %d", expression, i).isNaN();
            } else {
                assertThat(given[i])
                        .as("%s at %d", expression, i)
                        .isCloseTo(want, org.assertj.core.data.Offset.offset(1e-9));
            }
        }
    }

    @Test
    void whatIsNoExpressionIsRefusedWithAReason() {
        for (String bad : new String[] {"", "a,,b", "a,b,&", "TREND", "a,b,TREND", "a,1,PREDICT"}) {
            assertThat(Formula.parse(bad))
                    .as(bad)
                    .isInstanceOf(Formula.Parsed.Refused.class)
                    .extracting("reason")
                    .asString()
                    .isNotBlank();
        }
        assertThat(Formula.parse("1,".repeat(600) + "+"))
                .isInstanceOf(Formula.Parsed.Refused.class);
    }

    @Test
    void noExpressionThrowsOrLoops() {
        long seed = 20261122;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Object[] operators = Operator.ALL.keySet().stream().sorted().toArray();
        String[] others = {"a", "b", "1", "2", "3", "-1", "1e9", "PREV", "PREV(a)", "UNKN", "INF"};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder expression = new StringBuilder("a");
            for (int words = random.nextInt(12); words > 0; words--) {
                boolean operator = random.nextInt(5) < 2;
                Object[] from = operator ? operators : others;
                expression.append(',').append(from[random.nextInt(from.length)]);
            }
            assertThat(evaluate(expression.toString())).as("seed %d", seed).hasSize(4);
        }
    }
}
