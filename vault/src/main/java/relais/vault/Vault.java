package relais.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.platform.identity.GrantablePermission;
import relais.platform.jobs.Jobs;
import relais.platform.live.LiveFeed;
import relais.platform.queue.Queue;
import relais.platform.secrets.Secrets;
import relais.vault.access.Hearing;
import relais.vault.access.Sight;
import relais.vault.access.VaultPermissions;
import relais.vault.blob.Blobs;
import relais.vault.blob.Care;
import relais.vault.blob.Hold;
import relais.vault.contact.Contacts;
import relais.vault.contact.Conversations;
import relais.vault.manifest.Manifests;
import relais.vault.manifest.Rebuild;
import relais.vault.moving.Moving;
import relais.vault.policy.Outcome;

/** Keeping records, as the rest of Relais sees it: its routes and its work. */
public final class Vault implements AutoCloseable {
    private final Setup setup;
    private final StoreDoors stores;
    private final Blobs blobs;
    private final Sight sight;
    private final RecordsDoors records;
    private final MovingDoors moving;
    private final DocumentDoors documents;
    private final Hearing hearing;
    private final Neighbours neighbours;
    private final Manifests manifests;

    /** The platform's parts that the vault stands on. */
    public record Platform(
            Database database,
            Queue queue,
            LiveFeed live,
            Jobs jobs,
            Audit audit,
            Secrets secrets,
            InstantSource clock) {}

    /**
     * What the vault needs.
     *
     * @param files where contents are kept by default
     * @param random one that cannot be guessed
     */
    public record Setup(
            Platform platform, Path files, RandomGenerator random, DocumentSettings documents) {
        public Setup(Platform platform, Path files, RandomGenerator random) {
            this(platform, files, random, DocumentSettings.usual());
        }
    }

    /** What the vault asks of the module that knows people. */
    public record Neighbours(Contacts contacts, Conversations conversations) {}

    public Vault(Setup setup, Neighbours neighbours) throws IOException {
        this.setup = setup;
        this.neighbours = neighbours;
        Platform on = setup.platform();
        this.stores = new StoreDoors(on, setup.files());
        this.blobs =
                new Blobs(
                        new Blobs.Setup(
                                on.database(),
                                stores.all(),
                                on.secrets(),
                                on.clock(),
                                Hold.NONE,
                                stores.all()::mend));
        Care care = blobs.care(Care.GRACE);
        care.begin();
        stores.checkedBy(care::check);
        this.sight = new Sight(new Memberships(on.database()));
        this.hearing = new Hearing(on.database(), sight);
        this.records = new RecordsDoors(on, sight, neighbours, blobs);
        this.documents = new DocumentDoors(setup, blobs, sight);
        this.manifests = new Manifests(on.database(), blobs, neighbours.contacts(), on.clock());
        this.moving =
                new MovingDoors(
                        on,
                        records.types(),
                        documents.documents(),
                        sight,
                        documents.gate(),
                        setup.files().resolveSibling("incoming"));
    }

    /** What groups and tokens can be granted here. */
    public static List<GrantablePermission> grantable() {
        return VaultPermissions.ALL;
    }

    /** Moving old systems in. */
    public Moving moving() {
        return moving.moving();
    }

    /**
     * Dossiers and documents for work that no request asks for: the demonstration.
     *
     * @param clock when things are said to happen
     */
    public Records records(InstantSource clock) {
        Platform on = setup.platform();
        Platform then =
                new Platform(
                        on.database(),
                        on.queue(),
                        on.live(),
                        on.jobs(),
                        on.audit(),
                        on.secrets(),
                        clock);
        return new RecordsDoors(then, sight, neighbours, blobs)
                .records(DocumentDoors.documents(setup, blobs, sight, clock), documents.shares());
    }

    /** Whether somebody may hear of a thing's changes: of a dossier only who may see it. */
    public boolean mayHear(Caller caller, String thing) {
        return hearing.may(caller, thing);
    }

    /** What brings all records back when the database is lost. */
    public Manifests manifests() {
        return manifests;
    }

    /** Takes in a folder with files, for {@link #rebuild}; what is wrong with it, if anything. */
    public Optional<String> bring(Caller caller, Path folder) throws IOException {
        return switch (stores.bring(caller, folder)) {
            case Outcome.Done done -> Optional.empty();
            case Outcome.AlreadyOurs ours -> Optional.empty();
            case Outcome.Missing missing -> Optional.of("it is not there");
            case Outcome.Invalid invalid -> Optional.of(invalid.why());
            case Outcome.NoAnswer silent -> Optional.of(silent.why());
            case Outcome.InUse used -> Optional.of(used.why());
        };
    }

    /** Makes the database again from the stores, on behalf of who gives the word. */
    public Rebuild rebuild(Caller caller) {
        Platform on = setup.platform();
        return new Rebuild(
                new Rebuild.Setup(
                        on.database(),
                        blobs,
                        stores,
                        neighbours.contacts(),
                        on.audit(),
                        caller,
                        on.clock()));
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(records.routes());
        routes.addAll(documents.routes(moving.moving().bridge()));
        routes.addAll(stores.routes());
        routes.addAll(moving.routes());
        return List.copyOf(routes);
    }

    /** Begins the work in the background, in processes with the role worker. */
    public void start() {
        blobs.care(Care.GRACE).plan(setup.platform().jobs());
        documents.start();
        manifests.start();
    }

    @Override
    public void close() {
        manifests.close();
        documents.close();
        stores.close();
    }
}
