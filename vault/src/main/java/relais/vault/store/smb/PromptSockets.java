package relais.vault.store.smb;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import relais.platform.outbound.Destinations;

/**
 * Sockets that close as soon as the other side is found gone. Smbj says good-bye to a server that
 * hung up and waits for its answer, and so long takes the line for a good one.
 */
final class PromptSockets extends SocketFactory {
    private static final int CONNECT_MILLIS = 5_000;

    @Override
    public Socket createSocket() {
        return new Prompt();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
    }

    private static Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
            throws IOException {
        if (to.getAddress() != null && Destinations.isForbidden(to.getAddress())) {
            throw new IOException("a link-local or reserved address");
        }
        Socket socket = new Prompt();
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(to, CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class Prompt extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new Ending(super.getInputStream(), this);
        }
    }

    private static final class Ending extends FilterInputStream {
        private final Socket socket;

        Ending(InputStream in, Socket socket) {
            super(in);
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = super.read(into, offset, length);
                if (count < 0) {
                    socket.close();
                }
                return count;
            } catch (IOException cut) {
                socket.close();
                throw cut;
            }
        }
    }
}
