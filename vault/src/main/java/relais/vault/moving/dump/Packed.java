package relais.vault.moving.dump;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.GZIPInputStream;

/** How a dump's file is packed, told by its first bytes. */
enum Packed {
    PLAIN,
    GZIP,
    ZSTD;

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MAGIC = 4;

    /** Refuses what is packed in a way that is not unpacked here. */
    static Packed of(FileChannel file) throws IOException {
        byte[] head = Channels.newInputStream(file).readNBytes(LONGEST_MAGIC);
        file.position(0);
        if (begins(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        // Several compressors at once write a frame to be skipped first (RFC 8878, section 3.1.2).
        boolean skippable =
                head.length == LONGEST_MAGIC
                        && (head[0] & 0xf0) == 0x50
                        && head[1] == 0x2a
                        && head[2] == 0x4d
                        && head[3] == 0x18;
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd) || skippable) {
            return ZSTD;
        }
        if (begins(head, 'P', 'K', 3, 4)
                || begins(head, 'B', 'Z', 'h')
                || begins(head, 0xfd, '7', 'z', 'X')
                || begins(head, '7', 'z', 0xbc, 0xaf)) {
            throw new IOException(
                    "the dump is packed by zip, bzip2, xz or 7z: unpack it first, or use gzip or"
                            + " zstd");
        }
        return PLAIN;
    }

    private static boolean begins(byte[] head, int... wanted) {
        if (head.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((head[i] & 0xff) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the file holds, unpacked. */
    InputStream open(FileChannel file) throws IOException {
        InputStream raw = Channels.newInputStream(file);
        return switch (this) {
            case PLAIN -> raw;
            case GZIP -> new Members(new BufferedInputStream(raw, BUFFER));
            case ZSTD -> new ZstdInputStream(new BufferedInputStream(raw, BUFFER));
        };
    }

    /**
     * One gzip member after the other (RFC 1952, section 2.2). The JDK takes whatever follows a
     * member and is none for the end; a dump would silently lose what is there.
     */
    private static final class Members extends GZIPInputStream {
        /** Of a member's check and length, which the inflater leaves. */
        private static final int TRAILER = 8;

        private boolean ended;

        Members(InputStream in) throws IOException {
            super(in, BUFFER);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            if (count < 0 && !ended) {
                ended = true;
                refuseRest();
            }
            return count;
        }

        /** Zeros may follow: tapes and some copying programs fill up with them. */
        private void refuseRest() throws IOException {
            for (int i = len - Math.max(0, inf.getRemaining() - TRAILER); i < len; i++) {
                refuse(buf[i]);
            }
            for (int b = in.read(); b >= 0; b = in.read()) {
                refuse(b);
            }
        }

        private static void refuse(int b) throws IOException {
            if (b != 0) {
                throw new IOException("what follows the packed data is not packed");
            }
        }
    }
}
