package relais.vault.store.smb;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an open file, asked for in large pieces. */
final class SmbReading extends InputStream {
    private static final int PIECE = 1024 * 1024;

    private final File file;
    private final byte[] piece;
    private long at;
    private long left;
    private int from;
    private int until;

    SmbReading(File file, long offset, long length) {
        this.file = file;
        this.at = offset;
        this.left = length;
        this.piece = new byte[(int) Math.clamp(length, 1, PIECE)];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from == until && !more()) {
            return -1;
        }
        int count = Math.min(length, until - from);
        System.arraycopy(piece, from, into, offset, count);
        from += count;
        return count;
    }

    private boolean more() throws IOException {
        if (left <= 0) {
            return false;
        }
        try {
            int count = file.read(piece, at, 0, (int) Math.min(piece.length, left));
            if (count <= 0) {
                left = 0;
                return false;
            }
            from = 0;
            until = count;
            at += count;
            left -= count;
            return true;
        } catch (SMBApiException answered) {
            throw new IOException("the share answered " + answered.getStatus(), answered);
        } catch (SMBRuntimeException cut) {
            throw new IOException("the line was cut: " + cut.getMessage(), cut);
        }
    }

    @Override
    public int available() {
        return until - from;
    }

    /** The server closes by itself what a lost line had open. */
    @Override
    public void close() {
        if (!file.getDiskShare().isConnected()) {
            return;
        }
        try {
            file.closeNoWait();
        } catch (SMBRuntimeException cut) {
            // found cut only by this word
        }
    }
}
