package relais.meter.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the wire format of protocol buffers (protobuf.dev, "Encoding"). What reaches beyond its end
 * is an IllegalArgumentException. Not thread safe.
 */
final class Wire {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    Wire(byte[] bytes) {
        this.bytes = bytes;
    }

    static long varintField(int number) {
        return (long) number << 3;
    }

    static long fixed64(int number) {
        return (long) number << 3 | 1;
    }

    static long lengthDelimited(int number) {
        return (long) number << 3 | 2;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    int at() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    /** Goes on by a length that was read with {@link #length}. */
    void jump(int length) {
        at += length;
    }

    long varint(int end) {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw damaged();
            }
            byte b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    /** The length of what follows, which lies within the end. */
    int length(int end) {
        long length = varint(end);
        if (length < 0 || length > end - at) {
            throw damaged();
        }
        return (int) length;
    }

    /** Where what follows ends, by the length before it. */
    int ending(int end) {
        int length = length(end);
        return at + length;
    }

    long fixed(int end) {
        if (end - at < Long.BYTES) {
            throw damaged();
        }
        long value = (long) LONGS.get(bytes, at);
        at += Long.BYTES;
        return value;
    }

    /** Passes over the value of a field. */
    void skip(long tag, int end) {
        switch ((int) (tag & 7)) {
            case 0 -> varint(end);
            case 1 -> fixed(end);
            case 2 -> jump(length(end));
            case 5 -> {
                if (end - at < Integer.BYTES) {
                    throw damaged();
                }
                at += Integer.BYTES;
            }
            default -> throw damaged();
        }
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("not a message of protocol buffers");
    }
}
