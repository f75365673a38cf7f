package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.vault.testing.DocumentSite.CHIEF;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relais.vault.moving.demo.LegacySystem;
import relais.vault.testing.DocumentSite;

/** An operator lays a dump and a mounted share down; the rest is done in the console. */
class BegunInTheConsoleStory {
    @TempDir private Path folder;

    @Test
    void onlyWhatWasLaidDownCanBeBegun() throws Exception {
        Path incoming = folder.resolve("incoming");
        Files.createDirectories(incoming);
        LegacySystem.write(folder.resolve("elsewhere"), 12, 7);
        Files.move(folder.resolve("elsewhere/patronus.sql"), incoming.resolve("patronus.sql"));
        Files.createSymbolicLink(incoming.resolve("share"), folder.resolve("elsewhere/share"));
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system())) {
            JsonNode laid = site.get(CHIEF, "/api/move-sources");
            assertThat(laid.path("items"))
                    .extracting(one -> one.path("name").asText() + " " + one.path("share"))
                    .containsExactly("patronus.sql false", "share true");

            assertThat(refused(site, "old", "../elsewhere/patronus.sql", "share"))
                    .isEqualTo("move-source dump");
            assertThat(refused(site, "old", "", "/etc")).isEqualTo("move-source share");
            assertThat(refused(site, "Old!", "patronus.sql", "")).isEqualTo("move-name name");
            assertThat(refused(site, "old", "", "")).isEqualTo("move-source dump");
            assertThat(site.vault.moving().moves().all()).isEmpty();

            HttpResponse<byte[]> begun = begin(site, "old", "patronus.sql", "share");
            assertThat(begun.statusCode()).isEqualTo(201);
            Move move = site.vault.moving().moves().all().getFirst();
            assertThat(move.dump()).isEqualTo(incoming.resolve("patronus.sql").toString());
            assertThat(site.vault.moving().ask(Importer.CALLER, move, "look"))
                    .as("its dump is being inspected")
                    .isEqualTo(Moving.Asked.BUSY);
            site.vault.moving().load(move, at -> {});
            assertThat(site.get(CHIEF, "/api/moves/" + move.id() + "/mapping").path("dossiers"))
                    .as("what is proposed")
                    .hasSize(1);
            assertThat(refused(site, "old", "patronus.sql", "")).isEqualTo("name-taken name");
        }
    }

    @Test
    void ofSeveralWhoBeginTheSameAtOnceOneDoesAndTheOthersAreRefused() throws Exception {
        int people = 6;
        for (int i = 0; i < people; i++) {
            Files.createDirectories(folder.resolve("incoming/share" + i));
        }
        try (DocumentSite site = new DocumentSite(folder, InstantSource.system());
                ExecutorService threads = Executors.newFixedThreadPool(people)) {
            for (int round = 0; round < 5; round++) {
                String name = "old" + round;
                CyclicBarrier together = new CyclicBarrier(people);
                List<Future<HttpResponse<byte[]>>> asked = new ArrayList<>();
                for (int i = 0; i < people; i++) {
                    String share = "share" + i;
                    asked.add(
                            threads.submit(
                                    () -> {
                                        together.await();
                                        return begin(site, name, "", share);
                                    }));
                }
                List<Integer> told = new ArrayList<>();
                String begun = "";
                for (Future<HttpResponse<byte[]>> one : asked) {
                    told.add(one.get().statusCode());
                    if (one.get().statusCode() == 201) {
                        begun = DocumentSite.json(one.get()).path("share").asText();
                    }
                }
                assertThat(told).containsOnlyOnce(201).containsOnly(201, 409);
                assertThat(site.vault.moving().moves().all().getLast().share()).isEqualTo(begun);
            }
        }
    }

    private static HttpResponse<byte[]> begin(
            DocumentSite site, String name, String dump, String share) throws Exception {
        Map<String, String> wanted = Map.of("name", name, "dump", dump, "share", share);
        return site.ask(CHIEF, "POST", "/api/moves", wanted);
    }

    private static String refused(DocumentSite site, String name, String dump, String share)
            throws Exception {
        JsonNode problem = DocumentSite.json(begin(site, name, dump, share));
        return problem.path("code").asText() + " " + problem.path("field").asText();
    }
}
