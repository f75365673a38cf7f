package relais.app.story;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import relais.app.Role;

/** An installation in processes of one role, each with a home of its own, on shared servers. */
final class Site implements AutoCloseable {
    /** Those that hear people; none of them needs the one that watches machines. */
    static final List<Role> ROLES = List.of(Role.WEB, Role.WORKER, Role.GATEWAY);

    private final Path folder;
    private final Map<String, String> settings;
    private final Map<Role, RelaisProcess> running = new EnumMap<>(Role.class);
    private final StringBuilder earlier = new StringBuilder();

    Site(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    Path home(Role role) {
        return folder.resolve(role.name());
    }

    /** Has every process share the key with which the first one sealed the channels' secrets. */
    void shareSecretKey(Role owner) throws IOException {
        for (Role role : Role.values()) {
            if (role != owner) {
                Files.createDirectories(home(role));
                Files.copy(home(owner).resolve("secret.key"), home(role).resolve("secret.key"));
            }
        }
    }

    /** Starts a process and does not wait for it. */
    void start(Role role) throws IOException {
        start(role, Map.of());
    }

    /** Starts a process with settings of its own besides. */
    void start(Role role, Map<String, String> own) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(own);
        running.put(
                role,
                RelaisProcess.start(
                        home(role),
                        List.of("serve", "--roles", role.name().toLowerCase(Locale.ROOT)),
                        all));
    }

    RelaisProcess process(Role role) {
        RelaisProcess process = running.get(role);
        if (process == null) {
            throw new IllegalStateException(role + " was not started");
        }
        return process;
    }

    void awaitStarted(Role role) throws IOException, InterruptedException {
        process(role).says("Relais runs here");
    }

    void kill(Role role) throws IOException, InterruptedException {
        process(role).kill();
        earlier.append(troubles(role));
    }

    /** Status of a page of the console, 0 where nobody answers. */
    int status(String page) throws IOException, InterruptedException {
        URI address = URI.create(process(Role.WEB).console()).resolve(page);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) { // it is away, or just goes
            return 0;
        }
    }

    /** What the processes complained of, for whoever must find out why a story failed. */
    String troubles() throws IOException {
        StringBuilder all = new StringBuilder(earlier);
        for (Role role : running.keySet()) {
            all.append(troubles(role));
        }
        return all.toString();
    }

    private String troubles(Role role) throws IOException {
        StringBuilder all = new StringBuilder();
        process(role)
                .output()
                .lines()
                .filter(line -> !line.contains("INFO"))
                .limit(200)
                .forEach(line -> all.append(role).append(": ").append(line).append('\n'));
        return all.toString();
    }

    @Override
    public void close() {
        running.values().forEach(RelaisProcess::close);
    }
}
