package relais.platform.queue;

/** A set of 64-bit hashes without boxes: open addressing, at most half full, never shrinks. */
final class LongSet {
    private static final int SMALLEST = 64;

    private long[] slots = new long[SMALLEST];
    private int size;
    private boolean holdsZero;

    int size() {
        return size;
    }

    boolean contains(long value) {
        return value == 0 ? holdsZero : slots[slotOf(value, slots)] == value;
    }

    /** False if it was there. */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !holdsZero;
            holdsZero = true;
            size += added ? 1 : 0;
            return added;
        }
        int slot = slotOf(value, slots);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slotOf(value, larger)] = value;
            }
        }
        slots = larger;
    }

    /** Where the value is, or the free slot where it would go; hashes spread by themselves. */
    private static int slotOf(long value, long[] in) {
        int slot = (int) value & (in.length - 1);
        while (in[slot] != 0 && in[slot] != value) {
            slot = (slot + 1) & (in.length - 1);
        }
        return slot;
    }
}
