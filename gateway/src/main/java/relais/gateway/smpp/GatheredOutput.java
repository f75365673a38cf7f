package relais.gateway.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** See {@link SmppSocket}. */
final class GatheredOutput extends OutputStream {
    /** A peer that lets this much pile up does not read; the line is closed. */
    private static final int LIMIT = 1 << 20;

    /** How long the last PDUs (an unbind, its answer) get to leave when the line is closed. */
    private static final long FAREWELL_MILLIS = 200;

    private final OutputStream socket;
    private final Runnable broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread writer;
    private byte[] gathered = new byte[16 * 1024];
    private byte[] spare = new byte[16 * 1024];
    private int size;
    private boolean writing;
    private boolean closed;

    GatheredOutput(OutputStream socket, Runnable broken) {
        this.socket = socket;
        this.broken = broken;
        this.writer = Thread.ofVirtual().name("smpp-writer").start(this::run);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** All of it or, when the line is closed, nothing. */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("line closed");
            }
            if (size + length > LIMIT) {
                closed = true;
                changed.signalAll();
                Thread.startVirtualThread(broken);
                throw new IOException("peer does not read");
            }
            if (size + length > gathered.length) {
                gathered = java.util.Arrays.copyOf(gathered, Math.max(size + length, 2 * size));
            }
            System.arraycopy(bytes, from, gathered, size, length);
            if (size == 0 && !writing) {
                changed.signalAll();
            }
            size += length;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing to do: the writer is already at it. */
    @Override
    public void flush() {}

    /** Takes no more and waits a moment until all has left. */
    void finish() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long left = TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
            while ((size > 0 || writing) && left > 0 && Thread.currentThread() != writer) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more and drops what has not left. */
    void abandon() {
        lock.lock();
        try {
            closed = true;
            size = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (int length = take(); length > 0; length = take()) {
                socket.write(spare, 0, length);
            }
        } catch (IOException e) {
            abandon();
            broken.run();
        }
    }

    /** Waits for bytes and moves them to {@code spare}; 0 when closed and empty. */
    private int take() {
        lock.lock();
        try {
            writing = false;
            if (closed) {
                changed.signalAll();
            }
            while (size == 0) {
                if (closed) {
                    return 0;
                }
                changed.awaitUninterruptibly();
            }
            byte[] full = gathered;
            int length = size;
            gathered = spare;
            spare = full;
            size = 0;
            writing = true;
            return length;
        } finally {
            lock.unlock();
        }
    }
}
