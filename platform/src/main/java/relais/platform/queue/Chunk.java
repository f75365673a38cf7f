package relais.platform.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one message on the broker carries: items of one partition from one source, all or nothing.
 * Format: docs/formats/queue.md.
 *
 * @param source the log they come from, or {@link #OUTBOX}
 * @param sentAt when they were handed over
 * @param items in order; from a log with growing positions, from the outbox with position -1
 */
record Chunk(String source, Instant sentAt, List<Queue.Positioned> items) {
    /** Source of items enqueued in transactions: known by their ids, not by positions. */
    static final String OUTBOX = "";

    /** On the broker, a chunk is closed when it holds so much: far under its limit. */
    static final int BYTES = 256 * 1024;

    /** Bytes of an item beside its id, key and body. */
    private static final int FRAME = 16;

    private static final int VERSION = 1;
    private static final int ITEMS_MOST = 100_000;

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeText(out, source);
            out.writeLong(sentAt.toEpochMilli());
            out.writeInt(items.size());
            for (Queue.Positioned positioned : items) {
                out.writeLong(positioned.position());
                writeText(out, positioned.item().id());
                writeText(out, positioned.item().key());
                out.writeInt(positioned.item().body().length);
                out.write(positioned.item().body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #bytes} wrote; anything else is an IOException that says where. */
    static Chunk read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("chunk of unknown version " + version);
        }
        String source = readText(in);
        Instant sentAt = Instant.ofEpochMilli(in.readLong());
        int count = in.readInt();
        if (count < 0 || count > ITEMS_MOST) {
            throw new IOException("chunk of " + count + " items");
        }
        List<Queue.Positioned> items = new ArrayList<>(Math.min(count, 1_000));
        for (int i = 0; i < count; i++) {
            long position = in.readLong();
            String id = readText(in);
            String key = readText(in);
            int length = in.readInt();
            if (length < 0 || length > Queue.BODY_LIMIT) {
                throw new IOException("item " + i + " has a body of " + length + " bytes");
            }
            byte[] body = in.readNBytes(length);
            if (body.length < length) {
                throw new IOException("chunk ends inside item " + i);
            }
            items.add(new Queue.Positioned(position, new Item(id, key, body)));
        }
        if (in.read() >= 0) {
            throw new IOException("chunk goes on after its last item");
        }
        return new Chunk(source, sentAt, items);
    }

    /** Splits items of one partition into chunks of bounded size, in order. */
    static List<Chunk> split(
            String source, Instant sentAt, List<Queue.Positioned> items, int bytes) {
        List<Chunk> chunks = new ArrayList<>();
        List<Queue.Positioned> current = new ArrayList<>();
        long size = 0;
        for (Queue.Positioned positioned : items) {
            Item item = positioned.item();
            int length = FRAME + item.id().length() + item.key().length() + item.body().length;
            if (!current.isEmpty() && size + length > bytes) {
                chunks.add(new Chunk(source, sentAt, List.copyOf(current)));
                current.clear();
                size = 0;
            }
            current.add(positioned);
            size += length;
        }
        if (!current.isEmpty()) {
            chunks.add(new Chunk(source, sentAt, List.copyOf(current)));
        }
        return chunks;
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
