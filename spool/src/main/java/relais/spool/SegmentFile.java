package relais.spool;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Name and header of a segment. The name repeats what the header says, so that a damaged header
 * costs no entry: {@code <first position, 20 digits>-<salt, 8 hex digits>.log}.
 */
record SegmentFile(Path path, long first, int salt) {

    static final int HEADER = 32;
    static final long MAGIC = 0x52454C5350_4C0001L; // "RELSPL", version 1

    /** No position comes near; beyond it counting on would overflow. */
    private static final String LARGEST = "%020d".formatted(Long.MAX_VALUE / 2);

    private static final Pattern NAME = Pattern.compile("(\\d{20})-([0-9a-f]{8})\\.log");

    /** Positions written in the header: of the segment before it. */
    record Head(long previousLast) {}

    /** Written by a newer program: not damage, and not to be touched. */
    static final class NewerVersion extends java.io.IOException {
        private static final long serialVersionUID = 1;

        NewerVersion(Path path) {
            super("spool segment " + path + " was written by a newer version of this program");
        }
    }

    static SegmentFile named(Path folder, long first, int salt) {
        String name = "%020d-%s.log".formatted(first, HexFormat.of().toHexDigits(salt));
        return new SegmentFile(folder.resolve(name), first, salt);
    }

    static @Nullable SegmentFile of(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches() || name.group(1).compareTo(LARGEST) > 0) {
            return null;
        }
        return new SegmentFile(
                path, Long.parseLong(name.group(1)), HexFormat.fromHexDigits(name.group(2)));
    }

    void putHead(ByteBuffer into, Framing framing, Head head) {
        int start = into.position();
        into.putLong(MAGIC).putLong(first).putLong(head.previousLast).putInt(salt);
        into.putInt(framing.check(into, start, HEADER - 4));
    }

    /** The header at the buffer's start, or null when it is damaged or another file's. */
    @Nullable Head headOf(ByteBuffer bytes, Framing framing) throws NewerVersion {
        if (bytes.limit() < HEADER
                || bytes.getInt(HEADER - 4) != framing.check(bytes, 0, HEADER - 4)) {
            return null;
        }
        long magic = bytes.getLong(0);
        if (magic >> 16 == MAGIC >> 16 && magic != MAGIC) {
            throw new NewerVersion(path);
        }
        boolean own = magic == MAGIC && bytes.getLong(8) == first && bytes.getInt(24) == salt;
        boolean sensible = bytes.getLong(16) >= 0 && bytes.getLong(16) < first;
        return own && sensible ? new Head(bytes.getLong(16)) : null;
    }
}
