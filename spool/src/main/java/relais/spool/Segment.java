package relais.spool;

import java.util.Arrays;

/** A segment's extent and a sparse index into it. Guarded by the Shelf it stands on. */
final class Segment {

    /** One index entry per this many bytes: a read starts at most this far before its place. */
    static final int STRIDE = 64 << 10;

    final SegmentFile file;
    long last;
    long end;
    private long[] positions = new long[4];
    private long[] offsets = new long[4];
    private int indexed;

    Segment(SegmentFile file) {
        this.file = file;
        this.last = file.first() - 1;
    }

    /** Tells where a record begins; keeps few of them. */
    void note(long position, long offset) {
        if (indexed > 0 && offset - offsets[indexed - 1] < STRIDE) {
            return;
        }
        if (indexed == positions.length) {
            positions = Arrays.copyOf(positions, 2 * indexed);
            offsets = Arrays.copyOf(offsets, 2 * indexed);
        }
        positions[indexed] = position;
        offsets[indexed++] = offset;
    }

    Place start() {
        return new Place(this, file.first() - 1, SegmentFile.HEADER);
    }

    /** Where to begin looking for the first record beyond that position. */
    Place before(long position) {
        int found = Arrays.binarySearch(positions, 0, indexed, position);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? start() : new Place(this, positions[at] - 1, offsets[at]);
    }

    /** Offset of the first byte after the record of that position. */
    record Place(Segment segment, long position, long offset) {}
}
