package relais.meter.series.labels;

import java.util.Arrays;

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
