package relais.meter.ingest;

/**
 * Reads Snappy's block format (google/snappy, format_description.txt). Whatever the bytes are, it
 * ends with what they mean or an IllegalArgumentException, in memory bounded by the caller.
 */
final class Snappy {
    private final byte[] in;
    private int at;
    private byte[] out = {};
    private int size;

    private Snappy(byte[] in) {
        this.in = in;
    }

    /**
     * @param most bytes it may come to
     */
    static byte[] decode(byte[] block, int most) {
        return new Snappy(block).decode(most);
    }

    private byte[] decode(int most) {
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            int b = next();
            length |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                break;
            }
            if (shift == 28) {
                throw damaged("its length is none");
            }
        }
        // A copy of 3 bytes makes at most 64.
        if (length > most || length > 22L * in.length) {
            throw damaged("it would come to " + length + " bytes");
        }
        out = new byte[(int) length];
        while (at < in.length) {
            element();
        }
        if (size != length) {
            throw damaged("it is shorter than it says");
        }
        return out;
    }

    private void element() {
        int tag = next();
        switch (tag & 3) {
            case 0 -> literal(tag >>> 2);
            case 1 -> copy(4 + (tag >>> 2 & 7), (tag & 0xe0) << 3 | next());
            case 2 -> copy(1 + (tag >>> 2), little(2));
            default -> copy(1 + (tag >>> 2), little(4));
        }
    }

    private void literal(int tag) {
        long length = 1 + (tag < 60 ? tag : little(tag - 59) & 0xffffffffL);
        if (length > in.length - at || length > out.length - size) {
            throw damaged("a literal is longer than what follows");
        }
        System.arraycopy(in, at, out, size, (int) length);
        at += (int) length;
        size += (int) length;
    }

    /** The source may reach into what is being written: then it repeats. */
    private void copy(int length, int offset) {
        if (offset <= 0 || offset > size || length > out.length - size) {
            throw damaged("a copy reaches beyond what is there");
        }
        if (offset >= length) {
            System.arraycopy(out, size - offset, out, size, length);
        } else {
            for (int i = 0; i < length; i++) {
                out[size + i] = out[size - offset + i];
            }
        }
        size += length;
    }

    private int next() {
        if (at >= in.length) {
            throw damaged("it ends too early");
        }
        return in[at++] & 0xff;
    }

    private int little(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= next() << 8 * i;
        }
        return value;
    }

    private static IllegalArgumentException damaged(String why) {
        return new IllegalArgumentException("not a snappy block: " + why);
    }
}
