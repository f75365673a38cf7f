package relais.gateway.intake;

/**
 * Fingerprints with a time each, in an array that grows to a bound: open addressing, at most half
 * full. Boxed in a map the same would take four times the memory.
 */
final class Prints {
    private static final int FIRST = 1 << 10;
    private static final int STRIPE = 2;

    private final int most;
    private long[] slots = new long[FIRST * STRIPE];
    private int size;

    /**
     * @param most a power of two
     */
    Prints(int most) {
        this.most = most;
    }

    boolean full() {
        return size >= most;
    }

    boolean holds(long print) {
        return slots[slot(slots, named(print))] != 0;
    }

    long at(long print) {
        return slots[slot(slots, named(print)) + 1];
    }

    /** Replaces what was known of it. */
    void put(long print, long atMillis) {
        long key = named(print);
        int slot = slot(slots, key);
        if (slots[slot] == 0) {
            if (full()) {
                throw new IllegalStateException("full");
            }
            size++;
            if (size * 2 > slots.length / STRIPE) {
                grow();
                slot = slot(slots, key);
            }
        }
        slots[slot] = key;
        slots[slot + 1] = atMillis;
    }

    private void grow() {
        long[] wider = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += STRIPE) {
            if (slots[i] != 0) {
                System.arraycopy(slots, i, wider, slot(wider, slots[i]), STRIPE);
            }
        }
        slots = wider;
    }

    /** Zero marks an empty slot. */
    private static long named(long print) {
        return print == 0 ? 1 : print;
    }

    /** Where the key is, or the empty slot where it would be. */
    private static int slot(long[] slots, long key) {
        int count = slots.length / STRIPE;
        int at = (int) (key ^ key >>> 32) & count - 1;
        while (slots[at * STRIPE] != 0 && slots[at * STRIPE] != key) {
            at = at + 1 & count - 1;
        }
        return at * STRIPE;
    }
}
