package relais.vault.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import relais.vault.blob.seal.ObjectWriter;

/**
 * Where a large content goes: while one thread sends, the caller opens what comes next. Nothing is
 * sent any more once {@link #close} has returned.
 */
final class Ahead extends OutputStream {
    /** Bytes of a content from which on a second thread is worth it. */
    static final long WORTH = 4L * ObjectWriter.FRAME;

    private static final int BUFFERS = 4;

    private final Handover handover;

    Ahead(OutputStream to, Executor threads) {
        this.handover =
                new Handover(
                        BUFFERS,
                        ObjectWriter.FRAME,
                        threads,
                        (bytes, length) -> to.write(bytes, 0, length));
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        for (int left = length; left > 0; ) {
            int some = Math.min(left, ObjectWriter.FRAME);
            byte[] buffer = handover.take();
            System.arraycopy(bytes, at, buffer, 0, some);
            handover.give(buffer, some);
            at += some;
            left -= some;
        }
    }

    /** Returns when all is sent. */
    void finish() throws IOException {
        handover.finish();
    }

    @Override
    public void close() {
        handover.close();
    }
}
