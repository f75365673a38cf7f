package relais.meter.drawing.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.meter.history.archive.RrdTool;
import relais.platform.testing.Peers;

/**
 * The same expressions over the same numbers, computed by rrdtool and by us. Left out is ROLL: in
 * rrdtool 1.7.2 it turns its own arguments instead of what lies below them.
 */
class FormulaPeerTest {
    private static final long FIRST = 1_789_920_000L - 3_600;
    private static final int ROWS = 120;
    private static final Pattern VALUE = Pattern.compile("<v>\\s*([^<\\s]+)\\s*</v>");

    private static final List<String> EXPRESSIONS =
            List.of(
                    "a,8,*",
                    "a,b,+",
                    "a,b,-",
                    "a,b,/",
                    "a,0,/",
                    "b,7,%",
                    "b,0,%",
                    "a,b,POW",
                    "a,b,ADDNAN",
                    "a,b,MINNAN",
                    "a,b,MAXNAN",
                    "a,b,MIN",
                    "a,b,MAX",
                    "a,SIN",
                    "b,COS",
                    "b,LOG",
                    "a,EXP",
                    "a,SQRT",
                    "a,ATAN",
                    "a,b,ATAN2",
                    "b,3,/,FLOOR",
                    "b,3,/,CEIL",
                    "a,100,-,ABS",
                    "b,RAD2DEG",
                    "b,DEG2RAD",
                    "a,b,LT",
                    "a,b,LE",
                    "a,b,GT",
                    "a,b,GE",
                    "a,9,EQ",
                    "a,9,NE",
                    "a,INF,LT",
                    "a,UN",
                    "a,INF,+,ISINF",
                    "a,UN,b,a,IF",
                    "a,UNKN,b,IF",
                    "b,20,60,LIMIT",
                    "a,b,5,3,AVG",
                    "a,b,2,STDEV",
                    "a,b,5,9,4,STDEV",
                    "a,b,5,3,MEDIAN",
                    "a,b,5,7,4,MEDIAN",
                    "a,b,2,SMIN",
                    "a,b,2,SMAX",
                    "a,b,5,50,3,PERCENT",
                    "a,b,5,95,3,PERCENT",
                    "a,b,5,100,3,PERCENT",
                    "b,5,9,60,3,PERCENT",
                    "a,DUP,*",
                    "a,b,EXC,-",
                    "a,b,POP",
                    "b,5,2,2,SORT,POP,-",
                    "a,b,5,3,REV,-,-",
                    "a,b,2,INDEX,-,-",
                    "a,b,2,COPY,-,-,-",
                    "a,b,DEPTH,-,-",
                    "a,PREV(b),+",
                    "a,UN,0,a,IF,PREV,ADDNAN",
                    "b,180,TREND",
                    "a,180,TREND",
                    "a,180,TRENDNAN",
                    "a,100,TREND",
                    "a,600,TRENDNAN",
                    "a,0,TREND",
                    "300,120,2,120,a,PREDICT",
                    "300,-3,240,a,PREDICT",
                    "300,-3,240,b,PREDICTSIGMA",
                    "300,-3,240,a,PREDICTSIGMA",
                    "600,-2,300,50,a,PREDICTPERC",
                    "600,-2,300,95,a,PREDICTPERC",
                    "600,-2,300,-40,a,PREDICTPERC",
                    "600,-2,300,100,a,PREDICTPERC",
                    "a,POP,TIME",
                    "a,POP,LTIME",
                    "a,POP,COUNT",
                    "a,POP,STEPWIDTH",
                    "a,POP,NEWDAY",
                    "a,POP,NEWMONTH",
                    "a,POP,NEWYEAR");

    @TempDir private Path folder;

    private List<double[]> exported(Path file) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Peers.require("rrdtool").toString(),
                                "xport",
                                "--start",
                                "" + (FIRST - 60),
                                "--end",
                                "" + (FIRST + (ROWS - 2) * 60L),
                                "--step",
                                "60",
                                "DEF:a=" + file + ":a:AVERAGE",
                                "DEF:b=" + file + ":b:AVERAGE"));
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            command.add("CDEF:x" + i + "=" + EXPRESSIONS.get(i));
        }
        command.addAll(List.of("XPORT:a", "XPORT:b"));
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            command.add("XPORT:x" + i);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TZ", ZoneId.systemDefault().getId());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        List<double[]> rows = new ArrayList<>();
        for (String line : said.split("<row>")) {
            double[] row = new double[EXPRESSIONS.size() + 2];
            Matcher values = VALUE.matcher(line);
            int count = 0;
            while (values.find()) {
                String word = values.group(1).toLowerCase(java.util.Locale.ROOT);
                row[count++] =
                        word.endsWith("nan")
                                ? Double.NaN
                                : word.endsWith("inf")
                                        ? (word.startsWith("-") ? -1 : 1) / 0.0
                                        : Double.parseDouble(word);
            }
            if (count == row.length) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void everyWordGivesWhatRrdtoolGives() throws Exception {
        Path file = folder.resolve("ab.rrd");
        List<RrdTool.Update> updates = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String a = i % 23 == 7 ? "U" : "" + i * i % 17;
            updates.add(new RrdTool.Update(FIRST + i * 60L, a + ":" + (70 - i / 2)));
        }
        new RrdTool()
                .make(
                        file,
                        FIRST - 60,
                        List.of(
                                "-s 60",
                                "DS:a:GAUGE:120:U:U",
                                "DS:b:GAUGE:120:U:U",
                                "RRA:AVERAGE:0.5:1:200"),
                        updates);
        List<double[]> rows = exported(file);
        assertThat(rows.size()).isBetween(ROWS - 2, ROWS);
        long[] millis = new long[rows.size()];
        double[] a = new double[rows.size()];
        double[] b = new double[rows.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = (FIRST + i * 60L) * 1000;
            a[i] = rows.get(i)[0];
            b[i] = rows.get(i)[1];
        }
        for (int x = 0; x < EXPRESSIONS.size(); x++) {
            var parsed = (Formula.Parsed.Ready) Formula.parse(EXPRESSIONS.get(x));
            double[] ours = Evaluation.of(parsed.formula(), millis, Map.of("a", a, "b", b));
            // It knows nine digits of pi; in the last row its PREDICT reads beyond the end.
            for (int i = 0; i < millis.length - 1; i++) {
                double wanted = rows.get(i)[x + 2];
                String where = EXPRESSIONS.get(x) + " in row " + i;
                if (Double.isFinite(wanted)) {
                    assertThat(ours[i])
                            .as(where)
                            .isCloseTo(wanted, within(1e-6 * Math.abs(wanted) + 1e-9));
                } else {
                    assertThat((Double) ours[i]).as(where).isEqualTo((Double) wanted);
                }
            }
        }
    }
}
