package relais.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection of HTTP/1.1 that costs next to nothing, so that the server is what is measured: it
 * sends what it is given and throws away what it gets, in blocks outside the heap.
 */
final class Wire implements AutoCloseable {
    private static final int BLOCK = 256 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private static final Pattern ID = Pattern.compile("\\{\\s*\"id\"\\s*:\\s*(\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    private final URI server;
    private final String headers;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final SocketChannel socket;
    private String last = "";

    /**
     * @param token empty for a server that asks for none
     */
    Wire(URI server, String token) throws IOException {
        this.server = server;
        this.headers =
                "Host: "
                        + server.getAuthority()
                        + "\r\n"
                        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n");
        this.socket = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Reads an answer to its end; the bytes of its body. */
    long get(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n");
        return answer(path);
    }

    /**
     * Sends {@code content} from its position on {@code times} times, as one body.
     *
     * @return the number of what was made, where the answer begins with one; else 0
     */
    long put(String path, ByteBuffer content, int times) throws IOException {
        long length = (long) content.remaining() * times;
        send(
                "PUT %s HTTP/1.1\r\n%sContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, headers, length));
        for (int i = 0; i < times; i++) {
            ByteBuffer one = content.duplicate();
            one.putLong(one.position(), System.nanoTime() ^ (long) i << 40); // no two blocks equal
            while (one.hasRemaining()) {
                socket.write(one);
            }
        }
        answer(path);
        Matcher id = ID.matcher(last);
        return id.find() ? Long.parseLong(id.group(1)) : 0;
    }

    private void send(String head) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    private long answer(String path) throws IOException {
        block.clear();
        int end = -1;
        while (end < 0) {
            if (socket.read(block) < 0) {
                throw new EOFException(server + path + ": cut before the answer");
            }
            end = endOfHead();
        }
        String head = head(end);
        Matcher status = STATUS.matcher(head);
        if (!status.find() || !status.group(1).startsWith("2")) {
            throw new IOException(server + path + ": " + head);
        }
        Matcher length = LENGTH.matcher(head);
        long wanted = length.find() ? Long.parseLong(length.group(1)) : 0;
        if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
            throw new IOException(server + path + ": a length is wanted");
        }
        long got = block.position() - end;
        byte[] begin = new byte[(int) Math.min(got, 200)];
        block.get(end, begin);
        last = new String(begin, StandardCharsets.UTF_8);
        while (got < wanted) {
            block.clear();
            int read = socket.read(block);
            if (read < 0) {
                throw new EOFException(server + path + ": cut after " + got);
            }
            got += read;
        }
        return wanted;
    }

    private int endOfHead() {
        for (int i = 3; i < block.position(); i++) {
            if (block.get(i) == '\n' && block.get(i - 1) == '\r' && block.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private String head(int end) {
        byte[] bytes = new byte[end];
        block.get(0, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
