package relais.meter.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relais.meter.series.Registered;
import relais.meter.series.labels.Definition;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.Stores;

/** Through all stores, wherever the owner is kept; series are numbered here as they come. */
final class LongWay implements Way {
    private final Stores stores;
    private final List<Definition> known = new ArrayList<>();
    private final Map<Integer, Pile> piles = new HashMap<>();
    private int size;

    LongWay(Stores stores) {
        this.stores = stores;
    }

    /** Samples of one series. */
    private static final class Pile {
        private long[] times = new long[4];
        private double[] values = new double[4];
        private int size;

        void add(long time, double value) {
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            times[size] = time;
            values[size++] = value;
        }

        Line line(Definition definition) {
            return new Line(definition, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
        }
    }

    @Override
    public Registered register(List<Definition> definitions) {
        long[] numbers = new long[definitions.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = known.size();
            known.add(definitions.get(i));
        }
        return new Registered.Known(numbers);
    }

    @Override
    public void add(long series, long millis, double value) {
        piles.computeIfAbsent((int) series, number -> new Pile()).add(millis, value);
        size++;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void flush(String owner, Tally tally) {
        List<Line> lines = new ArrayList<>(piles.size());
        piles.forEach((number, pile) -> lines.add(pile.line(named(number, owner))));
        piles.clear();
        size = 0;
        write(lines, tally);
    }

    @Override
    public void forget() {
        known.clear();
    }

    private Definition named(int number, String owner) {
        Definition definition = known.get(number);
        return new Definition(
                definition.labels(), owner, definition.retention(), definition.kind());
    }

    /** Where the bound does not hold all of them, as many as it holds. */
    private void write(List<Line> lines, Tally tally) {
        Kept kept = stores.write(lines);
        if (kept instanceof Kept.Refused && lines.size() > 1) {
            int half = lines.size() / 2;
            write(lines.subList(0, half), tally);
            write(lines.subList(half, lines.size()), tally);
        } else {
            tally.add(kept, lines.stream().mapToInt(line -> line.times().length).sum());
        }
    }
}
