package relais.platform.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * How a stream is cut and sealed (docs/formats/backup.md): frames of AES-256-GCM, each bound to its
 * place and to whether it is the last, so that none can be changed, moved, left out or cut off.
 */
final class Frames {
    static final byte[] MAGIC = "RELAISB1".getBytes(StandardCharsets.US_ASCII);
    static final int SALT_BYTES = 16;
    static final int PLAIN_BYTES = 256 * 1024;
    static final int TAG_BYTES = 16;

    private final SecretKey key;
    private long number;

    Frames(SecretKey key) {
        this.key = key;
    }

    byte[] seal(byte[] plain, int length, boolean last) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, last).doFinal(plain, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM", e);
        }
    }

    /**
     * @throws GeneralSecurityException for another passphrase, or a frame that is not as it was
     */
    byte[] open(byte[] sealed, boolean last) throws GeneralSecurityException {
        return cipher(Cipher.DECRYPT_MODE, last).doFinal(sealed);
    }

    /** The key is new with each file's salt, so that numbers do for nonces. */
    private Cipher cipher(int mode, boolean last) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(12).putInt(last ? 1 : 0).putLong(number++).array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return cipher;
    }
}
