package relais.meter.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import relais.meter.series.codec.BlockReader;
import relais.meter.series.codec.Source;
import relais.meter.series.files.BlockFile;
import relais.meter.series.files.FileName;
import relais.meter.series.files.Manifest;

/**
 * Reads the roll-ups that files hold. Of one window the one that was made here from raw samples
 * counts, else of those given the one that counts most values.
 */
final class RollUpReading {

    private final Shelf shelf;

    RollUpReading(Shelf shelf) {
        this.shelf = shelf;
    }

    static boolean isAny(List<BlockFile> files, long from, long to) {
        for (BlockFile file : files) {
            if (file.name().content() != FileName.Content.RAW
                    && file.first() < to
                    && file.last() >= from) {
                return true;
            }
        }
        return false;
    }

    /** Those that begin from one time to before another. */
    Rolled read(
            List<BlockFile> files,
            int id,
            long from,
            long to,
            Resolution resolution,
            BlockReader reader) {
        Rolled given = Rolled.NONE;
        List<BlockFile> made = new ArrayList<>();
        for (BlockFile file : files) {
            FileName.Content content = file.name().content();
            if (file.first() < to && file.last() >= from) {
                if (content == resolution.given) {
                    given = given.with(read(file, id, from, to, reader), false);
                } else if (content == resolution.made) {
                    made.add(file);
                }
            }
        }
        made.sort(Comparator.comparingLong(BlockFile::origin));
        Rolled all = Rolled.NONE;
        for (BlockFile file : made) {
            all = all.with(read(file, id, from, to, reader), true);
        }
        return given.with(all, true);
    }

    private Rolled read(BlockFile file, int id, long from, long to, BlockReader reader) {
        boolean ranged = isRanged(file.name().content());
        List<Rolled> parts = new ArrayList<>(1);
        file.read(
                id,
                block -> {
                    if (ranged) {
                        long first = file.origin() + block.getSigned();
                        long last = first + block.getVarint();
                        if (first >= to || last < from) {
                            return;
                        }
                    }
                    parts.add(Rolled.read(reader, block, file.origin()));
                },
                shelf::report);
        Rolled all = Rolled.NONE;
        for (Rolled part : parts) {
            all = all.with(part, true);
        }
        return within(all, from, to, shelf.erasures(file, id));
    }

    /** Without what is erased or lies outside. */
    static Rolled within(Rolled all, long from, long to, List<Manifest.Erasure> erasures) {
        return all.only(
                i -> {
                    long time = all.times()[i];
                    boolean in = time >= from && time < to;
                    for (Manifest.Erasure erasure : erasures) {
                        in &= time < erasure.from() || time >= erasure.to();
                    }
                    return in;
                });
    }

    /** A whole block. */
    static Rolled decode(BlockFile file, Source block, BlockReader reader) {
        if (isRanged(file.name().content())) {
            block.getSigned();
            block.getVarint();
        }
        return Rolled.read(reader, block, file.origin());
    }

    /** Whether each block says its range before its columns. */
    static boolean isRanged(FileName.Content content) {
        return content == FileName.Content.GIVEN_FIVE_MINUTES
                || content == FileName.Content.GIVEN_HOURS;
    }

    /** Without those in whose window there are raw values: these count alone. */
    static Rolled uncovered(Rolled rolled, Resolution resolution, Columns raw) {
        return rolled.only(i -> !isThere(raw, rolled.times()[i], resolution.millis));
    }

    private static boolean isThere(Columns raw, long start, long span) {
        int at = Columns.first(raw.times(), raw.size(), start);
        return at < raw.size() && raw.times()[at] < start + span;
    }

    private static boolean isThere(Rolled rolled, long start, long span) {
        int at = Columns.first(rolled.times(), rolled.size(), start);
        return at < rolled.size() && rolled.times()[at] < start + span;
    }

    /**
     * Adds what is to be counted beside raw values. In windows of hours an hour is its own roll-up,
     * or those of its 5 minutes where it has none; in finer windows the other way round.
     *
     * @param raw the times of all raw values around them
     */
    static void choose(Rolled fives, Rolled hours, Columns raw, Windows windows) {
        Rolled ofHours = uncovered(hours, Resolution.HOUR, raw);
        Rolled chosen;
        if (windows.isOfHours()) {
            chosen =
                    fives.only(
                                    i -> {
                                        long hour = hour(fives.times()[i]);
                                        return !isThere(raw, hour, Merging.HOUR)
                                                && !isThere(hours, hour, Merging.HOUR);
                                    })
                            .with(ofHours, true);
        } else {
            chosen =
                    ofHours.only(i -> !isThere(fives, ofHours.times()[i], Merging.HOUR))
                            .with(uncovered(fives, Resolution.FIVE_MINUTES, raw), true);
        }
        chosen.addAll(windows);
    }

    static long hour(long time) {
        return Math.floorDiv(time, Merging.HOUR) * Merging.HOUR;
    }
}
