package relais.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The record layout of docs/formats/spool.md. Header and payload carry checks of their own: a sound
 * header over a damaged payload still says where the next record begins. Both checks are masked
 * with the segment's secret salt, so that no payload can contain bytes that pass for a record. Not
 * thread safe.
 */
final class Framing {

    static final int HEADER = 40;

    private final CRC32C crc = new CRC32C();

    /**
     * One decoded header.
     *
     * @param batchIndex records before this one in its write; all before those had been forced
     * @param groupIndex place within the appendAll it came with
     * @param groupSize records of that appendAll; 0 makes it a mark: all up to position is forced
     */
    record Header(
            long position,
            long millis,
            int payloadCheck,
            int length,
            int batchIndex,
            int groupIndex,
            int groupSize) {

        boolean isMark() {
            return groupSize == 0;
        }

        long batchFirst() {
            return position - batchIndex;
        }

        long groupFirst() {
            return position - groupIndex;
        }
    }

    /** Writes the 40 bytes at the buffer's position; the payload follows. */
    void putHeader(ByteBuffer into, int salt, Header header) {
        int start = into.position();
        into.putInt(0)
                .putInt(header.payloadCheck)
                .putLong(header.position)
                .putLong(header.millis)
                .putInt(header.length)
                .putInt(header.batchIndex)
                .putInt(header.groupIndex)
                .putInt(header.groupSize);
        into.putInt(start, check(into, start + 4, HEADER - 4) ^ salt);
    }

    /** The header at that index, or null when its check fails. */
    @Nullable Header headerAt(ByteBuffer from, int index, int salt) {
        if (from.getInt(index) != (check(from, index + 4, HEADER - 4) ^ salt)) {
            return null;
        }
        int length = from.getInt(index + 24);
        int groupIndex = from.getInt(index + 32);
        int groupSize = from.getInt(index + 36);
        boolean sensible =
                length >= 0
                        && length <= SpoolLimits.LARGEST_PAYLOAD
                        && groupIndex >= 0
                        && (groupSize == 0 || groupIndex < groupSize);
        return sensible
                ? new Header(
                        positionAt(from, index),
                        from.getLong(index + 16),
                        from.getInt(index + 4),
                        length,
                        from.getInt(index + 28),
                        groupIndex,
                        groupSize)
                : null;
    }

    static long positionAt(ByteBuffer from, int index) {
        return from.getLong(index + 8);
    }

    boolean payloadIsSound(ByteBuffer from, int index, Header header, int salt) {
        return check(from, index, header.length) == (header.payloadCheck ^ salt);
    }

    int payloadCheck(byte[] payload, int salt) {
        crc.reset();
        crc.update(payload, 0, payload.length);
        return (int) crc.getValue() ^ salt;
    }

    int check(ByteBuffer bytes, int index, int length) {
        crc.reset();
        ByteBuffer part = bytes.duplicate();
        part.limit(index + length).position(index);
        crc.update(part);
        return (int) crc.getValue();
    }
}
