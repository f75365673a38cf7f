package relais.meter.store;

import java.time.Duration;
import relais.meter.series.Columns;
import relais.meter.series.Windows;

/** One series from two copies, of which each may lack something. */
final class Merged {
    private Merged() {}

    static Found<Columns> samples(Found<Columns> one, Found<Columns> other) {
        Columns both = new Columns();
        both.addAll(one.of());
        both.addAll(other.of());
        both.tidy();
        return new Found<>(one.definition(), both);
    }

    /** Of each window the copy that counts more: a sample in both must not count twice. */
    static Found<Windows> windows(
            Found<Windows> one, Found<Windows> other, long origin, Duration step) {
        Windows a = one.of();
        Windows b = other.of();
        Windows both = new Windows(origin, step.toMillis());
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            boolean ofA = j == b.size() || i < a.size() && a.start(i) <= b.start(j);
            boolean ofB = i == a.size() || j < b.size() && b.start(j) <= a.start(i);
            if (ofA && (!ofB || a.count(i) >= b.count(j))) {
                add(both, a, i);
            } else {
                add(both, b, j);
            }
            i += ofA ? 1 : 0;
            j += ofB ? 1 : 0;
        }
        return new Found<>(one.definition(), both);
    }

    private static void add(Windows to, Windows from, int at) {
        to.add(from.start(at), from.count(at), from.sum(at), from.min(at), from.max(at));
    }
}
