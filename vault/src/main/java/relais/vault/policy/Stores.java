package relais.vault.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import relais.platform.db.Database;
import relais.platform.json.Json;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;
import relais.vault.store.BlobStore;
import relais.vault.store.FolderStore;
import relais.vault.store.s3.Bucket;
import relais.vault.store.s3.S3Store;
import relais.vault.store.smb.ShareAddress;
import relais.vault.store.smb.SmbStore;

/**
 * The stores of the installation, opened in this process. The folder in this process's home is
 * always one; those of other processes' homes are theirs alone, and not to be reached from here.
 */
final class Stores implements AutoCloseable {
    private static final String OWN_NAME = "local";
    private static final int MARK_BYTES = 64;

    private final Database database;
    private final Secrets secrets;
    private final InstantSource clock;
    private final Path ownFolder;
    private final OpenStore own;
    private volatile Map<Long, OpenStore> open = Map.of();
    private volatile Rules rules = new Rules(List.of());

    Stores(Database database, Secrets secrets, Path ownFolder, InstantSource clock)
            throws IOException {
        this.database = database;
        this.secrets = secrets;
        this.ownFolder = ownFolder;
        this.clock = clock;
        FolderStore folder = new FolderStore(OWN_NAME, ownFolder);
        UUID mark = mark(folder);
        StoreRow row = database.inTransaction(tx -> ownRow(tx, mark));
        this.own = new OpenStore(row, folder, ownFolder, clock);
        own.knock();
        refresh();
    }

    /** Who the store says it is; one that says nothing yet is told. */
    static UUID mark(BlobStore store) throws IOException {
        try (InputStream in = store.read(StoreRow.MARK, 0, MARK_BYTES)) {
            return UUID.fromString(
                    new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException none) {
            UUID mark = UUID.randomUUID();
            byte[] text = (mark + "\n").getBytes(StandardCharsets.US_ASCII);
            store.write(StoreRow.MARK, new ByteArrayInputStream(text), text.length);
            return mark;
        } catch (IllegalArgumentException e) {
            throw new IOException("its store.id is not one", e);
        }
    }

    private StoreRow ownRow(Handle tx, UUID mark) {
        // processes that start at once would take the same name
        tx.execute("SELECT pg_advisory_xact_lock(hashtext('vault_store'))");
        return rows(tx).stream()
                .filter(row -> row.mark().equals(mark))
                .findFirst()
                .orElseGet(
                        () -> {
                            long id =
                                    insert(
                                            tx,
                                            freeName(tx),
                                            StoreKind.FOLDER,
                                            StoreSettings.OWN,
                                            null,
                                            mark,
                                            Prices.NONE);
                            return row(tx, id);
                        });
    }

    private static String freeName(Handle tx) {
        List<String> taken = rows(tx).stream().map(StoreRow::name).toList();
        String name = OWN_NAME;
        for (int i = 2; taken.contains(name); i++) {
            name = OWN_NAME + "-" + i;
        }
        return name;
    }

    long insert(
            Handle tx,
            String name,
            StoreKind kind,
            StoreSettings settings,
            @Nullable String secret,
            UUID mark,
            Prices prices) {
        Instant now = clock.instant();
        return tx.createQuery(
                        """
                        INSERT INTO vault_store
                          (name, kind, settings, secret, mark, prices, created_at, changed_at)
                        VALUES (:name, :kind, :settings::jsonb, :secret, :mark, :prices::jsonb,
                                :now, :now)
                        RETURNING id
                        """)
                .bind("name", name)
                .bind("kind", kind.key())
                .bind("settings", Json.text(settings))
                .bind("secret", secret)
                .bind("mark", mark)
                .bind("prices", Json.text(prices))
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    void update(
            Handle tx, StoreRow row, StoreWanted wanted, @Nullable String secret, Prices prices) {
        tx.createUpdate(
                        """
                        UPDATE vault_store SET name = :name, settings = :settings::jsonb,
                          secret = :secret, prices = :prices::jsonb, changed_at = :now
                        WHERE id = :id
                        """)
                .bind("name", wanted.name())
                .bind("settings", Json.text(wanted.settings()))
                .bind("secret", secret)
                .bind("prices", Json.text(prices))
                .bind("now", clock.instant())
                .bind("id", row.id())
                .execute();
    }

    static List<StoreRow> rows(Handle handle) {
        return handle.createQuery(
                        """
                        SELECT id, name, kind, settings::text AS settings, secret, mark,
                               prices::text AS prices, changed_at
                        FROM vault_store ORDER BY id
                        """)
                .map((row, context) -> StoreRow.of(row))
                .list();
    }

    private static StoreRow row(Handle handle, long id) {
        return rows(handle).stream().filter(row -> row.id() == id).findFirst().orElseThrow();
    }

    /** Opens what is new or changed, closes what is gone, and reads the rules again. */
    synchronized void refresh() throws IOException {
        List<StoreRow> rows = database.with(Stores::rows);
        Map<Long, OpenStore> next = new LinkedHashMap<>();
        for (StoreRow row : rows) {
            OpenStore known = open.get(row.id());
            if (row.id() == own.id()) {
                next.put(row.id(), own);
            } else if (known != null && known.row().changedAt().equals(row.changedAt())) {
                next.put(row.id(), known);
            } else if (!isOfAnotherHome(row)) {
                next.put(row.id(), new OpenStore(row, opened(row), folder(row), clock));
            }
        }
        Map<Long, OpenStore> before = open;
        open = next;
        rules = database.with(Rules::read);
        before.values().stream()
                .filter(store -> !next.containsValue(store))
                .forEach(OpenStore::close);
    }

    static boolean isOfAnotherHome(StoreRow row) {
        return row.kind() == StoreKind.FOLDER && row.settings().folder() == null;
    }

    static @Nullable Path folder(StoreRow row) {
        String folder = row.settings().folder();
        return row.kind() == StoreKind.FOLDER && folder != null ? Path.of(folder) : null;
    }

    /** Where a folder is not the one we know, nothing must be made: its mount may have dropped. */
    private BlobStore opened(StoreRow row) throws IOException {
        if (row.kind() == StoreKind.FOLDER) {
            Path folder = Path.of(Objects.requireNonNull(row.settings().folder()));
            return AbsentFolder.isMarked(folder)
                    ? new FolderStore(row.name(), folder)
                    : new AbsentFolder(row.name(), folder);
        }
        return opened(row.name(), row.kind(), row.settings(), secret(row));
    }

    String secret(StoreRow row) {
        return secret(row, secrets);
    }

    static String secret(StoreRow row, Secrets secrets) {
        return row.secret() == null
                ? ""
                : secrets.openText(Sealed.of(row.secret()), StoreRow.context(row.mark()));
    }

    /** Opens a store; nothing is asked of it yet. */
    static BlobStore opened(String name, StoreKind kind, StoreSettings s, String secret)
            throws IOException {
        return switch (kind) {
            case FOLDER -> folder(name, Path.of(Objects.requireNonNull(s.folder())));
            case SMB ->
                    new SmbStore(
                            name,
                            new ShareAddress(
                                    or(s.host(), ""),
                                    s.port() == null ? ShareAddress.PORT : s.port(),
                                    or(s.share(), ""),
                                    or(s.folder(), ""),
                                    or(s.domain(), ""),
                                    or(s.user(), ""),
                                    secret,
                                    Boolean.TRUE.equals(s.encrypt())));
            case S3 ->
                    new S3Store(
                            name,
                            new Bucket(
                                    URI.create(or(s.endpoint(), "")),
                                    or(s.region(), "us-east-1"),
                                    or(s.bucket(), ""),
                                    or(s.folder(), ""),
                                    or(s.user(), ""),
                                    secret,
                                    !Boolean.FALSE.equals(s.pathStyle()),
                                    Boolean.TRUE.equals(s.checksums())));
        };
    }

    /** Where nothing is mounted, nothing must be made. */
    private static BlobStore folder(String name, Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? new FolderStore(name, folder)
                : new AbsentFolder(name, folder);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    OpenStore own() {
        return own;
    }

    Path ownFolder() {
        return ownFolder;
    }

    Rules rules() {
        return rules;
    }

    @Nullable OpenStore get(long id) {
        return open.get(id);
    }

    /** All that can be reached from here, the nearest first. */
    List<OpenStore> nearestFirst() {
        List<OpenStore> all = new ArrayList<>(open.values());
        all.sort(
                Comparator.<OpenStore, Boolean>comparing(store -> !store.usable())
                        .thenComparing(store -> store != own)
                        .thenComparing(store -> store.row().kind()));
        return all;
    }

    List<Long> usable() {
        return open.values().stream().filter(OpenStore::usable).map(OpenStore::id).toList();
    }

    /** Knocks where it is time to; what waits for a store that is back is due. */
    void knock() {
        for (OpenStore store : open.values()) {
            if (store.knockIsDue()) {
                if (store.health().state() != OpenStore.State.UP
                        && store.store() instanceof AbsentFolder absent) {
                    absent.look();
                }
                if (store.knock()) {
                    database.useTransaction(tx -> Copies.dueNow(tx, store.id(), clock.instant()));
                }
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(OpenStore::close);
    }
}
