package relais.platform.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import relais.platform.accounts.AccountSettings;
import relais.platform.accounts.Accounts;
import relais.platform.accounts.SetupLinks;
import relais.platform.audit.Audit;
import relais.platform.cache.LocalCache;
import relais.platform.db.Database;
import relais.platform.http.Access;
import relais.platform.http.Answer;
import relais.platform.http.Health;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.identity.GrantablePermission;
import relais.platform.identity.Permission;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Queue;
import relais.platform.secrets.Secrets;
import relais.platform.settings.Settings;
import relais.platform.testing.SettableClock;
import relais.platform.testing.TestDatabase;

/** The platform's whole API on a real server and database, and people who use it. */
final class Office implements AutoCloseable {
    static final Permission READ = new Permission("polls.read");
    static final Permission EDIT = new Permission("polls.edit");
    static final String PASSWORD = "correct horse battery";

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    final Database database = TestDatabase.fresh();
    final Audit audit = new Audit(clock);
    final Accounts accounts;
    final LiveFeed feed = new LiveFeed(database);
    final LiveApi live = new LiveApi(feed, (caller, thing) -> !thing.startsWith("hidden:"));
    final Queue queue = new PostgresQueue(database, clock, new Random(1));
    final HttpServer server;
    final AtomicInteger starts = new AtomicInteger();
    final HttpClient client = HttpClient.newHttpClient();

    Office(Path folder) {
        List<GrantablePermission> grantable = new ArrayList<>(AdminPermissions.grantable());
        grantable.add(new GrantablePermission(READ, "Read polls"));
        grantable.add(new GrantablePermission(EDIT, "Edit polls"));
        this.accounts =
                new Accounts(
                        database,
                        Secrets.open(folder.resolve("secrets.key")),
                        audit,
                        clock,
                        new SecureRandom(),
                        grantable,
                        AccountSettings.usual());
        Settings settings =
                ((Settings.Loaded)
                                Settings.load(
                                        HttpSettings.declared(),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of()))
                        .settings();
        Metrics metrics = new Metrics();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SessionApi(accounts, false, "1.2.3").routes());
        routes.addAll(new MeApi(accounts).routes());
        routes.addAll(new UsersApi(accounts).routes());
        routes.addAll(new UserGroupsApi(accounts).routes());
        routes.addAll(new TokensApi(accounts).routes());
        routes.addAll(new AuditApi(audit, database).routes());
        routes.addAll(new SettingsApi(settings).routes());
        routes.addAll(status(folder).routes());
        routes.addAll(new DeadLettersApi(queue, audit, database).routes());
        routes.addAll(live.routes());
        routes.addAll(new Health(List.of(), metrics, AdminPermissions.STATUS).routes());
        routes.add(
                new Route(
                        Route.Verb.GET,
                        "/api/polls",
                        new Access.Needs(READ),
                        "polls",
                        null,
                        null,
                        request ->
                                Answer.ok(Map.of("contacts", request.caller().contactGroups()))));
        routes.addAll(new Repeats(database, clock).guard(List.of(counter())));
        this.server = HttpServer.start(HttpSettings.local(), routes, accounts, metrics, "1.2.3");
    }

    private StatusApi status(Path folder) {
        return new StatusApi(
                database,
                new LocalCache(10_000, clock),
                queue,
                folder,
                () -> Map.of("segments", 2L),
                () -> Map.of("series", 3L),
                "1.2.3",
                clock);
    }

    /** Counts how often it took effect. */
    private Route counter() {
        return new Route(
                Route.Verb.POST,
                "/api/polls/{id}/start",
                new Access.Needs(EDIT),
                "counts",
                null,
                null,
                request -> {
                    if (request.path("id").equals("0")) {
                        return Answer.notFound("no such poll");
                    }
                    int count = starts.incrementAndGet();
                    if (request.path("id").equals("13")) {
                        throw new IllegalStateException("undone");
                    }
                    return Answer.ok(Map.of("started", count));
                });
    }

    /** A browser with its cookie. */
    final class Person {
        @Nullable String cookie;

        Reply get(String path) {
            return ask("GET", path, null);
        }

        Reply post(String path, Object body) {
            return ask("POST", path, body);
        }

        Reply put(String path, Object body) {
            return ask("PUT", path, body);
        }

        Reply delete(String path) {
            return ask("DELETE", path, null);
        }

        Reply signIn(String login, String password) {
            return post("/api/session", Map.of("login", login, "password", password));
        }

        Reply ask(String verb, String path, @Nullable Object body) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(server.address() + path))
                            .timeout(Duration.ofSeconds(20))
                            .header("X-Relais", "1")
                            .header("Sec-Fetch-Site", "same-origin")
                            .header("Content-Type", "application/json");
            if (cookie != null) {
                request.header("Cookie", cookie);
            }
            request.method(
                    verb,
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
            HttpResponse<String> answer = send(request.build());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
            return new Reply(answer.statusCode(), answer.body());
        }

        /** The session's secret. */
        String session() {
            return String.valueOf(cookie).substring("relais_session=".length());
        }
    }

    record Reply(int status, String body) {
        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String code() {
            return status + " " + json().path("code").asText();
        }
    }

    Reply withToken(String token, String verb, String path) {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .header("Authorization", "Bearer " + token)
                                .method(verb, HttpRequest.BodyPublishers.noBody())
                                .build());
        return new Reply(answer.statusCode(), answer.body());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Person stranger() {
        return new Person();
    }

    /** The first user, through the first set-up link. */
    Person administrator() {
        SetupLinks.Link link = accounts.setupLinks().first().orElseThrow();
        Person ana = stranger();
        Reply reply =
                ana.post(
                        "/api/setup",
                        Map.of(
                                "token", link.token(),
                                "name", "Ana Ndayizeye",
                                "login", "Ana",
                                "password", PASSWORD,
                                "locale", "fr"));
        if (reply.status() != 200) {
            throw new AssertionError(reply.toString());
        }
        return ana;
    }

    /** A user with these permissions, invited by {@code admin} and signed in. */
    Person colleague(Person admin, String login, List<String> permissions) {
        long group =
                admin.post(
                                "/api/user-groups",
                                Map.of(
                                        "name",
                                        "group of " + login,
                                        "permissions",
                                        permissions,
                                        "allContacts",
                                        false,
                                        "contactGroups",
                                        List.of(4)))
                        .json()
                        .path("id")
                        .asLong();
        long id =
                admin.post(
                                "/api/users",
                                Map.of(
                                        "login",
                                        login,
                                        "name",
                                        "Mr " + login,
                                        "groups",
                                        List.of(group)))
                        .json()
                        .path("id")
                        .asLong();
        String token =
                admin.post("/api/users/" + id + "/setup-link", Map.of())
                        .json()
                        .path("token")
                        .asText();
        Person person = stranger();
        Reply reply =
                person.post(
                        "/api/setup",
                        Map.of("token", token, "password", PASSWORD + login.length()));
        if (reply.status() != 200) {
            throw new AssertionError(reply.toString());
        }
        return person;
    }

    long idOf(Person person) {
        return person.get("/api/me").json().path("id").asLong();
    }

    @Override
    public void close() {
        live.close();
        server.close();
        queue.close();
        feed.close();
        database.close();
    }
}
