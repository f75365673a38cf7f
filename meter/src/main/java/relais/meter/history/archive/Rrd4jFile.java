package relais.meter.history.archive;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import relais.agent.reading.FieldType;

/** rrd4j's file, versions 0.1 and 0.2. See docs/formats/history.md. */
final class Rrd4jFile {
    /** Signs of two bytes. */
    static final String MAGIC = "\0R\0R\0D\0004\0J";

    private static final int MOST_PARTS = 1_000;
    private static final int SIGNS = 20;

    /** A name that is longer stands at the end of the file; these signs tell where. */
    private static final char LONG_FIRST = '\ue000';

    private static final char LONG_LAST = '\uf8ff';

    private final Octets in;
    private boolean mixed;
    private long step;
    private int sources;
    private int archives;
    private long updated;

    private Rrd4jFile(Octets in) {
        this.in = in;
    }

    private record Source(String name, FieldType type) {}

    private record Ring(String function, long steps, int rows, List<Archive.Rows> columns) {}

    static List<Course> read(Octets octets) throws Unreadable {
        Rrd4jFile file = new Rrd4jFile(octets.from(0, ByteOrder.BIG_ENDIAN));
        file.head();
        List<Source> named = new ArrayList<>();
        for (int i = 0; i < file.sources; i++) {
            named.add(file.source());
        }
        List<Ring> rings = new ArrayList<>();
        for (int i = 0; i < file.archives; i++) {
            rings.add(file.ring());
        }
        List<Course> courses = new ArrayList<>();
        for (int i = 0; i < file.sources; i++) {
            Source source = named.get(i);
            courses.add(new Course(source.name(), source.type(), file.archives(rings, i)));
        }
        return courses;
    }

    private void head() throws Unreadable {
        mixed = name().endsWith("version 0.2");
        step = in.int64();
        sources = in.int32();
        archives = in.int32();
        updated = in.int64();
        if (isNone(step, 1L << 31)
                || isNone(sources, MOST_PARTS)
                || isNone(archives, MOST_PARTS)
                || Math.abs(updated) > 1L << 40) {
            throw new Unreadable(
                    "an rrd4j file of " + sources + " sources, " + archives + " archives");
        }
    }

    private static boolean isNone(long count, long most) {
        return count < 1 || count > most;
    }

    private Source source() throws Unreadable {
        String name = name();
        String type = name();
        in.skip(6 * Double.BYTES);
        return switch (type) {
            case "GAUGE" -> new Source(name, FieldType.GAUGE);
            case "COUNTER" -> new Source(name, FieldType.COUNTER);
            case "DERIVE" -> new Source(name, FieldType.DERIVE);
            case "ABSOLUTE" -> new Source(name, FieldType.ABSOLUTE);
            default -> throw new Unreadable("a source of the unknown type “" + type + "”");
        };
    }

    private String name() throws Unreadable {
        String text = in.wideText(SIGNS);
        long place = 0;
        for (int i = 0; i < SIGNS; i++) {
            char sign = text.charAt(i);
            boolean tells = sign >= LONG_FIRST && sign <= LONG_LAST;
            if (tells) {
                place = place * (LONG_LAST - LONG_FIRST + 1) + (sign - LONG_FIRST);
            } else if (place > 0) {
                throw new Unreadable("a name that is damaged");
            }
            if (place > in.size()) {
                throw new Unreadable("a name beyond the end of the file");
            }
        }
        return place == 0 ? text.strip() : longName((int) place);
    }

    private String longName(int place) throws Unreadable {
        int signs = in.from(place, ByteOrder.BIG_ENDIAN).unsigned16();
        if (signs * 2 > place) {
            throw new Unreadable("a name that is damaged");
        }
        return in.from(place - signs * 2, ByteOrder.BIG_ENDIAN).wideText(signs).strip();
    }

    /** In the second version the rows of all sources stand side by side. */
    private Ring ring() throws Unreadable {
        String function = name();
        in.float64();
        int steps = in.int32();
        int rows = in.int32();
        if (isNone(steps, 1L << 31) || isNone(rows, in.size())) {
            throw new Unreadable("an archive of " + rows + " rows of " + steps + " steps");
        }
        List<Archive.Rows> columns = new ArrayList<>();
        int[] oldest = new int[sources];
        for (int i = 0; i < sources; i++) {
            if (mixed) {
                oldest[i] = oldest(rows);
                in.skip(2 * Double.BYTES);
            } else {
                in.skip(2 * Double.BYTES);
                int pointer = oldest(rows);
                int begin = in.at();
                in.skip((long) rows * Double.BYTES);
                columns.add(in.ring(begin, Double.BYTES, rows, pointer));
            }
        }
        if (mixed) {
            int begin = in.at();
            in.skip((long) rows * sources * Double.BYTES);
            for (int i = 0; i < sources; i++) {
                int column = begin + i * Double.BYTES;
                columns.add(in.ring(column, sources * Double.BYTES, rows, oldest[i]));
            }
        }
        return new Ring(function, steps, rows, columns);
    }

    private int oldest(int rows) throws Unreadable {
        int pointer = in.int32();
        if (pointer < 0 || pointer >= rows) {
            throw new Unreadable("an archive whose oldest row is " + pointer + " of " + rows);
        }
        return pointer;
    }

    private List<Archive> archives(List<Ring> rings, int source) throws Unreadable {
        String main = main(rings);
        List<Archive> archives = new ArrayList<>();
        for (Ring ring : rings) {
            if (ring.function().equals(main)) {
                long length = step * ring.steps();
                archives.add(
                        Archive.until(
                                length,
                                updated - Math.floorMod(updated, length),
                                ring.rows(),
                                ring.columns().get(source),
                                alike(rings, "MIN", ring, source),
                                alike(rings, "MAX", ring, source)));
            }
        }
        return archives;
    }

    private static String main(List<Ring> rings) throws Unreadable {
        for (String function : List.of("AVERAGE", "LAST", "FIRST", "MAX", "MIN")) {
            if (rings.stream().anyMatch(ring -> ring.function().equals(function))) {
                return function;
            }
        }
        throw new Unreadable("no archive of averages, or of last, greatest or least values");
    }

    private static Archive.Rows alike(List<Ring> rings, String function, Ring main, int source) {
        for (Ring ring : rings) {
            if (ring.function().equals(function) && ring.steps() == main.steps() && ring != main) {
                Archive.Rows rows = ring.columns().get(source);
                int older = ring.rows() - main.rows();
                return row -> row + older < 0 ? Double.NaN : rows.at(row + older);
            }
        }
        return Archive.Rows.UNKNOWN;
    }
}
