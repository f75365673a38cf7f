package relais.platform.backup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Opens what {@link SealedOutput} sealed; nothing is given out that was not verified. */
public final class SealedInput extends InputStream {
    private final DataInputStream in;
    private final Frames frames;
    private byte[] plain = {};
    private int at;
    private boolean last;

    public SealedInput(InputStream from, Passphrase passphrase) throws IOException {
        this.in = new DataInputStream(from);
        byte[] magic = in.readNBytes(Frames.MAGIC.length);
        byte[] salt = in.readNBytes(Frames.SALT_BYTES);
        if (!Arrays.equals(magic, Frames.MAGIC) || salt.length < Frames.SALT_BYTES) {
            throw new IOException("this is no backup of Relais");
        }
        this.frames = new Frames(passphrase.key(salt));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == plain.length) {
            if (last) {
                return -1;
            }
            next();
        }
        int some = Math.min(length, plain.length - at);
        System.arraycopy(plain, at, into, offset, some);
        at += some;
        return some;
    }

    private void next() throws IOException {
        try {
            int length = in.readInt();
            last = length < 0;
            int size = Math.abs(length);
            if (size < Frames.TAG_BYTES || size > Frames.PLAIN_BYTES + Frames.TAG_BYTES) {
                throw new IOException("the backup is damaged");
            }
            byte[] sealed = in.readNBytes(size);
            if (sealed.length < size) {
                throw new EOFException();
            }
            plain = frames.open(sealed, last);
            at = 0;
        } catch (EOFException e) {
            throw new IOException("the backup is cut off", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("the passphrase is another one, or the backup is damaged", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
