package relais.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatsTest extends AtTheOffice {
    @Test
    void theSameKeyTakesEffectOnceAndGetsTheSameAnswer() throws Exception {
        String first = post("5", "k1").body();
        assertThat(post("5", "k1").body()).isEqualTo(first).isEqualTo("{\"started\":1}");
        assertThat(post("5", "k2").body()).isEqualTo("{\"started\":2}");
        assertThat(post("6", "k1").body()).contains("key-reused");
        office.clock.advance(Duration.ofHours(1));
        assertThat(post("5", "k1").body()).isEqualTo(first);
    }

    @Test
    void aRefusalIsRepeatedAndABreakdownMayBeTriedAgain() throws Exception {
        assertThat(post("0", "k1").statusCode()).isEqualTo(404);
        assertThat(post("0", "k1").body()).contains("no such poll");
        assertThat(post("13", "k3").statusCode()).isEqualTo(500);
        assertThat(post("13", "k3").statusCode()).isEqualTo(500);
        assertThat(office.starts).hasValue(2);
    }

    @Test
    void manyAtOnceTakeEffectOnce() throws Exception {
        List<Callable<HttpResponse<String>>> flood =
                IntStream.range(0, 10)
                        .<Callable<HttpResponse<String>>>mapToObj(i -> () -> post("5", "k1"))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(flood)) {
                assertThat(done.get().body()).containsAnyOf("{\"started\":1}", "outcome-unknown");
            }
        }
        assertThat(office.starts).hasValue(1);
    }

    @Test
    void whatWasBegunBeforeACrashIsNotRepeatedBlindly() throws Exception {
        post("5", "k1");
        office.database.useTransaction(
                tx -> tx.execute("UPDATE platform_repeat SET status = NULL, body = NULL"));
        assertThat(post("5", "k1").body()).contains("outcome-unknown");
        office.clock.advance(Duration.ofHours(25));
        ana.signIn("ana", Office.PASSWORD);
        assertThat(post("5", "k1").body()).isEqualTo("{\"started\":2}");
        assertThat(post("5", "x".repeat(201)).body()).contains("invalid-key");
    }

    private HttpResponse<String> post(String poll, String key) {
        return office.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        office.server.address() + "/api/polls/" + poll + "/start"))
                        .header("Cookie", String.valueOf(ana.cookie))
                        .header("X-Relais", "1")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }
}
