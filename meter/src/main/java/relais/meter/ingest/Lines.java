package relais.meter.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Cuts a stream into lines and reads them, in constant memory. */
final class Lines {
    /** A series of forty labels of a thousand signs fits. */
    static final int LONGEST = 64 * 1024;

    private static final int PIECE = 512 * 1024;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ENDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final LineFormat format;
    private final Delivery delivery;
    private final long now;
    private final byte[] buffer = new byte[PIECE];
    private long number;

    Lines(LineFormat format, Delivery delivery, long now) {
        this.format = format;
        this.delivery = delivery;
        this.now = now;
    }

    void read(InputStream in) throws IOException {
        int held = 0;
        while (!delivery.tally().isHopeless()) {
            int count = in.readNBytes(buffer, held, buffer.length - held);
            int end = held + count;
            boolean over = end < buffer.length;
            int rest = piece(end);
            if (over) {
                if (rest < end) {
                    line(rest, end);
                }
                return;
            }
            if (end - rest > LONGEST) {
                delivery.tally()
                        .misread("line " + (number + 1) + " is longer than " + LONGEST + " bytes");
                return;
            }
            System.arraycopy(buffer, rest, buffer, 0, end - rest);
            held = end - rest;
            delivery.settle();
        }
    }

    /** Reads the whole lines; where the one that is not whole begins. */
    private int piece(int end) {
        int start = 0;
        for (int at = next(start, end); at < end; at = next(start, end)) {
            line(start, at);
            start = at + 1;
            if (delivery.tally().isHopeless()) {
                return end;
            }
        }
        return start;
    }

    /** The next line end, or {@code end}. */
    private int next(int from, int end) {
        int at = from;
        for (; at + 8 <= end; at += 8) {
            long word = (long) LONGS.get(buffer, at) ^ ENDS;
            long found = (word - ONES) & ~word & HIGHS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / 8;
            }
        }
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void line(int from, int to) {
        number++;
        int start = from;
        int end = to;
        while (end > start && (buffer[end - 1] == '\r' || buffer[end - 1] == ' ')) {
            end--;
        }
        while (start < end && buffer[start] == ' ') {
            start++;
        }
        if (start == end || buffer[start] == '#') {
            return;
        }
        try {
            format.read(buffer, start, end, now, delivery);
        } catch (IllegalArgumentException wrong) {
            delivery.tally().misread("line " + number + ": " + wrong.getMessage());
        }
    }

    /** The first place of a sign, or {@code to}. */
    static int find(byte[] text, int from, int to, char sign) {
        int at = from;
        while (at < to && text[at] != sign) {
            at++;
        }
        return at;
    }
}
