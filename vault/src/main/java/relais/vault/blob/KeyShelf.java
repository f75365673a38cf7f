package relais.vault.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import relais.platform.db.Database;
import relais.platform.secrets.Sealed;
import relais.platform.secrets.Secrets;
import relais.vault.blob.seal.Keyring;
import relais.vault.store.BlobStore;

/**
 * Keeps the wrapping keys, sealed by the master key: in the database, and in the store so that it
 * explains itself. What one of them lacks or has damaged comes from the other.
 */
final class KeyShelf {
    private static final Logger LOG = LoggerFactory.getLogger(KeyShelf.class);
    private static final String PREFIX = "key/";
    private static final int KEY_BYTES = 32;

    private final Database database;
    private final BlobStore store;
    private final Secrets masters;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Keyring ring;

    KeyShelf(
            Database database,
            BlobStore store,
            Secrets masters,
            InstantSource clock,
            SecureRandom random) {
        this.database = database;
        this.store = store;
        this.masters = masters;
        this.clock = clock;
        this.random = random;
        this.ring = new Keyring(this::find, random);
    }

    Keyring ring() {
        return ring;
    }

    /**
     * Loads all keys, makes one where there is none under the newest master key, and rewraps those
     * that an older one sealed. One process at a time: of several that start together the first
     * makes the key, and all others find it.
     */
    void open() throws IOException {
        try (Handle turn = database.open()) {
            turn.begin();
            turn.execute(
                    "SET LOCAL idle_in_transaction_session_timeout = 0"); // a store may be slow
            turn.execute("SELECT pg_advisory_xact_lock(hashtext('vault_key'))");
            load();
            turn.commit();
        }
    }

    private void load() throws IOException {
        Map<Long, byte[]> inDatabase = fromDatabase();
        Map<Long, byte[]> inStore = fromStore(inDatabase::containsKey);
        Set<Long> all = new TreeSet<>(inDatabase.keySet());
        all.addAll(inStore.keySet());
        Long newest = null;
        for (Long id : all) {
            byte[] sealed = firstThatOpens(id, inDatabase.get(id), inStore.get(id));
            byte[] key = sealed == null ? null : opened(id, sealed);
            if (sealed == null || key == null) {
                continue;
            }
            ring.add(id, key);
            if (masters.isOld(new Sealed(sealed))) {
                write(id, key);
                deleteOld(id);
            } else {
                newest = id;
                complete(id, sealed, inDatabase.get(id), inStore.get(id));
            }
        }
        if (newest == null && !all.isEmpty() && !ring.any()) {
            throw new IllegalStateException(
                    "none of the vault's keys opens with this master key: put the right file back");
        }
        ring.use(newest == null ? make() : newest);
    }

    private byte @Nullable [] firstThatOpens(
            long id, byte @Nullable [] one, byte @Nullable [] other) {
        return one != null && opened(id, one) != null
                ? one
                : other != null && opened(id, other) != null ? other : null;
    }

    /** New contents get a new key from now on, in this process; others follow when they start. */
    void renew() throws IOException {
        ring.use(make());
    }

    private void complete(
            long id, byte[] sealed, byte @Nullable [] inDatabase, byte @Nullable [] inStore) {
        if (!Arrays.equals(sealed, inDatabase)) {
            toDatabase(id, sealed);
        }
        if (inStore == null) {
            try {
                toStore(id, sealed);
            } catch (IOException e) {
                LOG.error("{} is only in the database: {}", name(id), e.getMessage());
            }
        }
    }

    private byte @Nullable [] opened(long id, byte[] sealed) {
        try {
            byte[] key = masters.open(new Sealed(sealed), context(id));
            return key.length == KEY_BYTES ? key : null;
        } catch (IllegalStateException e) {
            LOG.error("wrapping key {} cannot be opened: {}", name(id), e.getMessage());
            return null;
        }
    }

    private long make() throws IOException {
        long id = clock.instant().getEpochSecond() << 32 | Integer.toUnsignedLong(random.nextInt());
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        write(id, key);
        ring.add(id, key);
        return id;
    }

    private void write(long id, byte[] key) throws IOException {
        byte[] sealed = masters.seal(key, context(id)).bytes();
        toStore(id, sealed);
        toDatabase(id, sealed);
    }

    /** What an old master key sealed must not help who finds that one later. */
    private void deleteOld(long id) throws IOException {
        String current = PREFIX + name(id) + "." + HexFormat.of().toHexDigits(newestMaster());
        List<String> old = new ArrayList<>();
        store.list(
                PREFIX + name(id),
                entry -> {
                    if (!entry.key().equals(current)) {
                        old.add(entry.key());
                    }
                });
        for (String key : old) {
            store.delete(key);
        }
    }

    private int newestMaster() {
        return master(masters.seal(new byte[1], "which key").bytes());
    }

    /** Under a name of its own for each master key: objects are not changed. */
    private void toStore(long id, byte[] sealed) throws IOException {
        String key = PREFIX + name(id) + "." + HexFormat.of().toHexDigits(master(sealed));
        try (BlobStore.Draft draft = store.begin(key)) {
            draft.write(ByteBuffer.wrap(sealed));
            draft.commit();
        }
    }

    private void toDatabase(long id, byte[] sealed) {
        database.useTransaction(
                tx ->
                        tx.createUpdate(
                                        """
                                        INSERT INTO vault_key (id, sealed, made_at)
                                        VALUES (:id, :sealed, :now)
                                        ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed
                                        """)
                                .bind("id", id)
                                .bind("sealed", sealed)
                                .bind("now", clock.instant())
                                .execute());
    }

    private Map<Long, byte[]> fromDatabase() {
        Map<Long, byte[]> found = new TreeMap<>();
        database.with(
                handle -> {
                    handle.createQuery("SELECT id, sealed FROM vault_key")
                            .map((row, context) -> Map.entry(row.getLong(1), row.getBytes(2)))
                            .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
                    return found;
                });
        return found;
    }

    /**
     * Of several copies of a key the one of the newest master that opens.
     *
     * @param dispensable which keys may be left out when they cannot be read now
     */
    private Map<Long, byte[]> fromStore(LongPredicate dispensable) throws IOException {
        Map<Long, byte[]> found = new TreeMap<>();
        Map<String, Long> named = new TreeMap<>();
        store.listAll( // keys newer than a backup open what is newer than it
                PREFIX,
                entry -> {
                    String name = entry.key().substring(PREFIX.length());
                    if (name.matches("[0-9a-f]{16}\\.[0-9a-f]{8}")) {
                        named.put(entry.key(), HexFormat.fromHexDigitsToLong(name, 0, 16));
                    }
                });
        for (Map.Entry<String, Long> entry : named.entrySet()) {
            byte[] sealed;
            try (InputStream in = store.read(entry.getKey(), 0, 1024)) {
                sealed = in.readAllBytes();
            } catch (IOException e) {
                if (!dispensable.test(entry.getValue())) {
                    throw e;
                }
                LOG.error("{} cannot be read: {}", entry.getKey(), e.getMessage());
                continue;
            }
            byte[] before = found.get(entry.getValue());
            if (sealed.length < 5 || opened(entry.getValue(), sealed) == null) {
                continue;
            }
            if (before == null || masters.isOld(new Sealed(before))) {
                found.put(entry.getValue(), sealed);
            }
        }
        return found;
    }

    private byte @Nullable [] find(long id) {
        byte[] sealed = fromDatabase().get(id);
        byte[] key = sealed == null ? null : opened(id, sealed);
        if (key != null) {
            return key;
        }
        try {
            byte[] stored = fromStore(other -> other != id).get(id);
            return stored == null ? null : opened(id, stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int master(byte[] sealed) {
        return ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
    }

    private static String context(long id) {
        return "vault wrapping key " + name(id);
    }

    private static String name(long id) {
        return HexFormat.of().toHexDigits(id);
    }
}
