package relais.meter.series.labels;

import java.util.Arrays;
import java.util.BitSet;

/** A growing list of ascending numbers. */
final class Postings {

    private int[] numbers = new int[4];
    private int size;

    void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    /** Takes some out; how many are left. */
    int remove(BitSet gone) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!gone.get(numbers[i])) {
                numbers[kept++] = numbers[i];
            }
        }
        size = kept;
        return kept;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return numbers[index];
    }

    int[] copy() {
        return Arrays.copyOf(numbers, size);
    }
}
