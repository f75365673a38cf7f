package relais.vault.blob.seal;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** What one thread needs to seal or to open: made once, used for many entries. */
final class Tools {
    /** Fast enough not to be what an upload waits for. */
    private static final int LEVEL = 1;

    final byte[] plain = new byte[Layout.FRAME];
    final byte[] sealed = new byte[Layout.FRAME + Layout.TAG];
    private final byte[] squeezed = new byte[Layout.FRAME];
    private final Cipher cipher;
    private final MessageDigest sha;
    private final ZstdCompressCtx squeezing = new ZstdCompressCtx();
    private final ZstdDecompressCtx swelling = new ZstdDecompressCtx();

    Tools() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
            sha = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-256-GCM and SHA-256", e);
        }
        squeezing.setLevel(LEVEL).setContentSize(false).setChecksum(false);
    }

    void free() {
        squeezing.close();
        swelling.close();
    }

    MessageDigest sha() {
        sha.reset();
        return sha;
    }

    /** How many bytes it takes compressed; -1 where that gains too little. */
    int squeeze(byte[] from, int at, int length) {
        int most = length - length / 8;
        try {
            return squeezing.compressByteArray(squeezed, 0, most, from, at, length);
        } catch (ZstdException larger) {
            return -1;
        }
    }

    byte[] squeezed() {
        return squeezed;
    }

    /** Seals into {@link #sealed}; gives how many bytes that takes. */
    int seal(SecretKey key, byte[] nonce, byte flag, byte[] from, int at, int length)
            throws GeneralSecurityException {
        init(Cipher.ENCRYPT_MODE, key, nonce);
        cipher.updateAAD(new byte[] {flag});
        return cipher.doFinal(from, at, length, sealed, 0);
    }

    byte[] seal(SecretKey key, byte[] nonce, byte[] vouched, byte[] plain)
            throws GeneralSecurityException {
        init(Cipher.ENCRYPT_MODE, key, nonce);
        cipher.updateAAD(vouched, 0, Layout.HEAD_OPEN);
        return cipher.doFinal(plain);
    }

    /** Opens a frame into {@link #plain}. */
    void open(SecretKey key, int index, Frame frame, byte[] from, int at) throws DamagedEntry {
        try {
            init(Cipher.DECRYPT_MODE, key, Layout.frameNonce(index));
            cipher.updateAAD(new byte[] {frame.flag()});
            byte[] into = frame.squeezed() ? squeezed : plain;
            int length = cipher.doFinal(from, at, frame.sealed(), into, 0);
            if (frame.squeezed()) {
                length = swelling.decompressByteArray(plain, 0, frame.plain(), squeezed, 0, length);
            }
            if (length != frame.plain()) {
                throw new DamagedEntry("frame %d has another length".formatted(index));
            }
        } catch (GeneralSecurityException | ZstdException e) {
            throw new DamagedEntry("frame %d was changed".formatted(index));
        }
    }

    byte[] open(SecretKey key, byte[] nonce, byte[] vouched, byte[] from, int at, int length)
            throws DamagedEntry {
        try {
            init(Cipher.DECRYPT_MODE, key, nonce);
            cipher.updateAAD(vouched, 0, Layout.HEAD_OPEN);
            return cipher.doFinal(from, at, length);
        } catch (GeneralSecurityException e) {
            throw new DamagedEntry("the tail was changed");
        }
    }

    private void init(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(Layout.TAG * 8, nonce));
    }

    /**
     * A frame's measures.
     *
     * @param sealed bytes on disk, tag included
     * @param plain bytes of content
     */
    record Frame(int sealed, int plain, boolean squeezed) {
        byte flag() {
            return (byte) (squeezed ? 1 : 0);
        }
    }
}
