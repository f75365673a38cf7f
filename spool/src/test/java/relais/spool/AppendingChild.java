package relais.spool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * A process made to be killed: appends from several threads, reads and acknowledges, and prints
 * each answer after it had it ("S position serial", "A position").
 */
final class AppendingChild {

    static final SpoolLimits LIMITS = new SpoolLimits(8 << 20, 64 << 10, 4096);

    private final Spool spool;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false);
    private final AtomicLong serial;

    private AppendingChild(Spool spool, long firstSerial) {
        this.spool = spool;
        this.serial = new AtomicLong(firstSerial);
    }

    /** Arguments: folder, seed, first serial number. */
    public static void main(String[] args) throws Exception {
        AppendingChild child =
                new AppendingChild(Spool.open(Path.of(args[0]), LIMITS), Long.parseLong(args[2]));
        Random random = new Random(Long.parseLong(args[1]));
        child.say("open");
        for (int i = 0; i < 6; i++) {
            long seed = random.nextLong();
            Thread.ofVirtual().start(() -> child.append(new Random(seed)));
        }
        child.forward(random);
    }

    private void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    private void append(Random random) {
        while (true) {
            int count = random.nextInt(4) == 0 ? random.nextInt(2, 9) : 1;
            long first = serial.getAndAdd(count);
            List<byte[]> payloads = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                payloads.add(payload(first + i, random.nextInt(random.nextInt(1, 3000))));
            }
            if (spool.appendAll(payloads) instanceof Appended.Stored(long last)) {
                for (int i = 0; i < count; i++) {
                    say("S " + (last - count + 1 + i) + " " + (first + i));
                }
            }
        }
    }

    private void forward(Random random) {
        for (long after = spool.acknowledged(); ; ) {
            spool.awaitBeyond(after, Duration.ofSeconds(1));
            for (Entry entry : spool.read(after, 50, 1 << 16)) {
                serialOf(entry.payload());
                after = entry.position();
            }
            if (random.nextInt(4) == 0) {
                spool.acknowledge(after);
                say("A " + after);
            }
        }
    }

    static byte[] payload(long serial, int length) {
        byte[] payload = new byte[16 + length];
        new Random(serial).nextBytes(payload);
        ByteBuffer.wrap(payload).putLong(8, serial).putLong(0, check(payload));
        return payload;
    }

    private static long check(byte[] payload) {
        CRC32 crc = new CRC32();
        crc.update(payload, 8, payload.length - 8);
        return crc.getValue();
    }

    /** Fails where the payload is not exactly as it was made. */
    static long serialOf(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        if (bytes.getLong(0) != check(payload)) {
            throw new IllegalStateException("damaged payload");
        }
        return bytes.getLong(8);
    }
}
