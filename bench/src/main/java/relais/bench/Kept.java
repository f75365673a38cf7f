package relais.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.platform.json.Json;

/**
 * What is there of the uploads that were acknowledged.
 *
 * @param lost not there under its number, or not bit by bit
 * @param doubled more than one document, or more than one version of it
 */
record Kept(int lost, int doubled) {
    private static final int PAGE = 100;

    static Kept of(URI console, Desk desk, Map<Long, Long> acknowledged)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Asking asking = new Asking(client, console, desk);
            Map<String, List<JsonNode>> there = asking.folder();
            int lost = 0;
            int doubled = 0;
            for (Map.Entry<Long, Long> one : acknowledged.entrySet()) {
                List<JsonNode> found = there.getOrDefault(Uploader.name(one.getKey()), List.of());
                boolean known =
                        found.stream().anyMatch(d -> d.path("id").asLong() == one.getValue());
                lost += known && asking.isEqual(one.getKey(), one.getValue()) ? 0 : 1;
                doubled +=
                        found.size() > 1
                                        || found.stream()
                                                .anyMatch(d -> d.path("version").asInt() > 1)
                                ? 1
                                : 0;
            }
            return new Kept(lost, doubled);
        }
    }

    private record Asking(HttpClient client, URI console, Desk desk) {
        /** All documents of the folder, by name. */
        Map<String, List<JsonNode>> folder() throws IOException, InterruptedException {
            Map<String, List<JsonNode>> there = new HashMap<>();
            String after = "";
            do {
                String path =
                        "/api/dossiers/%d/folder?path=/&limit=%d".formatted(desk.dossier(), PAGE)
                                + (after.isEmpty() ? "" : "&after=" + Visitor.encoded(after));
                JsonNode page = Json.read(get(path).body(), JsonNode.class);
                for (JsonNode document : page.path("documents")) {
                    there.computeIfAbsent(document.path("name").asText(), name -> new ArrayList<>())
                            .add(document);
                }
                after = page.path("next").asText("");
            } while (!after.isEmpty() && !after.equals("null"));
            return there;
        }

        boolean isEqual(long number, long document) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = get("/api/documents/" + document + "/content");
            return answer.statusCode() == 200
                    && Arrays.equals(answer.body(), Uploader.content(number));
        }

        private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
            return client.send(
                    HttpRequest.newBuilder(console.resolve(path))
                            .header("Authorization", "Bearer " + desk.token())
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
