package relais.gateway.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import relais.gateway.channel.ChannelSettings;
import relais.gateway.channel.Secret;
import relais.gateway.directory.ChannelDirectory;
import relais.gateway.directory.GatewayPermissions;
import relais.gateway.message.Incoming;
import relais.gateway.message.Outgoing;
import relais.gateway.message.Report;
import relais.gateway.message.Topics;
import relais.gateway.preview.Price;
import relais.platform.cache.LocalCache;
import relais.platform.db.Database;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.json.Json;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.queue.PostgresQueue;
import relais.platform.queue.Topic;
import relais.platform.secrets.Secrets;
import relais.platform.testing.TestDatabase;

/** Our side of Kannel's interface, whole: database, queue, server, and what comes out of it. */
final class KannelSite implements AutoCloseable {
    static final String TOKEN = "token-of-the-old-program";
    static final String INBOUND = "secret-of-the-channel";

    final Database database = TestDatabase.fresh("gateway");
    final LiveFeed live = new LiveFeed(database);
    final PostgresQueue queue = new PostgresQueue(database, InstantSource.system(), new Random(1));
    final Secrets secrets;
    final ChannelDirectory directory;
    final SendsmsReports reports;
    final CallbackSender callbacks;
    final HttpServer server;
    final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final List<AutoCloseable> consumers = new ArrayList<>();

    KannelSite() throws IOException {
        folder = Files.createTempDirectory("relais-kannel-site-");
        secrets = Secrets.open(folder.resolve("key"));
        InstantSource clock = InstantSource.system();
        directory = new ChannelDirectory(database, secrets, live, clock);
        reports = new SendsmsReports(database, secrets, clock);
        callbacks = new CallbackSender(database, secrets, Set.of(), clock);
        List<Route> routes = new ArrayList<>();
        Sendsms sendsms =
                new Sendsms(
                        database,
                        queue,
                        directory,
                        KannelSite::caller,
                        secrets,
                        "",
                        new LocalCache(10_000, clock),
                        clock);
        routes.addAll(sendsms.routes());
        routes.addAll(new KannelCallbacks(database, queue, directory, clock).routes());
        server =
                HttpServer.start(
                        HttpSettings.local(), routes, KannelSite::caller, new Metrics(), "test");
    }

    private static Optional<Caller> caller(Credential credential) {
        return credential instanceof Credential.Token token && token.secret().equals(TOKEN)
                ? Optional.of(
                        new Caller(
                                1,
                                "ureport",
                                Set.of(GatewayPermissions.SENDSMS),
                                false,
                                Set.of(),
                                Locale.ENGLISH))
                : Optional.empty();
    }

    ChannelSettings addKannel(String name, URI sendsms, boolean paused) {
        ChannelSettings settings =
                new ChannelSettings(
                        name,
                        new ChannelSettings.Kannel(
                                sendsms,
                                "relais",
                                Secret.of("geheim"),
                                "",
                                server.address(),
                                Secret.of(INBOUND)),
                        "345",
                        10,
                        100,
                        paused);
        database.useTransaction(
                tx ->
                        assertThat(
                                        directory.add(
                                                tx,
                                                settings,
                                                "BI",
                                                new Price(BigDecimal.ONE, "BIF")))
                                .isPresent());
        return settings;
    }

    BlockingQueue<Incoming> incoming() {
        return consume(Topics.MO, Incoming.class);
    }

    BlockingQueue<Report> reports() {
        return consume(Topics.REPORT, Report.class);
    }

    <T> BlockingQueue<T> consume(Topic topic, Class<T> type) {
        BlockingQueue<T> out = new LinkedBlockingQueue<>();
        consumers.add(
                queue.consume(
                        topic,
                        2,
                        100,
                        (tx, partition, batch) -> {
                            for (var item : batch) {
                                out.add(Json.read(item.body(), type));
                            }
                        }));
        return out;
    }

    BlockingQueue<Outgoing> outgoing(String channel, relais.gateway.message.Lane lane) {
        return consume(Topics.mt(channel, lane), Outgoing.class);
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("something within ten seconds").isNotNull();
        return next;
    }

    void report(Report... told) {
        database.useTransaction(tx -> reports.take(tx, List.of(told)));
    }

    HttpResponse<String> get(String pathAndQuery) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + pathAndQuery)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable consumer : consumers) {
            consumer.close();
        }
        callbacks.close();
        server.close();
        directory.close();
        queue.close();
        client.shutdownNow();
        database.close();
        Files.deleteIfExists(folder.resolve("key"));
        Files.deleteIfExists(folder);
    }
}
