package relais.meter.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes Graphite's plaintext over TCP, as collectd and many scripts send it. The protocol knows
 * neither names nor acknowledgements: whoever reaches the port may write, under one owner, and what
 * cannot be kept ends the connection, so that the sender notices.
 */
public final class GraphiteDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphiteDoor.class);
    private static final String OWNER = "graphite";
    private static final int MOST_CONNECTIONS = 64;

    /** collectd is silent for a minute at most, cron scripts for some. */
    private static final int IDLE_MILLIS = 10 * 60_000;

    private static final int PIECE = 256 * 1024;

    private final Intake intake;
    private final ServerSocket door;
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();

    private GraphiteDoor(Intake intake, ServerSocket door) {
        this.intake = intake;
        this.door = door;
    }

    public static GraphiteDoor open(InetSocketAddress address, Intake intake) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(address, MOST_CONNECTIONS);
        } catch (IOException e) {
            socket.close();
            throw new IOException("meter.graphite: cannot listen at " + address, e);
        }
        GraphiteDoor opened = new GraphiteDoor(intake, socket);
        Thread.ofVirtual().name("graphite").start(opened::welcome);
        return opened;
    }

    public int port() {
        return door.getLocalPort();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                if (guests.size() >= MOST_CONNECTIONS) {
                    LOG.warn("graphite: more than {} connections; one is shut", MOST_CONNECTIONS);
                    guest.close();
                } else {
                    guests.add(guest);
                    Thread.ofVirtual().name("graphite-guest").start(() -> serve(guest));
                }
            } catch (IOException e) {
                LOG.debug("graphite: {}", e.toString());
            }
        }
    }

    private void serve(Socket guest) {
        try (guest) {
            guest.setSoTimeout(IDLE_MILLIS);
            read(guest.getInputStream(), guest.getRemoteSocketAddress().toString());
        } catch (IOException e) {
            LOG.debug("graphite: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            guests.remove(guest);
        }
    }

    /** Whole lines are taken as they come. */
    private void read(InputStream in, String from) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        int held = 0;
        while (true) {
            int count = in.read(piece, held, piece.length - held);
            int end = held + Math.max(0, count);
            int whole = count < 0 ? end : lastLine(piece, end);
            if (whole > 0 && !isTaken(new ByteArrayInputStream(piece, 0, whole), from)) {
                return;
            }
            held = end - whole;
            System.arraycopy(piece, whole, piece, 0, held);
            if (count < 0 || held == piece.length) {
                return;
            }
        }
    }

    private static int lastLine(byte[] piece, int end) {
        int at = end;
        while (at > 0 && piece[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private boolean isTaken(InputStream lines, String from)
            throws IOException, InterruptedException {
        return switch (intake.graphite(OWNER, lines)) {
            case Taken.Done done -> {
                if (!done.whole()) {
                    LOG.warn("graphite from {}: not all is kept: {}", from, done);
                }
                yield true;
            }
            case Taken.Damaged(String reason) -> {
                LOG.warn("graphite from {}: {}", from, reason);
                yield false;
            }
            case Taken.Away(String reason) -> {
                LOG.warn("graphite from {}: {}", from, reason);
                yield false;
            }
        };
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket guest : guests) {
            guest.close();
        }
    }
}
