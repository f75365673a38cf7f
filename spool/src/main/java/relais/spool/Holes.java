package relais.spool;

import java.util.Map;
import java.util.TreeMap;

/** Ranges of positions whose records are damaged. Guarded by the Shelf. */
final class Holes {

    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long lost;

    /** Adds both ends included; what is known already is not counted twice. */
    void add(long first, long last) {
        long from = first;
        for (Map.Entry<Long, Long> known : lastByFirst.headMap(last, true).entrySet()) {
            if (known.getValue() >= from && known.getKey() <= from) {
                from = known.getValue() + 1;
            } else if (known.getKey() > from) {
                add(from, known.getKey() - 1);
                add(known.getValue() + 1, last);
                return;
            }
        }
        if (from <= last) {
            lastByFirst.put(from, last);
            lost += last - from + 1;
        }
    }

    long lost() {
        return lost;
    }

    /** How many of the positions above one and up to the other are damaged. */
    long within(long above, long upTo) {
        long count = 0;
        for (Map.Entry<Long, Long> hole : lastByFirst.headMap(upTo, true).entrySet()) {
            long first = Math.max(above + 1, hole.getKey());
            count += Math.max(0, Math.min(upTo, hole.getValue()) - first + 1);
        }
        return count;
    }

    void forget(long upTo) {
        lastByFirst.headMap(upTo, true).values().removeIf(last -> last <= upTo);
    }
}
