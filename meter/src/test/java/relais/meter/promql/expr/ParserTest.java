package relais.meter.promql.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relais.meter.promql.value.QueryException;

class ParserTest {
    private static final List<String> PIECES =
            List.of(
                    "m",
                    "up{a=\"b\"}",
                    "{__name__=~'x.*',b!=\"\"}",
                    "sum",
                    " by (a, b) ",
                    "without(c)",
                    "(",
                    ")",
                    "[5m]",
                    "[1h:30s]",
                    "[1d:]",
                    " offset 5m",
                    " offset -1h30m",
                    " @ 12.5",
                    " @ start()",
                    "@end()",
                    " + ",
                    "-",
                    " * ",
                    " ^ ",
                    " == bool ",
                    " > ",
                    " and ",
                    " or on(a) ",
                    " unless ",
                    " ignoring (x) group_left (y) ",
                    " atan2 ",
                    "1",
                    "0x1f",
                    ".5e-3",
                    "Inf",
                    "NaN",
                    "\"text\\n\\\"\"",
                    "`raw`",
                    "'q'",
                    ",",
                    "rate(",
                    "topk(3, ",
                    "count_values(\"v\", ",
                    "label_replace(",
                    "time()",
                    "vector(1)",
                    "# c\n",
                    "{",
                    "}",
                    "é",
                    "\\",
                    "1y2w3d",
                    ":",
                    "bool");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a + b * c ^ d ^ e - -f",
                "-1 ^ 2",
                "(-1) ^ 2",
                "1 + 2 * (3 - 4) % 5 atan2 6",
                "sum by (a) (rate(m{x=\"1\",y!~\"b.*\"}[5m] offset 1h))",
                "topk without (a) (3, m @ 10.5 offset -5m)",
                "sum(m[1h:5m] @ end() offset 3w) or vector(0)",
                "a / on (x, y) group_left (z) b",
                "a > bool ignoring (x) b",
                "a and on () b unless c",
                "max_over_time(rate(m[1m])[30m:] @ start())",
                "{__name__=~\"a|b\", x=\"\\\\\\\"\\n\\u00e9\"}",
                "count_values(\"v\", m)",
                "histogram_quantile(0.9, sum by (le) (rate(b[5m])))",
                "by + on_ + sum + offset{a=\"1\"}",
                "Inf + NaN + 1e300 + 1e-9 + 0x10"
            })
    void whatIsPrintedReadsBackAsTheSameTree(String text) {
        // A sum of a range vector is wrong on purpose in one of them: both ways must agree.
        Expr tree = parsed(text);
        if (tree != null) {
            assertThat(Parser.parse(Printer.print(tree))).isEqualTo(tree);
        }
    }

    private static Expr parsed(String text) {
        try {
            return Parser.parse(text);
        } catch (QueryException e) {
            assertThat(text).startsWith("sum(m[");
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 | 1 + (2 * 3)",
                "2 ^ 3 ^ 2 | 2 ^ (3 ^ 2)",
                "-a ^ b | -(a ^ b)",
                "-a * b | (-a) * b",
                "a - b - c | (a - b) - c",
                "a or b and c | a or (b and c)",
                "a == b + c | a == (b + c)",
                "2 ^ -1 * 3 | (2 ^ (-1)) * 3"
            })
    void operatorsBindAsInPrometheus(String plain, String explicit) {
        assertThat(bare(Parser.parse(plain))).isEqualTo(bare(Parser.parse(explicit)));
    }

    /** The tree without parentheses. */
    private static Expr bare(Expr expr) {
        return switch (Expr.bare(expr)) {
            case Expr.Binary b ->
                    new Expr.Binary(
                            b.operator(), bare(b.left()), bare(b.right()), b.bool(), b.matching());
            case Expr.Unary u -> new Expr.Unary(u.negative(), bare(u.operand()));
            case Expr other -> other;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 + | 3 | unexpected end of input",
                "(a | 2 | expected \")\"",
                "rate(a) | 0 | expected type range vector",
                "nosuch(a) | 0 | unknown function",
                "sum(a, b) | 0 | wrong number of arguments",
                "a[5m] + 1 | 0 | binary expression must contain only scalar and instant vector",
                "1 + a[5q] | 6 | bad number or duration",
                "a[0s] | 2 | duration must be greater than 0",
                "a offset 1m offset 1m | 0 | multiple times",
                "{a=\"\"} | 0 | at least one non-empty matcher",
                "a{__name__=\"b\"} | 0 | must not be set twice",
                "a{b=~\"(\"} | 5 | regexp",
                "1 == 2 | 0 | BOOL",
                "a and 1 | 0 | set operator",
                "a + bool b | 0 | bool modifier",
                "a + on (x) group_left (x) b | 11 | ON and GROUP",
                "a and on (x) group_left b | 0 | no grouping",
                "\"abc | 0 | unterminated",
                "'\\z' | 2 | unknown escape",
                "-\"a\" | 0 | unary",
                "abs(a,) | 6 | trailing commas",
                "a[1d30d] | 2 | bad number or duration",
                "sum(a) offset 1m | 0 | offset modifier must be preceded",
                "a @ nan | 4 | out of bounds",
                "08q | 0 | bad number",
                "a; b | 1 | unexpected character"
            })
    void mistakesAreShownWhereTheyAre(String text, int position, String message) {
        assertThatThrownBy(() -> Parser.parse(text))
                .isInstanceOfSatisfying(
                        QueryException.class,
                        e -> {
                            assertThat(e.text()).contains(message);
                            assertThat(e.position()).isEqualTo(position);
                        });
    }

    @Test
    void endlessNestingIsRefusedAndNotFollowed() {
        for (String open : List.of("(", "-", "abs(", "1^", "sum(", "a==")) {
            assertThatThrownBy(() -> Parser.parse(open.repeat(20_000)))
                    .isInstanceOf(QueryException.class);
        }
        assertThatThrownBy(() -> Parser.parse("a+".repeat(5_000) + "a"))
                .isInstanceOf(QueryException.class);
    }

    @Test
    void anyRowOfPiecesIsReadOrRefusedAndPrintsBack() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int read = 0;
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < end) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            read += printsBack(text.toString()) ? 1 : 0;
        }
        assertThat(read).as("seed %d", seed).isGreaterThan(100);
    }

    /** Whether it parses at all. */
    static boolean printsBack(String text) {
        Expr tree;
        try {
            tree = Parser.parse(text);
        } catch (QueryException e) {
            return false;
        }
        assertThat(Parser.parse(Printer.print(tree))).as(text).isEqualTo(tree);
        return true;
    }
}
