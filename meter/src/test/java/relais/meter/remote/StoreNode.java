package relais.meter.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import relais.meter.series.SeriesStore;
import relais.meter.series.StoreLimits;
import relais.meter.store.FolderName;
import relais.meter.store.Stores;
import relais.platform.db.Database;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.identity.Caller;
import relais.platform.metrics.Metrics;
import relais.platform.secrets.Secrets;
import relais.platform.testing.SettableClock;

/** A process with a store, and its door. */
final class StoreNode {
    final String name;
    private final int copies;
    private final Path folder;
    private final SettableClock clock;
    private final Database database;
    UUID id = new UUID(0, 0);
    Stores stores;
    HttpServer server;

    StoreNode(String name, int copies, Path folder, SettableClock clock, Database database)
            throws IOException {
        this.name = name;
        this.copies = copies;
        this.folder = folder;
        this.clock = clock;
        this.database = database;
        start();
    }

    void start() throws IOException {
        Path home = folder.resolve(name);
        Secrets secrets = Secrets.open(folder.resolve("secret.key"));
        SeriesStore series = SeriesStore.open(home, StoreLimits.usual(), clock);
        id = FolderName.of(home);
        var door = new StoreDoor(() -> stores.own(), secrets, clock);
        server =
                HttpServer.start(
                        HttpSettings.local(),
                        door.routes(),
                        credential ->
                                Optional.of(
                                        new Caller(
                                                0, "", Set.of(), false, Set.of(), Locale.ENGLISH)),
                        new Metrics(),
                        "test");
        stores =
                Stores.open(
                        new Stores.Setup(
                                database,
                                clock,
                                copies,
                                Duration.ofMillis(200),
                                Optional.empty(),
                                (kind, address) ->
                                        new RemoteStore(URI.create(address), secrets, clock)),
                        Optional.of(new Stores.Own(id, name, server.address().toString(), series)));
    }

    void stop() {
        server.close();
        stores.close();
    }
}
