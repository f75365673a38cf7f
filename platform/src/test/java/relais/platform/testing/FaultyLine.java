package relais.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A TCP line between a client and a server that is slow, silent or cut when told. */
public final class FaultyLine implements AutoCloseable {
    private static final int PIECE = 16 * 1024;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong upwards = new AtomicLong();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong until = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile boolean swallowing;
    private volatile long nanosPerPiece;

    public FaultyLine(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Cuts what is open; what comes is cut at once until {@link #mend}. */
    public void cut() {
        refusing = true;
        closeAll();
    }

    /** Cuts what is open, once. */
    public void hiccup() {
        closeAll();
    }

    /** Everything is cut after so many more bytes, in both directions together. */
    public void cutAfter(long bytes) {
        until.set(bytes);
    }

    /** Nothing passes any more, and nobody is told. */
    public void silence() {
        silent = true;
    }

    /** Cuts what is open; what comes then is taken, goes nowhere, and is never answered. */
    public void swallow() {
        swallowing = true;
        closeAll();
    }

    /** Whether a client holds a connection still. */
    public boolean isHeld() {
        return !open.isEmpty();
    }

    /**
     * @param bytesPerSecond in each direction of each connection
     */
    public void slow(long bytesPerSecond) {
        nanosPerPiece = PIECE * 1_000_000_000L / bytesPerSecond;
    }

    /** How many connections clients have made, those that were cut at once too. */
    public int taken() {
        return taken.get();
    }

    /** How many bytes have come to the server. */
    public long upwards() {
        return upwards.get();
    }

    public void mend() {
        refusing = false;
        silent = false;
        swallowing = false;
        nanosPerPiece = 0;
        until.set(Long.MAX_VALUE);
        closeAll();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket from = door.accept();
                taken.incrementAndGet();
                if (refusing) {
                    from.close();
                    continue;
                }
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(from);
                open.add(to);
                if (refusing) { // since a moment
                    closeAll();
                    continue;
                }
                Thread.ofVirtual().start(() -> pass(from, to, upwards));
                Thread.ofVirtual().start(() -> pass(to, from, new AtomicLong()));
            } catch (IOException e) {
                // the server is away, as a client may find it
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicLong passed) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                while (silent) {
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(nanosPerPiece * count / PIECE);
                if (until.addAndGet(-count) < 0) {
                    until.set(Long.MAX_VALUE);
                    closeAll();
                    return;
                }
                if (!swallowing) {
                    out.write(piece, 0, count);
                    passed.addAndGet(count);
                }
            }
        } catch (IOException cut) {
            // by one side or by us
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void closeAll() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        refusing = true;
        silent = false;
        door.close();
        closeAll();
    }
}
