package relais.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import relais.platform.testing.FreePort;

/** A long list of people comes in, and the power goes, twice, in the middle of it. */
class KilledImportStory {
    private static final int ROWS = 24_000;
    private static final int LIVES = 3;

    @TempDir Path home;
    private final Map<String, String> settings =
            Map.of("http.port", Integer.toString(FreePort.find()));

    @Test
    @Timeout(300)
    void everyRowIsTakenOnceAndAnsweredFor() throws Exception {
        long seed = System.nanoTime();
        System.out.println("killed import story: seed " + seed);
        Random random = new Random(seed);
        RelaisProcess process = up();
        URI console = URI.create(process.console());
        try (Officer ana = new Officer(console)) {
            ana.setUp(process.says("(http\\S+/setup#\\S+)"));
            Officer.Reply taken = send(ana);
            assertThat(taken.status()).as(taken.body()).isLessThan(300);
            String one = "/api/imports/" + taken.json().path("id").asLong();
            for (int life = 1; life < LIVES; life++) {
                int enough = life * ROWS / LIVES - random.nextInt(ROWS / LIVES / 2);
                Soon.holds("rows are read", () -> rows(ana, one) >= enough);
                process.kill();
                process = up();
                process.console();
                System.out.println(
                        "killed import story: life " + life + " left it at " + rows(ana, one));
            }
            assertThat(send(ana)).as("sent again, the first answer not heard").isEqualTo(taken);
            Soon.holds("it is done", () -> state(ana, one).equals("done"));
            everyRowOnce(ana, one);
        } finally {
            process.close();
        }
    }

    private static final String CSV = "text/csv";

    private static Officer.Reply send(Officer ana) throws Exception {
        String path = "/api/imports?name=all.csv";
        return ana.uploadOnce(path, BodyPublishers.ofString(list()), CSV, "first-list");
    }

    private RelaisProcess up() throws Exception {
        return RelaisProcess.start(home, List.of("up"), settings);
    }

    /** Each hundredth number stands there twice, and each thousandth is none. */
    private static String list() {
        StringBuilder list = new StringBuilder("phone,name,group\n");
        for (int i = 0; i < ROWS; i++) {
            int number = i % 100 == 99 ? i - 50 : i;
            list.append(i % 1_000 == 500 ? "none" : Integer.toString(79_000_000 + number));
            list.append(",Person ").append(i).append(",G").append(i % 7).append('\n');
        }
        return list.toString();
    }

    private static long rows(Officer ana, String one) throws Exception {
        return ana.get(one).json().path("rows").asLong();
    }

    private static String state(Officer ana, String one) throws Exception {
        return ana.get(one).json().path("state").asText();
    }

    private static void everyRowOnce(Officer ana, String one) throws Exception {
        JsonNode done = ana.get(one).json();
        assertThat(done.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(done.path("created").asInt()).isEqualTo(ROWS - ROWS / 100 - ROWS / 1_000);
        assertThat(done.path("updated").asInt()).isZero();
        assertThat(done.path("rejected").asInt()).isEqualTo(ROWS / 100 + ROWS / 1_000);
        List<String> report = ana.get(one + "/report.csv").body().lines().skip(1).toList();
        Set<String> rows = new HashSet<>();
        report.forEach(line -> rows.add(line.substring(0, line.indexOf(','))));
        assertThat(report).hasSize(ROWS);
        assertThat(rows).hasSize(ROWS);
    }
}
