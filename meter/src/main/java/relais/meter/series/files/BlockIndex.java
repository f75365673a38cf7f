package relais.meter.series.files;

import java.util.Arrays;
import relais.meter.series.codec.DamagedException;
import relais.meter.series.codec.Source;

/**
 * Where each block of a file lies: kept as it is stored, with a signpost at every 64th block. A
 * series may have several blocks, in the order of their times.
 */
final class BlockIndex {

    private static final int STRIDE = 64;

    private final byte[] stored;
    private final int entries;
    private final int[] ids;
    private final int[] places;
    private final long[] offsets;

    BlockIndex(byte[] stored, int entries, long firstOffset) {
        this.stored = stored;
        this.entries = entries;
        int posts = (entries + STRIDE - 1) / STRIDE;
        ids = new int[posts];
        places = new int[posts];
        offsets = new long[posts];
        Walk walk = new Walk(0, 0, 0, firstOffset);
        for (int entry = 0; entry < entries; entry++) {
            int place = walk.source.position();
            int idBefore = walk.id;
            walk.next();
            if (entry % STRIDE == 0) {
                places[entry / STRIDE] = place;
                ids[entry / STRIDE] = idBefore;
                offsets[entry / STRIDE] = walk.offset;
            }
        }
    }

    int bytes() {
        return stored.length + 16 * ids.length;
    }

    /** All blocks from the first. */
    Walk all() {
        return entries == 0 ? new Walk(0, 0, 0, 0) : at(0);
    }

    /** The blocks from before or at the first one of the series. */
    Walk near(int id) {
        // The post before the first whose predecessor is not smaller: blocks of the series may
        // begin before a post that has its number.
        int post = Arrays.binarySearch(ids, id);
        post = post < 0 ? -post - 2 : post;
        while (post > 0 && ids[post] >= id) {
            post--;
        }
        return entries == 0 ? all() : at(Math.max(0, post));
    }

    private Walk at(int post) {
        return new Walk(post * STRIDE, places[post], ids[post], offsets[post]);
    }

    /** Goes from block to block. */
    final class Walk {
        private final Source source;
        private int entry;
        private long following;
        int id;
        long offset;
        int length;

        private Walk(int entry, int place, int id, long offset) {
            this.entry = entry;
            this.source = new Source(stored, place, stored.length);
            this.id = id;
            this.following = offset;
        }

        boolean hasNext() {
            return entry < entries;
        }

        void next() {
            entry++;
            id += source.getCount(Integer.MAX_VALUE);
            length = source.getCount(Integer.MAX_VALUE);
            offset = following;
            following += length;
            if (id < 0) {
                throw new DamagedException("the index counts beyond all series");
            }
        }
    }
}
