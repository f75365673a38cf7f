package relais.meter.history.archive;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.FieldType;

/**
 * RRDtool's file, versions 0001 to 0005, as a machine of either byte order and of 32 or 64 bits
 * left it in its memory. See docs/formats/history.md.
 */
final class RrdFile {
    static final String MAGIC = "RRD\0";

    private static final double COOKIE = 8.642135E130;

    /** RRDtool sets no bounds; a file of more is none that people make. */
    private static final int MOST_PARTS = 1_000;

    private static final int NAME = 20;
    private static final int PARAMETERS = 10 * Double.BYTES;
    private static final int LAST_READING = 30;

    private final Octets in;
    private final int word;
    private final int alignment;
    private int sources;
    private int archives;
    private long step;
    private long updated;
    private boolean isTimeFine;

    private RrdFile(Octets in, int word, int alignment) {
        this.in = in;
        this.word = word;
        this.alignment = alignment;
    }

    private record Source(String name, FieldType type) {}

    private record Ring(String function, long rows, long points, long newest, int begin) {}

    static List<Course> read(Octets octets) throws Unreadable {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int alignment : List.of(Double.BYTES, Integer.BYTES)) {
                for (int word : List.of(Long.BYTES, Integer.BYTES)) {
                    RrdFile file = new RrdFile(octets.from(0, order), word, alignment);
                    if (word <= alignment && file.isHead()) {
                        return file.courses();
                    }
                }
            }
        }
        throw new Unreadable("an RRDtool file of a machine that is not known");
    }

    /** Whether what stands at the front makes sense in this order and these sizes. */
    private boolean isHead() throws Unreadable {
        in.skip(MAGIC.length());
        String version = in.text(5);
        if (!version.matches("000[1-5]")) {
            throw new Unreadable("RRDtool's version “" + version + "” is not known");
        }
        in.align(alignment);
        if (in.float64() != COOKIE) {
            return false;
        }
        long named = word();
        long kept = word();
        step = word();
        if (isNone(named, MOST_PARTS) || isNone(kept, MOST_PARTS) || isNone(step, 1L << 31)) {
            return false;
        }
        sources = (int) named;
        archives = (int) kept;
        in.align(Math.min(alignment, Double.BYTES));
        in.skip(PARAMETERS);
        isTimeFine = version.compareTo("0003") >= 0;
        return true;
    }

    private static boolean isNone(long count, long most) {
        return count < 1 || count > most;
    }

    private long word() throws Unreadable {
        return word == Long.BYTES ? in.int64() : in.unsigned32();
    }

    private List<Course> courses() throws Unreadable {
        List<Source> named = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            named.add(new Source(in.text(NAME), type(in.text(NAME))));
            in.align(alignment);
            in.skip(PARAMETERS);
        }
        List<Ring> rings = rings();
        List<Course> courses = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            courses.add(new Course(named.get(i).name(), named.get(i).type(), archives(rings, i)));
        }
        return courses;
    }

    /** What is computed from others is a gauge; DCOUNTER and DDERIVE only read other texts. */
    private static FieldType type(String word) throws Unreadable {
        return switch (word) {
            case "GAUGE", "COMPUTE" -> FieldType.GAUGE;
            case "COUNTER", "DCOUNTER" -> FieldType.COUNTER;
            case "DERIVE", "DDERIVE" -> FieldType.DERIVE;
            case "ABSOLUTE" -> FieldType.ABSOLUTE;
            default -> throw new Unreadable("a source of the unknown type “" + word + "”");
        };
    }

    private List<Ring> rings() throws Unreadable {
        List<String> functions = new ArrayList<>();
        List<long[]> sizes = new ArrayList<>();
        for (int i = 0; i < archives; i++) {
            functions.add(in.text(NAME));
            in.align(word);
            sizes.add(new long[] {word(), word()});
            in.align(alignment);
            in.skip(PARAMETERS);
        }
        updated = word();
        if (isTimeFine) {
            word();
        }
        in.align(alignment);
        for (int i = 0; i < sources; i++) {
            in.skip(LAST_READING);
            in.align(alignment);
            in.skip(PARAMETERS);
        }
        in.skip((long) PARAMETERS * sources * archives);
        long[] newest = new long[archives];
        for (int i = 0; i < archives; i++) {
            newest[i] = word();
        }
        return placed(functions, sizes, newest);
    }

    private List<Ring> placed(List<String> functions, List<long[]> sizes, long[] newest)
            throws Unreadable {
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < archives; i++) {
            long rows = sizes.get(i)[0];
            long points = sizes.get(i)[1];
            if (isNone(rows, in.size()) || isNone(points, 1L << 31) || newest[i] >= rows) {
                throw new Unreadable("an archive of " + rows + " rows of " + points + " points");
            }
            rings.add(new Ring(functions.get(i), rows, points, newest[i], in.at()));
            in.skip(rows * sources * Double.BYTES);
        }
        return rings;
    }

    private List<Archive> archives(List<Ring> rings, int source) throws Unreadable {
        String main = main(rings);
        List<Archive> archives = new ArrayList<>();
        for (Ring ring : rings) {
            if (ring.function().equals(main)) {
                long length = step * ring.points();
                archives.add(
                        Archive.until(
                                length,
                                updated - Math.floorMod(updated, length),
                                ring.rows(),
                                rows(ring, source),
                                alike(rings, "MIN", ring, source),
                                alike(rings, "MAX", ring, source)));
            }
        }
        return archives;
    }

    /** Averages if there are any; RRDtool's predictions are no measurements. */
    private static String main(List<Ring> rings) throws Unreadable {
        for (String function : List.of("AVERAGE", "LAST", "MAX", "MIN")) {
            if (rings.stream().anyMatch(ring -> ring.function().equals(function))) {
                return function;
            }
        }
        throw new Unreadable("no archive of averages, or of last, greatest or least values");
    }

    private Archive.Rows rows(Ring ring, int source) {
        int stride = sources * Double.BYTES;
        int rows = (int) ring.rows();
        return in.ring(
                ring.begin() + source * Double.BYTES,
                stride,
                rows,
                (int) ((ring.newest() + 1) % rows));
    }

    /** The other end of the same steps; both rings end with the same row. */
    private Archive.Rows alike(List<Ring> rings, String function, Ring main, int source) {
        for (Ring ring : rings) {
            if (ring.function().equals(function)
                    && ring.points() == main.points()
                    && ring != main) {
                Archive.Rows rows = rows(ring, source);
                int older = (int) (ring.rows() - main.rows());
                return row -> row + older < 0 ? Double.NaN : rows.at(row + older);
            }
        }
        return Archive.Rows.UNKNOWN;
    }
}
