package relais.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import relais.platform.json.Json;

/** Small files and a large one, brought and fetched again by several at once. */
final class FileRehearsal {
    private static final int AT_ONCE = 8;
    private static final int FILES = 2_000;
    private static final int FETCHED = 3;
    private static final int SMALL = 64 * 1024;
    private static final int LARGE = 32 << 20;
    private static final int LARGE_TIMES = 4;

    private final Rehearsal way;
    private final long dossier;

    FileRehearsal(Rehearsal way, long dossier) {
        this.way = way;
        this.dossier = dossier;
    }

    void play() throws IOException, InterruptedException {
        try (ExecutorService people = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = new ArrayList<>();
            for (int person = 0; person < AT_ONCE; person++) {
                SplittableRandom random = new SplittableRandom(person);
                String name = "p" + person + "-";
                all.add(people.submit(() -> some(random, name)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("files were not brought and fetched", e.getCause());
        }
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; i < LARGE_TIMES; i++) {
            fetch(bring("large-" + i, noise(random, LARGE)));
        }
    }

    private boolean some(SplittableRandom random, String name)
            throws IOException, InterruptedException {
        for (int i = 0; i < FILES / AT_ONCE; i++) {
            long id = bring(name + i, noise(random, SMALL));
            for (int times = 0; times < FETCHED; times++) {
                fetch(id);
            }
        }
        return true;
    }

    private static byte[] noise(SplittableRandom random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return noise;
    }

    private long bring(String name, byte[] content) throws IOException, InterruptedException {
        String path = "/api/dossiers/" + dossier + "/content?path=/" + name;
        String said = way.send(way.asked(path).PUT(BodyPublishers.ofByteArray(content))).body();
        return Json.read(said, JsonNode.class).path("id").asLong();
    }

    private void fetch(long id) throws IOException, InterruptedException {
        way.fetch("/api/documents/" + id + "/content");
    }
}
