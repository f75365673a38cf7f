package relais.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.http.Route;
import relais.platform.identity.Caller;
import relais.vault.api.FileStoresApi;
import relais.vault.manifest.Rebuild;
import relais.vault.policy.FindingWork;
import relais.vault.policy.ManyStores;
import relais.vault.policy.Outcome;
import relais.vault.policy.StoreKeeping;

/** Where files lie, and where one looks after it. */
final class StoreDoors implements AutoCloseable, Rebuild.Places {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDoors.class);

    /** All copies of a full store are read again in some weeks. */
    private static final Duration VERIFIED_EVERY = Duration.ofHours(1);

    private static final Duration COMPARED_EVERY = Duration.ofDays(1);

    private final StoreKeeping keeping;
    private final AtomicBoolean checking = new AtomicBoolean();

    StoreDoors(Vault.Platform on, Path files) throws IOException {
        this.keeping =
                new StoreKeeping(
                        new StoreKeeping.Platform(
                                on.database(), on.secrets(), on.audit(), on.live(), on.clock()),
                        files.toAbsolutePath().resolveSibling(""),
                        files.resolve("store"),
                        StoreKeeping.MOST_SPOOLED);
        on.jobs().every("vault-verify-copies", VERIFIED_EVERY, keeping::verify);
        on.jobs().every("vault-compare-stores", COMPARED_EVERY, keeping::compare);
        keeping.start();
    }

    ManyStores all() {
        return keeping.all();
    }

    void checkedBy(FindingWork.Check check) {
        keeping.findingWork().checkedBy(check);
    }

    @Override
    public List<String> silent() throws IOException {
        return keeping.silent();
    }

    /** Makes known what lies in the stores that answer. */
    @Override
    public int adopt() throws IOException {
        int noted = keeping.findingWork().adoptAll();
        keeping.changes().lookAtAll();
        keeping.compare();
        return noted;
    }

    /** Takes a folder in that is a store already, or one of a database that is lost. */
    Outcome bring(Caller caller, Path folder) throws IOException {
        return keeping.brought().bring(caller, folder);
    }

    @Override
    public void leave(Caller caller) throws IOException {
        keeping.brought().leave(caller);
    }

    @Override
    public void stay() {
        keeping.brought().stay();
    }

    List<Route> routes() {
        return new FileStoresApi(keeping, this::check).routes();
    }

    /** One at a time: who asks again while it runs has what he wants. */
    private void check() {
        if (checking.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("check stores")
                    .start(
                            () -> {
                                try {
                                    keeping.compare();
                                    keeping.verify();
                                } catch (IOException | RuntimeException e) {
                                    // Boundary of background work: somebody asks again.
                                    LOG.warn("stores not checked: {}", e.toString());
                                } finally {
                                    checking.set(false);
                                }
                            });
        }
    }

    @Override
    public void close() {
        keeping.close();
    }
}
