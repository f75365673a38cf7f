package relais.platform.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A port that was free a moment ago, for servers that cannot take one by themselves. It lies below
 * those that the system gives to whoever asks for any, so nobody gets it by chance before the
 * server does; and one JVM hands out no port twice, though it be free again.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;

    /** Far apart for JVMs that start one after the other: they may look at the same time. */
    private static final int START = (int) (ProcessHandle.current().pid() * 7_417 % COUNT);

    private static final AtomicInteger TRIED = new AtomicInteger();

    private FreePort() {}

    public static int find() {
        for (int tried = TRIED.getAndIncrement(); tried < COUNT; tried = TRIED.getAndIncrement()) {
            int port = FIRST + (START + tried) % COUNT;
            // Some servers will listen on loopback only, others everywhere.
            if (binds(port, InetAddress.getLoopbackAddress()) && binds(port, null)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port is left");
    }

    /**
     * Whether one can listen there.
     *
     * @param address null for any
     */
    private static boolean binds(int port, @Nullable InetAddress address) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
