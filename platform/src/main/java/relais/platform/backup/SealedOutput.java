package relais.platform.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.random.RandomGenerator;

/** Seals what is written; whole only once it is closed. */
public final class SealedOutput extends OutputStream {
    private final DataOutputStream out;
    private final Frames frames;
    private final byte[] plain = new byte[Frames.PLAIN_BYTES];
    private int filled;
    private boolean closed;

    /**
     * @param random one that cannot be guessed
     */
    public SealedOutput(OutputStream to, Passphrase passphrase, RandomGenerator random)
            throws IOException {
        this.out = new DataOutputStream(to);
        byte[] salt = new byte[Frames.SALT_BYTES];
        random.nextBytes(salt);
        this.frames = new Frames(passphrase.key(salt));
        out.write(Frames.MAGIC);
        out.write(salt);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == plain.length) {
                frame(false);
            }
            int some = Math.min(left, plain.length - filled);
            System.arraycopy(from, at, plain, filled, some);
            filled += some;
            at += some;
            left -= some;
        }
    }

    private void frame(boolean last) throws IOException {
        byte[] sealed = frames.seal(plain, filled, last);
        out.writeInt(last ? -sealed.length : sealed.length);
        out.write(sealed);
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            frame(true);
            out.close();
        }
    }
}
