package relais.meter.series;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;

/**
 * A process made to be killed: several threads append, another seals and merges. Prints each answer
 * after it had it: "S writer serial" means all samples of that serial and below are stored.
 */
final class AppendingChild {

    static final int WRITERS = 4;
    static final int SERIES = 40;
    static final int PER_BATCH = 50;

    private final SeriesStore store;
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), false);

    private AppendingChild(SeriesStore store) {
        this.store = store;
    }

    /** Arguments: folder, seed, then the first serial of each writer. */
    public static void main(String[] args) throws Exception {
        SeriesStore store = new Fixture().open(Path.of(args[0]));
        AppendingChild child = new AppendingChild(store);
        Random random = new Random(Long.parseLong(args[1]));
        Fixture.register(store, SERIES, 0);
        child.say("open");
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            long first = Long.parseLong(args[2 + w]);
            Thread.ofPlatform().start(() -> child.append(writer, first));
        }
        long firstRolled = Long.parseLong(args[2 + WRITERS]);
        Thread.ofPlatform().start(() -> child.giveRollUps(firstRolled));
        Thread.ofPlatform().start(child::comeAndGo);
        while (true) {
            if (random.nextInt(3) == 0) {
                store.compact();
            } else {
                store.seal();
            }
        }
    }

    private void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
            out.flush();
        }
    }

    /** "R 0 serial": the roll-ups of that serial and below are stored. */
    private void giveRollUps(long first) {
        for (long serial = first; ; serial++) {
            Windows windows = new Windows(0, Merging.HOUR);
            windows.add(rolledTime(serial), serial + 1, serial, 0, 1);
            if (store.appendRolled(new long[] {rolledSeries(serial)}, List.of(windows))
                    instanceof Appended.Stored) {
                say("R 0 " + serial);
            }
        }
    }

    /** Series that are forgotten as soon as they have something. */
    private void comeAndGo() {
        try {
            while (true) {
                Definition definition =
                        new Definition(Labels.of("gone", "now"), "passing", 0, SeriesKind.GAUGE);
                long id = ((Registered.Known) store.register(List.of(definition))).ids()[0];
                Fixture.append(store, id, Fixture.NOW, id);
                store.forget(List.of(id));
            }
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    static long rolledSeries(long serial) {
        return serial % SERIES;
    }

    /** Long before any sample. */
    static long rolledTime(long serial) {
        return Fixture.NOW - (5_000 + serial) * Merging.HOUR;
    }

    private void append(int writer, long first) {
        SampleBatch batch = new SampleBatch(PER_BATCH);
        for (long serial = first; ; serial++) {
            batch.clear();
            for (int i = 0; i < PER_BATCH; i++) {
                batch.add(series(writer, serial, i), time(writer, serial, i), value(serial, i));
            }
            if (store.append(batch) instanceof Appended.Stored) {
                say("S " + writer + " " + serial);
            }
        }
    }

    static long series(int writer, long serial, int index) {
        return writer + WRITERS * ((serial * 31 + index) % (SERIES / WRITERS));
    }

    /** Each once, some days back, in no order. */
    static long time(int writer, long serial, int index) {
        long number = serial * PER_BATCH + index;
        long day = number * 7919 % 3;
        return Fixture.NOW - day * Day.MILLIS - number * 16 - writer;
    }

    static double value(long serial, int index) {
        return serial % 7 == 0 ? Math.sqrt(serial * index) : serial + index / 100.0;
    }
}
