package relais.vault.blob.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that wrap the keys of entries. They themselves are kept sealed by a master key
 * (elsewhere), so a new master key rewrites them and not the entries.
 */
public final class Keyring {
    private final Map<Long, SecretKey> keys = new ConcurrentHashMap<>();
    private final LongFunction<byte @Nullable []> finder;
    private final SecureRandom random;
    private volatile long current;

    /**
     * @param finder asked for a key that is not here: another process may have made it meanwhile
     */
    public Keyring(LongFunction<byte @Nullable []> finder, SecureRandom random) {
        this.finder = finder;
        this.random = random;
    }

    public void add(long id, byte[] key) {
        keys.put(id, new SecretKeySpec(key, "AES"));
    }

    /** New entries are wrapped with this key from now on. */
    public void use(long id) {
        if (!keys.containsKey(id)) {
            throw new IllegalArgumentException("no such key");
        }
        current = id;
    }

    /** Whether there is any. */
    public boolean any() {
        return !keys.isEmpty();
    }

    public long current() {
        return current;
    }

    /** A head with a new key, and the key. */
    New newEntry() throws GeneralSecurityException {
        byte[] fresh = new byte[16 + Layout.NONCE + Layout.KEY];
        random.nextBytes(fresh);
        long id = current;
        ByteBuffer head = ByteBuffer.allocate(Layout.HEAD);
        head.putInt(Layout.HEAD_MAGIC).putShort((short) Layout.VERSION).putShort((short) 0);
        head.put(fresh, 0, 16).putLong(id).put(fresh, 16, Layout.NONCE);
        SecretKey wrapping = keys.get(id);
        if (wrapping == null) {
            throw new IllegalStateException("no key to wrap with");
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                wrapping,
                new GCMParameterSpec(Layout.TAG * 8, fresh, 16, Layout.NONCE));
        cipher.updateAAD(head.array(), 0, Layout.HEAD_OPEN);
        byte[] key = new byte[Layout.KEY];
        System.arraycopy(fresh, 16 + Layout.NONCE, key, 0, Layout.KEY);
        head.put(cipher.doFinal(key));
        return new New(head.array(), new SecretKeySpec(key, "AES"));
    }

    record New(byte[] head, SecretKey key) {}

    /** The key of the entry whose head lies there. */
    SecretKey unwrap(byte[] bytes, int from) throws DamagedEntry {
        ByteBuffer head = ByteBuffer.wrap(bytes, from, Layout.HEAD);
        if (head.getInt() != Layout.HEAD_MAGIC) {
            throw new DamagedEntry("no entry begins here");
        }
        int version = head.getShort();
        if (version != Layout.VERSION) {
            throw new DamagedEntry("an entry of version " + version);
        }
        SecretKey wrapping = wrapping(head.getLong(from + 24));
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    wrapping,
                    new GCMParameterSpec(
                            Layout.TAG * 8, bytes, from + Layout.HEAD_OPEN, Layout.NONCE));
            cipher.updateAAD(bytes, from, Layout.HEAD_OPEN);
            int at = from + Layout.HEAD_OPEN + Layout.NONCE;
            return new SecretKeySpec(cipher.doFinal(bytes, at, Layout.KEY + Layout.TAG), "AES");
        } catch (GeneralSecurityException e) {
            throw new DamagedEntry("the head was changed");
        }
    }

    private SecretKey wrapping(long id) throws DamagedEntry {
        SecretKey known = keys.get(id);
        if (known != null) {
            return known;
        }
        byte[] found = finder.apply(id);
        if (found == null) {
            throw new DamagedEntry("sealed with key %016x, which is not here".formatted(id));
        }
        add(id, found);
        return new SecretKeySpec(found, "AES");
    }
}
