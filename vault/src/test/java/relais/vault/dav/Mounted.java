package relais.vault.dav;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.HttpServer;
import relais.platform.http.HttpSettings;
import relais.platform.identity.Caller;
import relais.platform.identity.Credential;
import relais.platform.identity.Permission;
import relais.platform.live.LiveFeed;
import relais.platform.metrics.Metrics;
import relais.platform.testing.TestDatabase;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.blob.Blobs;
import relais.vault.document.Documents;
import relais.vault.document.Elsewhere;
import relais.vault.document.Hooks;
import relais.vault.download.Downloads;
import relais.vault.download.FromShare;
import relais.vault.scan.Gate;
import relais.vault.store.FolderStore;

/** A drive with one dossier, answering HTTP. */
final class Mounted implements AutoCloseable {
    static final String TOKEN = "relais_test";
    private final Database database = TestDatabase.fresh("vault");
    private final LiveFeed live = new LiveFeed(database);
    private final HttpServer server;

    Mounted(Path files) throws IOException {
        InstantSource clock = InstantSource.system();
        Sight sight = new Sight(new Memberships(database));
        Blobs blobs =
                new Blobs(
                        database,
                        new FolderStore("local", files.resolve("store")),
                        files.resolve("room"),
                        clock);
        Documents documents =
                new Documents(
                        new Documents.Setup(
                                database,
                                blobs,
                                sight,
                                new Audit(clock),
                                live,
                                clock,
                                new Random(5),
                                new NoRooms()));
        makeDossier();
        Drive drive =
                new Drive(
                        new Drive.Setup(
                                database,
                                sight,
                                documents,
                                new FromShare(Elsewhere.NOTHING, Gate.OPEN),
                                new Downloads(blobs),
                                clock,
                                100L << 20));
        server =
                HttpServer.start(
                        HttpSettings.local(),
                        drive.routes(),
                        Mounted::caller,
                        new Metrics(),
                        "test");
    }

    private void makeDossier() {
        database.useTransaction(
                tx -> {
                    tx.execute(
                            """
                            INSERT INTO vault_type (key, definition, created_at)
                            VALUES ('case', '{"name":{"en":"Case","fr":"Dossier"}}', now())
                            """);
                    tx.execute(
                            """
                            INSERT INTO vault_dossier (type_id, number, title, state, created_at,
                              created_by, changed_at)
                            SELECT id, 'C-2026-1', 'A case', 'open', now(), 7, now() FROM vault_type
                            """);
                });
    }

    private static final class NoRooms implements Hooks {
        @Override
        public Optional<String> keeps(Handle tx, long dossierId) {
            return Optional.empty();
        }
    }

    private static Optional<Caller> caller(Credential credential) {
        Set<Permission> all = new HashSet<>();
        VaultPermissions.ALL.forEach(one -> all.add(one.permission()));
        return credential instanceof Credential.Token token && token.secret().equals(TOKEN)
                ? Optional.of(new Caller(7, "Ann", all, true, Set.of(), Locale.FRENCH))
                : Optional.empty();
    }

    /** Of the dossier. */
    URI address() {
        return server.address().resolve("/dav/case/C-2026-1/");
    }

    @Override
    public void close() {
        server.close();
        live.close();
        database.close();
    }
}
