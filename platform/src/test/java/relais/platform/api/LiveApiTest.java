package relais.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveApiTest extends AtTheOffice {
    @Test
    void aScreenHearsOfWhatItShowsAndOfNothingElse() throws Exception {
        try (BufferedReader events = listen("poll:12,inbox")) {
            office.database.useTransaction(
                    tx -> {
                        office.feed.changed(tx, "poll:13");
                        office.feed.changed(tx, "inbox");
                    });
            assertThat(nextThing(events)).isEqualTo("inbox");
            office.database.useTransaction(tx -> office.feed.changed(tx, "poll:12"));
            assertThat(nextThing(events)).isEqualTo("poll:12");
        }
    }

    @Test
    void ofWhatIsNotForTheCallersEyesNothingIsHeard() throws Exception {
        try (BufferedReader events = listen("hidden:12,inbox")) {
            office.database.useTransaction(
                    tx -> {
                        office.feed.changed(tx, "hidden:12");
                        office.feed.changed(tx, "inbox");
                    });
            assertThat(nextThing(events)).isEqualTo("inbox");
        }
    }

    @Test
    void theOldestOfTooManyScreensMakesRoomForTheNewest() throws Exception {
        List<BufferedReader> screens = new ArrayList<>();
        for (int i = 0; i < LiveApi.STREAMS_PER_USER; i++) {
            screens.add(listen("inbox"));
        }
        screens.add(listen("inbox"));
        BufferedReader oldest = screens.getFirst();
        while (oldest.readLine() != null) {
            // its end is what is awaited
        }
        office.database.useTransaction(tx -> office.feed.changed(tx, "inbox"));
        assertThat(nextThing(screens.getLast())).isEqualTo("inbox");
        for (BufferedReader screen : screens) {
            screen.close();
        }
    }

    @Test
    void nonsenseIsRefused() {
        for (String things :
                List.of("", "POLL", "a%0Adata:x", "a,".repeat(50) + "a b", "x".repeat(200))) {
            assertThat(ana.get("/api/live?things=" + things.replace(" ", "+")).code())
                    .isEqualTo("400 invalid-query");
        }
        assertThat(office.stranger().get("/api/live?things=inbox").status()).isEqualTo(401);
    }

    @Test
    void aStoppingServerEndsTheStreams() throws Exception {
        try (BufferedReader events = listen("inbox")) {
            office.live.close();
            String line = events.readLine();
            while (line != null) {
                line = events.readLine();
            }
        }
        assertThat(ana.get("/api/live?things=inbox").status()).isEqualTo(503);
    }

    private BufferedReader listen(String things) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                office.client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                office.server.address()
                                                        + "/api/live?things="
                                                        + things))
                                .header("Cookie", String.valueOf(ana.cookie))
                                .header("Accept-Encoding", "gzip")
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/event-stream; charset=utf-8");
        BufferedReader events =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(events.readLine()).isEqualTo("retry: 2000");
        assertThat(events.readLine()).isEqualTo(": listening");
        assertThat(events.readLine()).isEmpty();
        return events;
    }

    private static String nextThing(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (!line.startsWith("data: ")) {
            line = events.readLine();
        }
        return line.substring("data: ".length());
    }
}
