package relais.meter.history.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes read from the front to the back, none beyond the end. */
final class Octets {
    private final ByteBuffer bytes;
    private int at;

    Octets(ByteBuffer bytes) {
        this.bytes = bytes.duplicate();
    }

    Octets from(int position, ByteOrder order) {
        Octets octets = new Octets(bytes);
        octets.bytes.order(order);
        octets.at = position;
        return octets;
    }

    int size() {
        return bytes.limit();
    }

    int at() {
        return at;
    }

    boolean has(long count) {
        return count >= 0 && at + count <= bytes.limit();
    }

    private int take(int count) throws Unreadable {
        if (!has(count)) {
            throw new Unreadable("the file ends too early, after " + bytes.limit() + " bytes");
        }
        int from = at;
        at += count;
        return from;
    }

    void skip(long count) throws Unreadable {
        take((int) Math.min(count, Integer.MAX_VALUE));
    }

    /** To the next multiple. */
    void align(int to) throws Unreadable {
        skip(Math.floorMod(-at, to));
    }

    int int32() throws Unreadable {
        return bytes.getInt(take(Integer.BYTES));
    }

    long unsigned32() throws Unreadable {
        return Integer.toUnsignedLong(int32());
    }

    int unsigned16() throws Unreadable {
        return Short.toUnsignedInt(bytes.getShort(take(Short.BYTES)));
    }

    long int64() throws Unreadable {
        return bytes.getLong(take(Long.BYTES));
    }

    double float64() throws Unreadable {
        return bytes.getDouble(take(Double.BYTES));
    }

    /** So many bytes, of which those before the first zero are text. */
    String text(int length) throws Unreadable {
        int from = take(length);
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + length && bytes.get(i) != 0; i++) {
            text.append((char) (bytes.get(i) & 0xff));
        }
        return text.toString();
    }

    /** Signs of two bytes each. */
    String wideText(int signs) throws Unreadable {
        int from = take(signs * 2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < signs; i++) {
            text.append(bytes.getChar(from + 2 * i));
        }
        return text.toString();
    }

    /**
     * A ring of doubles.
     *
     * @param begin where the values begin; all of them lie within the file
     * @param stride bytes from one row to the next
     * @param oldest the row that is the oldest
     */
    Archive.Rows ring(int begin, int stride, int size, int oldest) {
        ByteBuffer view = bytes;
        return row -> view.getDouble(begin + stride * ((oldest + row) % size));
    }

    /** A ring of unsigned numbers of 32 bits. */
    Archive.Rows ringOfTimes(int begin, int stride, int size, int oldest) {
        ByteBuffer view = bytes;
        return row -> Integer.toUnsignedLong(view.getInt(begin + stride * ((oldest + row) % size)));
    }
}
