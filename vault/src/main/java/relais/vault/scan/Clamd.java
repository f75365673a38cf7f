package relais.vault.scan;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** ClamAV's daemon, asked over its socket ({@code INSTREAM}, clamd(8)). */
public final class Clamd implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_REPLY = 4_096;

    /** A gigabyte of archives in archives takes about so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SocketAddress address;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("vault-clamd").factory());

    /**
     * @param address {@code host:port}, or the path of clamd's socket
     */
    public Clamd(String address) {
        this.address = parse(address);
    }

    private static SocketAddress parse(String address) {
        if (address.startsWith("/")) {
            return UnixDomainSocketAddress.of(Path.of(address));
        }
        int colon = address.lastIndexOf(':');
        if (colon <= 0 || !address.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("clamd is at host:port or the path of its socket");
        }
        return new InetSocketAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** What the scanner says. */
    public sealed interface Verdict {
        record Clean() implements Verdict {}

        /** A signature's name. */
        record Infected(String virus) implements Verdict {}

        /** The scanner will not say, such as of what is too large for it. */
        record Refused(String why) implements Verdict {}
    }

    /** Writes a content for the scanner. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Has a content scanned.
     *
     * @throws IOException where the scanner does not answer: try again later
     */
    public Verdict scan(Content content) throws IOException {
        try (SocketChannel channel =
                address instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open()) {
            var guard =
                    watch.schedule(
                            () -> {
                                channel.close();
                                return true;
                            },
                            PATIENCE.toMillis(),
                            TimeUnit.MILLISECONDS);
            try {
                channel.connect(address);
                send(channel, ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
                try {
                    content.writeTo(new Chunks(channel));
                    send(channel, ByteBuffer.allocate(4));
                } catch (Stopped e) {
                    // it has said enough before the end, and closes: what it said is read below
                }
                return verdict(reply(channel));
            } finally {
                guard.cancel(false);
            }
        }
    }

    private static void send(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Up to the zero that ends it: after that the link may be reset, since clamd closes while bytes
     * for it are still on their way.
     */
    private static String reply(SocketChannel channel) throws IOException {
        ByteBuffer reply = ByteBuffer.allocate(LONGEST_REPLY);
        while (reply.hasRemaining() && !isEnded(reply) && channel.read(reply) >= 0) {
            // goes on until it is said
        }
        return StandardCharsets.UTF_8.decode(reply.flip()).toString().replace("\0", "").strip();
    }

    private static boolean isEnded(ByteBuffer reply) {
        return reply.position() > 0 && reply.get(reply.position() - 1) == 0;
    }

    static Verdict verdict(String reply) throws IOException {
        if (reply.endsWith(": OK")) {
            return new Verdict.Clean();
        }
        if (reply.endsWith(" FOUND")) {
            String name = reply.substring(reply.indexOf(':') + 1, reply.length() - 6).strip();
            return new Verdict.Infected(name);
        }
        if (reply.isEmpty()) {
            throw new IOException("the scanner closed without an answer");
        }
        return new Verdict.Refused(reply);
    }

    /** The link was closed while a content was sent. */
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1;

        Stopped(IOException cause) {
            super(cause);
        }
    }

    /** Each chunk goes with its length before it. */
    private static final class Chunks extends OutputStream {
        private final SocketChannel channel;

        Chunks(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            while (at < offset + length) {
                int count = Math.min(CHUNK, offset + length - at);
                ByteBuffer chunk = ByteBuffer.allocate(4 + count);
                chunk.putInt(count).put(bytes, at, count).flip();
                try {
                    send(channel, chunk);
                } catch (IOException e) {
                    throw new Stopped(e);
                }
                at += count;
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
