package relais.vault.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.HttpLimits;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;
import relais.platform.jobs.Jobs;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.PostgresQueue;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;
import relais.vault.DocumentSettings;
import relais.vault.Vault;
import relais.vault.access.Outcome;
import relais.vault.contact.Conversations;

/** A vault that answers over HTTP, with one dossier; people come with tokens named like them. */
public final class DocumentSite implements AutoCloseable {
    /** May do everything everywhere. */
    public static final String CHIEF = "chief";

    /** May read the dossier. */
    public static final String READER = "reader";

    /** May write in the dossier. */
    public static final String WRITER = "writer";

    /** May do nothing with it. */
    public static final String STRANGER = "stranger";

    private static final String TYPE =
            """
            {"key": "case", "name": {"en": "Case", "fr": "Dossier"}, "number": "C-{year}-{n:5}",
             "fields": [
               {"key": "amount", "label": {"en": "Amount"}, "kind": "number"},
               {"key": "remarks", "label": {"en": "Remarks"}, "kind": "longtext"},
               {"key": "day", "label": {"en": "Day"}, "kind": "date"}],
             "states": [
               {"key": "open", "label": {"en": "Open"}},
               {"key": "x", "label": {"en": "Closed"}, "closed": true}],
             "initial": "open",
             "transitions": [{"from": "open", "to": "x", "groups": []}]}
            """;

    public final Database database;
    public final Vault vault;
    public final long dossier;
    public final Jobs jobs;
    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Caller> callers = new HashMap<>();

    public DocumentSite(Path folder, InstantSource clock) throws IOException {
        this(TestDatabase.fresh("vault"), folder, clock);
    }

    /** On a database that may have been used before. */
    public DocumentSite(Database database, Path folder, InstantSource clock) throws IOException {
        this(database, folder, clock, DocumentSettings.usual());
    }

    public DocumentSite(
            Database database, Path folder, InstantSource clock, DocumentSettings settings)
            throws IOException {
        this.database = database;
        this.jobs = new Jobs(database, clock);
        vault =
                new Vault(
                        new Vault.Setup(
                                new Vault.Platform(
                                        database,
                                        new PostgresQueue(database, clock, new Random(1)),
                                        new LiveFeed(database),
                                        jobs,
                                        new Audit(clock),
                                        Secrets.open(folder.resolve("secret.key")),
                                        clock),
                                folder.resolve("files"),
                                new SecureRandom(),
                                settings),
                        new Vault.Neighbours((caller, people) -> Map.of(), new Silence()));
        dossier = database.inTransaction(DocumentSite::dossier);
        knows(CHIEF, 1, all());
        knows(READER, 2, all(), "records.all");
        knows(WRITER, 3, all(), "records.all");
        knows(STRANGER, 4, all(), "records.all");
        server =
                HttpServer.start(
                        new HttpSettings(
                                "127.0.0.1",
                                0,
                                Optional.empty(),
                                Set.of("127.0.0.1"),
                                HttpLimits.usual()),
                        vault.routes(),
                        this::callerOf,
                        new Metrics(),
                        "t");
    }

    private static long dossier(org.jdbi.v3.core.Handle tx) {
        Optional<Long> there =
                tx.createQuery("SELECT id FROM vault_dossier LIMIT 1").mapTo(Long.class).findOne();
        if (there.isPresent()) {
            return there.get();
        }
        tx.execute("INSERT INTO platform_user_group (name) VALUES ('Readers'), ('Writers')");
        for (int user = 1; user <= 4; user++) {
            tx.execute(
                    "INSERT INTO platform_user (id, login, name, locale, created_at)"
                            + " OVERRIDING SYSTEM VALUE VALUES (?, ?, ?, 'en', now())",
                    user,
                    "user" + user,
                    "User " + user);
        }
        tx.execute(
                "INSERT INTO platform_member (user_id, group_id) SELECT CASE name WHEN 'Readers'"
                        + " THEN 2 ELSE 3 END, id FROM platform_user_group"
                        + " WHERE name IN ('Readers', 'Writers')");
        tx.execute(
                "INSERT INTO vault_type (key, definition, created_at)"
                        + " VALUES ('case', cast(? AS jsonb), now())",
                TYPE);
        long dossier =
                tx.createQuery(
                                "INSERT INTO vault_dossier (type_id, number, title, state,"
                                        + " created_at, created_by, changed_at) SELECT id, 'C-1',"
                                        + " 'First', 'open', now(), 1, now() FROM vault_type"
                                        + " RETURNING id")
                        .mapTo(Long.class)
                        .one();
        tx.execute(
                "INSERT INTO vault_grant (dossier_id, group_id, level) SELECT ?, id,"
                        + " CASE name WHEN 'Readers' THEN 1 ELSE 2 END FROM platform_user_group"
                        + " WHERE name IN ('Readers', 'Writers')",
                dossier);
        return dossier;
    }

    private static Set<Permission> all() {
        return Vault.grantable().stream()
                .map(GrantablePermission::permission)
                .collect(Collectors.toSet());
    }

    private void knows(String token, long id, Set<Permission> permissions, String... without) {
        Set<Permission> held =
                permissions.stream()
                        .filter(p -> !Set.of(without).contains(p.key()))
                        .collect(Collectors.toSet());
        callers.put(token, new Caller(id, token, held, true, Set.of(), Locale.ENGLISH));
    }

    /** One more person, of this group, who may do that. */
    public void comes(String token, long id, String group, Permission... may) {
        database.useTransaction(
                tx -> {
                    tx.execute(
                            "INSERT INTO platform_user_group (name) SELECT ? WHERE NOT EXISTS"
                                    + " (SELECT 1 FROM platform_user_group WHERE name = ?)",
                            group,
                            group);
                    tx.execute(
                            "INSERT INTO platform_user (id, login, name, locale, created_at)"
                                    + " OVERRIDING SYSTEM VALUE VALUES (?, ?, ?, 'en', now())",
                            id,
                            "user" + id,
                            token);
                    tx.execute(
                            "INSERT INTO platform_member (user_id, group_id)"
                                    + " SELECT ?, id FROM platform_user_group WHERE name = ?",
                            id,
                            group);
                });
        callers.put(token, new Caller(id, token, Set.of(may), true, Set.of(), Locale.ENGLISH));
    }

    /** One more dossier of the same type, which nobody was granted. */
    public long another(String number) {
        return database.inTransaction(
                tx ->
                        tx.createQuery(
                                        "INSERT INTO vault_dossier (type_id, number, title, state,"
                                                + " created_at, created_by, changed_at)"
                                                + " SELECT min(id), :number, :number, 'open',"
                                                + " now(), 1, now() FROM vault_type RETURNING id")
                                .bind("number", number)
                                .mapTo(Long.class)
                                .one());
    }

    /** Grants a dossier to a group of users. */
    public void grant(long dossier, String group, int level) {
        database.useTransaction(
                tx ->
                        tx.execute(
                                "INSERT INTO vault_grant (dossier_id, group_id, level)"
                                        + " SELECT ?, id, ? FROM platform_user_group WHERE name = ?",
                                dossier,
                                level,
                                group));
    }

    /** What the routes of this site take and answer. */
    public List<relais.platform.http.Route> routes() {
        return vault.routes();
    }

    public Caller caller(String token) {
        return callers.get(token);
    }

    private Optional<Caller> callerOf(Credential credential) {
        return credential instanceof Credential.Token token
                ? Optional.ofNullable(callers.get(token.secret()))
                : Optional.empty();
    }

    public URI address() {
        return server.address();
    }

    /** A request to be completed; headers in pairs. */
    public HttpRequest.Builder request(String token, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    public HttpResponse<byte[]> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    public HttpResponse<byte[]> ask(String token, String verb, String path, @Nullable Object body)
            throws Exception {
        return send(
                request(token, path, "Content-Type", "application/json")
                        .method(
                                verb,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(Json.text(body)))
                        .build());
    }

    /** What is answered to a GET, as JSON. */
    public JsonNode get(String token, String path) throws Exception {
        HttpResponse<byte[]> answer = ask(token, "GET", path, null);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + text(answer));
        }
        return json(answer);
    }

    public static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    public static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Puts a content at a path of the dossier. */
    public HttpResponse<byte[]> put(String token, String path, byte[] content, String... headers)
            throws Exception {
        String to = "/api/dossiers/" + dossier + "/content?path=" + encoded(path);
        return send(request(token, to, headers).PUT(BodyPublishers.ofByteArray(content)).build());
    }

    /** Puts a text, which must succeed; the document's number. */
    public long put(String path, String text) throws Exception {
        HttpResponse<byte[]> answer = put(WRITER, path, text.getBytes(StandardCharsets.UTF_8));
        if (answer.statusCode() > 201) {
            throw new AssertionError(answer.statusCode() + " " + text(answer));
        }
        return json(answer).path("id").asLong();
    }

    public JsonNode folder(String path) throws Exception {
        return get(READER, "/api/dossiers/" + dossier + "/folder?path=" + encoded(path));
    }

    /** Waits until it is so; fails after a minute. */
    public static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        server.close();
        jobs.close();
        vault.close();
        database.close();
    }

    /** Nobody writes to anybody. */
    private static final class Silence implements Conversations {
        @Override
        public List<Message> these(Caller caller, Set<Long> messages) {
            return List.of();
        }

        @Override
        public List<Message> with(Caller caller, long contact, int limit) {
            return List.of();
        }

        @Override
        public Outcome send(Caller caller, long contact, String text) {
            return new Outcome.Missing();
        }
    }
}
