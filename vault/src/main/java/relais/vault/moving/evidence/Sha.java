package relais.vault.moving.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums what is long by its SHA-256: as PostgreSQL's hash of {@code encode(sha256(…), 'hex')}. */
public final class Sha {
    private Sha() {}

    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public static long hash(byte[] data, int from, int to) {
        MessageDigest digest = digest();
        digest.update(data, from, to - from);
        return hash(digest);
    }

    /** Of what was given to {@code digest} so far, which is empty then. */
    public static long hash(MessageDigest digest) {
        byte[] hex = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        return PgHash.of(hex, 0, hex.length);
    }
}
