package relais.vault.upload;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body over a link that may break: what came before the break is a piece like any other. It is
 * given out in runs that end where a piece should.
 */
final class Breaking {
    private final InputStream body;
    private long left;
    private boolean ended;
    private boolean broken;
    private boolean tooLong;

    /** Who waits for bytes just now; guarded by this. */
    private @Nullable Thread reader;

    /** Nobody waits for what is still to come; guarded by this. */
    private boolean givenUp;

    /**
     * @param most bytes that are expected
     */
    Breaking(InputStream body, long most) {
        this.body = body;
        this.left = most;
    }

    boolean ended() {
        return ended;
    }

    boolean broken() {
        return broken;
    }

    boolean tooLong() {
        return tooLong;
    }

    /** The link is given up, by another thread: what has come so far is a piece. */
    synchronized void end() {
        givenUp = true;
        if (reader != null) {
            reader.interrupt();
        }
    }

    /** Whether there is still something to wait for. */
    private synchronized boolean waits() {
        reader = givenUp ? null : Thread.currentThread();
        return !givenUp;
    }

    private synchronized void waited() {
        reader = null;
        if (givenUp) {
            Thread.interrupted(); // it was meant for the reading, and for nothing that follows
        }
    }

    /** The next {@code most} bytes or what is left of them. */
    InputStream next(long most) {
        return new Run(Math.min(most, left));
    }

    private final class Run extends InputStream {
        private long open;

        private Run(long most) {
            this.open = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (ended || open == 0) {
                endIfWhole();
                return -1;
            }
            int count = received(into, offset, (int) Math.min(length, open));
            if (count < 0) {
                ended = true;
                return -1;
            }
            open -= count;
            left -= count;
            return count;
        }

        private void endIfWhole() {
            if (!ended && left == 0) {
                ended = true;
                tooLong = received(new byte[1], 0, 1) > 0;
            }
        }

        private int received(byte[] into, int offset, int length) {
            if (!waits()) {
                broken = true;
                return -1;
            }
            try {
                return body.read(into, offset, length);
            } catch (IOException e) {
                // the link broke: the client asks how far it came, and goes on from there
                broken = true;
                return -1;
            } finally {
                waited();
            }
        }
    }
}
