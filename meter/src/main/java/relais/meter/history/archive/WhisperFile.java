package relais.meter.history.archive;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.FieldType;

/** Graphite's Whisper file. See docs/formats/history.md. */
final class WhisperFile {
    private static final int MOST_ARCHIVES = 100;
    private static final int POINT = Integer.BYTES + Double.BYTES;

    /** How points come to one of a coarser archive. */
    private enum Gathering {
        AVERAGE,
        SUM,
        LAST,
        MAX,
        MIN,
        AVERAGE_ZERO,
        ABSOLUTE_MAX,
        ABSOLUTE_MIN
    }

    private WhisperFile() {}

    private record Ring(int begin, long step, int points) {}

    static List<Course> read(Octets octets) throws Unreadable {
        Octets in = octets.from(0, ByteOrder.BIG_ENDIAN);
        long kind = in.unsigned32();
        in.unsigned32();
        in.unsigned32();
        long count = in.unsigned32();
        if (kind < 1 || kind > Gathering.values().length || count < 1 || count > MOST_ARCHIVES) {
            throw new Unreadable("neither RRDtool's file nor rrd4j's nor Whisper's");
        }
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rings.add(ring(in));
        }
        boolean sums = Gathering.values()[(int) kind - 1] == Gathering.SUM;
        long finest = rings.stream().mapToLong(Ring::step).min().orElseThrow();
        List<Archive> archives = new ArrayList<>();
        for (Ring ring : rings) {
            double share = sums ? (double) finest / ring.step() : 1;
            archives.add(archive(in, ring, finest, share));
        }
        return List.of(new Course("value", FieldType.GAUGE, archives));
    }

    private static Ring ring(Octets in) throws Unreadable {
        long begin = in.unsigned32();
        long step = in.unsigned32();
        long points = in.unsigned32();
        if (step < 1 || points < 1 || begin + points * POINT > in.size()) {
            throw new Unreadable("an archive of " + points + " points beyond the file's end");
        }
        return new Ring((int) begin, step, (int) points);
    }

    /**
     * A point's place is told by its time; one that is of another turn of the ring is none. Whisper
     * names a point by its beginning: the finest ones are taken for readings of that moment.
     *
     * @param finest seconds between the points of the finest archive
     * @param share what a point of the sum counts for one of the finest
     */
    private static Archive archive(Octets in, Ring ring, long finest, double share)
            throws Unreadable {
        long newest = 0;
        int at = 0;
        for (int i = 0; i < ring.points(); i++) {
            long time = time(in, ring, i);
            if (time > newest && time % ring.step() == 0) {
                newest = time;
                at = i;
            }
        }
        long first = newest - (ring.points() - 1) * ring.step();
        int oldest = (at + 1) % ring.points();
        Archive.Rows times = in.ringOfTimes(ring.begin(), POINT, ring.points(), oldest);
        Archive.Rows values = in.ring(ring.begin() + Integer.BYTES, POINT, ring.points(), oldest);
        Archive.Rows known =
                row ->
                        first > 0 && times.at(row) == first + row * ring.step()
                                ? values.at(row) * share
                                : Double.NaN;
        return Archive.until(
                ring.step(),
                newest + ring.step() - finest,
                ring.points(),
                known,
                Archive.Rows.UNKNOWN,
                Archive.Rows.UNKNOWN);
    }

    private static long time(Octets in, Ring ring, int point) throws Unreadable {
        return in.from(ring.begin() + point * POINT, ByteOrder.BIG_ENDIAN).unsigned32();
    }
}
