package relais.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query strings as no browser writes them: answered or refused, never a fault of ours. */
class AnyQueryTest {
    private static final TestSite SITE = new TestSite();
    private static final String SIGNS = "limit=&?%;+,-0129aF\"'<>[]{}|\\^`~/:@!$*()._";

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static int status(String query) throws Exception {
        String answer =
                SITE.raw(
                        "GET /api/things?"
                                + query
                                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer reader\r\n"
                                + "Connection: close\r\n\r\n");
        assertThat(answer).as(query).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=-1",
                "limit=99999999999999999999",
                "limit=1e3",
                "limit=%00",
                "limit=%ff%fe",
                "limit=%ed%a0%80",
                "limit=0x10"
            })
    void whatIsNoNumberIsRefused(String query) throws Exception {
        assertThat(status(query)).isEqualTo(400);
    }

    @Test
    void whateverIsAskedIsAnsweredOrRefused() throws Exception {
        assertThat(status("limit=3")).isEqualTo(200);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            StringBuilder query = new StringBuilder(random.nextBoolean() ? "limit=" : "");
            for (int n = random.nextInt(40); n > 0; n--) {
                if (random.nextInt(3) == 0) {
                    query.append("%%%02x".formatted(random.nextInt(256)));
                } else {
                    query.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
                }
            }
            assertThat(status(query.toString())).as(query.toString()).isBetween(200, 499);
        }
    }
}
