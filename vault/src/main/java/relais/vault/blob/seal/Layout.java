package relais.vault.blob.seal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The places and numbers of docs/formats/blob.md. */
final class Layout {
    static final int VERSION = 1;

    /**
     * Plain bytes of a frame: a range costs at most two frames too much; larger ones were not
     * faster when measured, smaller ones pay more for cipher and system calls.
     */
    static final int FRAME = 256 * 1024;

    static final int TAG = 16;
    static final int NONCE = 12;
    static final int KEY = 32;
    static final int HASH = 32;

    static final int HEAD_MAGIC = 0x52564231; // RVB1
    static final int END_MAGIC = 0x31425645; // 1BVE

    /** Of the head what the wrapping of the key vouches for. */
    static final int HEAD_OPEN = 32;

    static final int HEAD = HEAD_OPEN + NONCE + KEY + TAG;
    static final int END = 20;

    /** Without its table of frames. */
    static final int TAIL_FIXED = 1 + HASH + 8 + 8 + 1;

    /** Of a table: enough for contents of 4 TiB, and a bound on what a damaged length asks for. */
    static final int MOST_FRAMES = 1 << 24;

    static final int DIRECTORY_LINE = 8 + 8 + 1 + HASH + 8;

    private Layout() {}

    /** The frame's number; no number is used twice with one key. */
    static byte[] frameNonce(long index) {
        return ByteBuffer.allocate(NONCE).putInt(0).putLong(index).array();
    }

    static byte[] tailNonce() {
        return ByteBuffer.allocate(NONCE).putInt(1).putLong(0).array();
    }

    static int frames(long inner) {
        return Math.toIntExact((inner + FRAME - 1) / FRAME);
    }

    static int plainLength(long inner, int frame) {
        return (int) Math.min(FRAME, inner - (long) frame * FRAME);
    }

    /** The last bytes of an entry, by which it is found from behind. */
    static ByteBuffer end(long length, int tail) {
        ByteBuffer end = ByteBuffer.allocate(END).putLong(length).putInt(tail);
        return end.putInt(check(end.array(), 0)).putInt(END_MAGIC).flip();
    }

    static int check(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, 12);
        return (int) crc.getValue();
    }
}
