package relais.meter.history.archive;

import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.FieldType;
import relais.meter.promql.value.Stale;

/**
 * A course as samples in the order of time: of each moment what the finest archive says that knows
 * it. A coarse row becomes as many samples as the finest archive would have had, so that all have
 * one rhythm; their mean, least and greatest are the row's. When within the row the least and the
 * greatest were is not known: they are put in its middle.
 *
 * <p>The first unknown sample after known ones is the marker that ends a line. A rate holds since
 * the sample before, so that before the first known one after a hole is a marker, too.
 */
public final class Unfolding {
    /** Samples of a row at most: a day in steps of five minutes. */
    private static final int MOST_PARTS = 288;

    /** Samples of a course at most: 400 days of five minutes are 115,200. */
    public static final long MOST_SAMPLES = 20_000_000;

    private final boolean isRate;
    private final Taking taking;
    private boolean known;
    private long told = Long.MIN_VALUE;
    private long lastPiece;

    /** Where samples go; times are milliseconds since 1970, ascending. */
    @FunctionalInterface
    public interface Taking {
        void sample(long time, double value);
    }

    private Unfolding(boolean isRate, Taking taking) {
        this.isRate = isRate;
        this.taking = taking;
    }

    /** An archive with the moment after which a finer one knows better. */
    private record Part(Archive archive, long until, int pieces) {
        long samples() {
            long rows =
                    (Math.min(until, archive.time(archive.size() - 1)) - archive.first())
                                    / archive.step()
                            + 1;
            return Math.max(0, rows) * pieces;
        }
    }

    /** False where it would be too many samples; then there is none. */
    public static boolean each(Course course, Taking taking) {
        List<Part> parts = parts(course);
        if (parts.stream().mapToLong(Part::samples).sum() > MOST_SAMPLES) {
            return false;
        }
        Unfolding unfolding = new Unfolding(course.type() != FieldType.GAUGE, taking);
        for (Part part : parts) {
            unfolding.unfold(part);
        }
        return true;
    }

    /** The coarsest first. */
    private static List<Part> parts(Course course) {
        List<Part> parts = new ArrayList<>();
        long until = Long.MAX_VALUE;
        long finest = course.archives().getFirst().step();
        for (Archive archive : course.archives()) {
            parts.addFirst(new Part(archive, until, pieces(archive.step(), finest)));
            until = Math.min(until, archive.begin());
        }
        return parts;
    }

    /** Into how many a row falls: equal ones, not finer than the finest archive. */
    private static int pieces(long step, long finest) {
        int pieces = (int) Math.min(MOST_PARTS, Math.max(1, step / finest));
        while (step % pieces != 0) {
            pieces--;
        }
        return pieces;
    }

    private void unfold(Part part) {
        Archive archive = part.archive();
        long piece = archive.step() / part.pieces();
        double[] values = new double[part.pieces()];
        long oldest = archive.begin();
        for (int row = 0; row < archive.size(); row++) {
            long begin = archive.time(row) - archive.step();
            if (begin < oldest) {
                continue;
            }
            if (begin >= part.until()) {
                return;
            }
            spread(archive, row, archive.time(row) <= part.until(), values);
            for (int i = 0; i < values.length; i++) {
                long time = begin + (i + 1) * piece;
                if (time <= part.until()) {
                    tell(time, values[i], piece);
                }
            }
        }
    }

    /**
     * @param whole whether all of the row is wanted; of a part of it the mean is all that is known
     */
    private static void spread(Archive archive, int row, boolean whole, double[] values) {
        int count = values.length;
        double mean = archive.average().at(row);
        java.util.Arrays.fill(values, mean);
        double least = archive.least().at(row);
        double greatest = archive.greatest().at(row);
        boolean fits = whole && count > 1 && least <= mean && mean <= greatest && least < greatest;
        if (!fits) {
            return;
        }
        double rest = count == 2 ? mean : (count * mean - least - greatest) / (count - 2);
        double slack = 1e-9 * Math.max(Math.abs(least), Math.abs(greatest));
        boolean isMean = count > 2 || Math.abs((least + greatest) / 2 - mean) <= slack;
        if (isMean && rest >= least - slack && rest <= greatest + slack) {
            java.util.Arrays.fill(values, Math.clamp(rest, least, greatest));
            values[count / 2 - 1] = least;
            values[count / 2] = greatest;
        }
    }

    private void tell(long time, double value, long piece) {
        boolean knows = !Double.isNaN(value);
        boolean isAfterHole = known && time - told > 2 * Math.max(piece, lastPiece);
        if (known && (!knows || isAfterHole)) {
            put(told + lastPiece, Stale.MARKER);
        }
        if (knows) {
            if (isRate && (!known || isAfterHole)) {
                put(time - piece, Stale.MARKER);
            }
            put(time, value);
            lastPiece = piece;
        }
        known = knows;
    }

    /** Never backwards, however a file is damaged. */
    private void put(long time, double value) {
        if (time > told) {
            taking.sample(time, value);
            told = time;
        }
    }
}
