package relais.gateway.smpp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.util.StrictBufferedInputStream;

/**
 * A socket under a jsmpp session. What is written is gathered and leaves from one thread of its
 * own: under load many PDUs share one system call, and whoever writes never waits for the peer.
 */
public final class SmppSocket implements Connection {
    private static final int READ_BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final GatheredOutput out;

    public SmppSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new StrictBufferedInputStream(socket.getInputStream(), READ_BUFFER);
        this.out = new GatheredOutput(socket.getOutputStream(), this::close);
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public void setSoTimeout(int timeout) throws IOException {
        socket.setSoTimeout(timeout);
    }

    /** Lets what was written leave first, unless the peer takes longer than a moment. */
    @Override
    public void close() {
        out.finish();
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is gone either way; there is nobody to tell.
            out.abandon();
        }
        out.abandon();
    }
}
