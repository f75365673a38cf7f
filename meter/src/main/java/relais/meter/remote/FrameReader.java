package relais.meter.remote;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import relais.meter.series.Columns;
import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.Matcher;
import relais.meter.series.labels.SeriesKind;
import relais.meter.store.Found;
import relais.meter.store.Kept;
import relais.meter.store.Line;
import relais.meter.store.RolledLine;

/**
 * Reads what stores say to each other; docs/formats/stores.md. Counts never exceed what the bytes
 * that follow can hold, so nothing larger than the frame is ever made of it.
 */
final class FrameReader {
    private static final int SAMPLE_BYTES = 16;
    private static final int WINDOW_BYTES = 40;

    private final ByteBuffer in;

    FrameReader(byte[] frame) {
        this.in = ByteBuffer.wrap(frame);
    }

    /** The bytes are not what a store of this version says. */
    static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1;

        Damaged(String what) {
            super(what);
        }
    }

    /** Reads a frame with nothing behind it. */
    static <T> T whole(byte[] frame, java.util.function.Function<FrameReader, T> read) {
        FrameReader reader = new FrameReader(frame);
        try {
            T result = read.apply(reader);
            if (reader.in.hasRemaining()) {
                throw new Damaged("bytes behind the end");
            }
            return result;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new Damaged("not a frame of this version: " + e);
        }
    }

    long number() {
        return in.getLong();
    }

    private int count(int leastBytesEach) {
        int count = in.getInt();
        if (count < 0 || (long) count * leastBytesEach > in.remaining()) {
            throw new Damaged("a count beyond the end");
        }
        return count;
    }

    String text() {
        byte[] utf8 = new byte[count(1)];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private <T> List<T> list(int leastBytesEach, Supplier<T> one) {
        int count = count(leastBytesEach);
        List<T> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(one.get());
        }
        return all;
    }

    List<String> texts() {
        return list(4, this::text);
    }

    Definition definition() {
        int labels = in.get() & 0xFF;
        Map<String, String> byName = new TreeMap<>();
        for (int i = 0; i < labels; i++) {
            String name = text();
            byName.put(name, text());
        }
        String owner = text();
        int retention = in.get() & 0xFF;
        int kind = in.get() & 0xFF;
        if (kind >= SeriesKind.values().length) {
            throw new Damaged("a kind of series that is not known");
        }
        return new Definition(new Labels(byName), owner, retention, SeriesKind.values()[kind]);
    }

    List<Definition> definitions() {
        return list(7, this::definition);
    }

    List<Matcher> matchers() {
        return list(9, this::matcher);
    }

    private Matcher matcher() {
        int kind = in.get();
        String name = text();
        String value = text();
        return switch (kind) {
            case 0 -> new Matcher.Equal(name, value);
            case 1 -> new Matcher.NotEqual(name, value);
            case 2 -> new Matcher.Like(name, value);
            case 3 -> new Matcher.NotLike(name, value);
            default -> throw new Damaged("a matcher that is not known");
        };
    }

    List<Line> lines() {
        return list(11, this::line);
    }

    private Line line() {
        Definition definition = definition();
        int size = count(SAMPLE_BYTES);
        long[] times = new long[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            times[i] = in.getLong();
            values[i] = Double.longBitsToDouble(in.getLong());
        }
        return new Line(definition, times, values);
    }

    List<RolledLine> rolled() {
        return list(19, () -> new RolledLine(definition(), window(0, step())));
    }

    private Duration step() {
        long millis = number();
        if (millis <= 0) {
            throw new Damaged("a step that is none");
        }
        return Duration.ofMillis(millis);
    }

    List<Found<Columns>> samples() {
        return list(
                11,
                () -> {
                    Line line = line();
                    Columns columns = new Columns();
                    for (int i = 0; i < line.times().length; i++) {
                        columns.add(line.times()[i], line.values()[i]);
                    }
                    return new Found<>(line.definition(), columns);
                });
    }

    /** Windows that were asked for from {@code origin} in steps. */
    List<Found<Windows>> windows(long origin, Duration step) {
        return list(11, () -> new Found<>(definition(), window(origin, step)));
    }

    private Windows window(long origin, Duration step) {
        Windows windows = new Windows(origin, step.toMillis());
        int size = count(WINDOW_BYTES);
        for (int i = 0; i < size; i++) {
            windows.add(in.getLong(), in.getLong(), in.getDouble(), in.getDouble(), in.getDouble());
        }
        return windows;
    }

    Kept kept() {
        return switch (in.get()) {
            case 0 -> new Kept.Stored(in.getInt(), in.getInt(), in.getInt());
            case 1 -> new Kept.Refused(text());
            case 2 -> new Kept.Later(text());
            case 3 ->
                    new Kept.Partly(
                            new Kept.Stored(in.getInt(), in.getInt(), in.getInt()),
                            in.getInt(),
                            text());
            default -> throw new Damaged("an answer that is not known");
        };
    }
}
