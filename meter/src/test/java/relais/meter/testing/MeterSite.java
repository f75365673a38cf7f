package relais.meter.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
import relais.agent.centre.Identity;
import relais.agent.centre.Pairing;
import relais.agent.https.Centre;
import relais.agent.https.HttpsTransport;
import relais.agent.https.Trust;
import relais.meter.Meter;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.store.Stores;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.GrantablePermission;
import relais.platform.jobs.Jobs;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.PostgresQueue;
import relais.platform.testing.TestDatabase;

/** A centre: people ask it with tokens named like them, agents push to it over HTTP. */
public final class MeterSite implements AutoCloseable {
    public static final String CHIEF = "chief";

    public final Database database = TestDatabase.fresh("meter");
    public final SeriesStore series;
    public final Stores stores;
    public final Meter meter;
    private final List<Route> routes;
    private final URI address;
    private final Optional<HttpSettings.Tls> tls;
    private HttpServer server;
    private final HttpClient client;
    private final Map<String, Caller> callers = new HashMap<>();

    public MeterSite(Path folder, InstantSource clock) throws IOException {
        this(folder, clock, StoreLimits.usual());
    }

    public MeterSite(Path folder, InstantSource clock, StoreLimits limits) throws IOException {
        this(folder, clock, limits, Meter.Alarms.NOBODY_TOLD);
    }

    public MeterSite(Path folder, InstantSource clock, StoreLimits limits, Meter.Alarms alarms)
            throws IOException {
        this(folder, clock, limits, alarms, Optional.empty());
    }

    /** Answers over TLS where it is given a certificate. */
    public MeterSite(
            Path folder,
            InstantSource clock,
            StoreLimits limits,
            Meter.Alarms alarms,
            Optional<HttpSettings.Tls> tls)
            throws IOException {
        this.tls = tls;
        HttpClient.Builder builder = HttpClient.newBuilder();
        if (tls.isPresent()) {
            builder.sslContext(Trust.in(tls.get().chain()));
        }
        client = builder.build();
        series = SeriesStore.open(folder.resolve("series"), limits, clock);
        stores = TestStores.of(database, series, clock);
        meter =
                new Meter(
                        new Meter.Setup(
                                new Meter.Platform(
                                        database,
                                        new PostgresQueue(database, clock, new Random(1)),
                                        new LiveFeed(database),
                                        new Jobs(database, clock),
                                        new Audit(clock),
                                        clock),
                                stores,
                                new SecureRandom(),
                                alarms));
        callers.put(
                CHIEF,
                new Caller(1, "Chief", all(), true, Set.of(), true, Set.of(), Locale.ENGLISH));
        routes = new ArrayList<>(meter.routes());
        routes.addAll(meter.secretRoutes());
        server = serve(0);
        address = server.address();
        meter.listen();
        meter.start();
    }

    private HttpServer serve(int port) {
        HttpSettings usual = HttpSettings.local();
        HttpSettings settings =
                new HttpSettings(usual.host(), port, tls, usual.trustedProxies(), usual.limits());
        return HttpServer.start(settings, routes, this::callerOf, new Metrics(), "test");
    }

    /** Nobody answers at its address any more. */
    public void stopAnswering() {
        server.close();
    }

    /** At the same address as before. */
    public void answerAgain() {
        server = serve(address.getPort());
    }

    private static Set<relais.platform.identity.Permission> all() {
        return Meter.grantable().stream()
                .map(GrantablePermission::permission)
                .collect(Collectors.toSet());
    }

    private synchronized Optional<Caller> callerOf(Credential credential) {
        return credential instanceof Credential.Token token
                ? Optional.ofNullable(callers.get(token.secret()))
                : Optional.empty();
    }

    /** Somebody with a token of this name. */
    public synchronized void knows(String token, Caller caller) {
        callers.put(token, caller);
    }

    public URI address() {
        return address;
    }

    public HttpResponse<String> ask(String token, String verb, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json");
        return client.send(
                request.method(
                                verb,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(Json.text(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What the chief is answered, as JSON. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(CHIEF, "GET", path, null);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /** A one-time code. */
    public String code() throws IOException, InterruptedException {
        return Json.mapper()
                .readTree(ask(CHIEF, "POST", "/api/agents/codes", Map.of()).body())
                .path("code")
                .asText();
    }

    /** The way of an agent that is paired as that host; its key lies in the folder. */
    public HttpsTransport paired(Path folder, String host, InstantSource clock)
            throws IOException, InterruptedException {
        Centre centre = new Centre(address());
        Identity identity = Identity.in(folder);
        return switch (Pairing.pair(centre, identity, code(), host)) {
            case Pairing.Result.Paired(Identity named) -> new HttpsTransport(centre, named, clock);
            case Pairing.Result.Refused(String reason) -> throw new AssertionError(reason);
            case Pairing.Result.Away(String reason) -> throw new AssertionError(reason);
        };
    }

    /** Waits until it is so; fails after 15 s. */
    public static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        until(what, Duration.ofSeconds(15), isSo);
    }

    public static void until(String what, Duration atMost, BooleanSupplier isSo)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        meter.close();
        stores.close();
        database.close();
    }
}
