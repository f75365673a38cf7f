package relais.platform.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small secrets with AES-256-GCM. What is sealed for one context ({@code channel:3}) opens
 * for that one alone, so nobody with the database can move it to another row.
 */
public final class Secrets {
    static final byte VERSION = 1;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int HEAD_BYTES = 1 + Integer.BYTES + NONCE_BYTES;

    /** A secret is a password or a key; files have other means. */
    static final int MOST_BYTES = 64 * 1024;

    private final Map<Integer, SecretKey> keys = new LinkedHashMap<>();
    private final int current;
    private final SecureRandom random;

    private Secrets(Map<Integer, byte[]> raw, SecureRandom random) {
        int last = 0;
        for (Map.Entry<Integer, byte[]> key : raw.entrySet()) {
            keys.put(key.getKey(), new SecretKeySpec(key.getValue(), "AES"));
            last = key.getKey();
        }
        this.current = last;
        this.random = random;
    }

    /**
     * Reads the key file, made with a new key where there is none. Processes of one installation
     * share it; without it what is sealed is lost, so it belongs into the backup (apart from the
     * database's).
     */
    public static Secrets open(Path keyFile) {
        SecureRandom random = new SecureRandom();
        return new Secrets(KeyFile.openOrCreate(keyFile, random), random);
    }

    /** Encrypts for {@code context}, which is not kept: the opener has to know it. */
    public Sealed seal(byte[] secret, String context) {
        if (secret.length > MOST_BYTES) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer sealed = ByteBuffer.allocate(HEAD_BYTES + secret.length + TAG_BYTES);
        sealed.put(VERSION).putInt(current).put(nonce);
        SecretKey key = Objects.requireNonNull(keys.get(current));
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, sealed.array(), context);
            sealed.put(cipher.doFinal(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
        return new Sealed(sealed.array());
    }

    /** Seals a text; see {@link #seal(byte[], String)}. */
    public Sealed seal(String secret, String context) {
        return seal(secret.getBytes(StandardCharsets.UTF_8), context);
    }

    /** Decrypts; an {@link IllegalStateException} says why it cannot be. */
    public byte[] open(Sealed sealed, String context) {
        byte[] bytes = sealed.bytes();
        if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] != VERSION) {
            throw new IllegalStateException("the secret of " + context + " is damaged");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException(
                    "the secret of %s was sealed with key %08x, which is not in the key file; put the"
                                    .formatted(context, id)
                            + " old key file back or enter the secret again");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, bytes, context)
                    .doFinal(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
        } catch (AEADBadTagException e) {
            throw new IllegalStateException("the secret of " + context + " was changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /** Opens a sealed text. */
    public String openText(Sealed sealed, String context) {
        return new String(open(sealed, context), StandardCharsets.UTF_8);
    }

    /**
     * Vouches for a message among the processes that share the key file (HMAC-SHA-256, RFC 2104).
     */
    public byte[] vouch(byte[] message, String context) {
        return mac(Objects.requireNonNull(keys.get(current)), message, context);
    }

    /** Whether a process with one of our keys has vouched for it in this context. */
    public boolean isVouched(byte[] message, byte[] mac, String context) {
        return keys.values().stream()
                .anyMatch(key -> MessageDigest.isEqual(mac, mac(key, message, context)));
    }

    /** By a key of its own, so that nothing sealed helps to forge anything vouched for. */
    private static byte[] mac(SecretKey key, byte[] message, String context) {
        try {
            Mac own = Mac.getInstance("HmacSHA256");
            own.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            byte[] derived =
                    own.doFinal(("relais vouch " + context).getBytes(StandardCharsets.UTF_8));
            own.init(new SecretKeySpec(derived, "HmacSHA256"));
            return own.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    /** Whether it should be sealed again, because a newer key is in use. */
    public boolean isOld(Sealed sealed) {
        return ByteBuffer.wrap(sealed.bytes(), 1, Integer.BYTES).getInt() != current;
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] head, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        int nonceAt = HEAD_BYTES - NONCE_BYTES;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, head, nonceAt, NONCE_BYTES));
        cipher.updateAAD(head, 0, nonceAt);
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @Override
    public String toString() {
        return "Secrets[" + keys.size() + " keys]";
    }
}
