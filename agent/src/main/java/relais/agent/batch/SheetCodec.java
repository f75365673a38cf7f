package relais.agent.batch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import relais.agent.reading.Field;
import relais.agent.reading.Graph;
import relais.agent.reading.Names;
import relais.agent.reading.Reading;
import relais.agent.reading.SeriesName;
import relais.agent.reading.Value;

/** Sheets as docs/formats/agent-batch.md has them; exact for every double. */
public final class SheetCodec {

    /** Version, flags, time, length before compression. */
    private static final int HEADER = 14;

    /** Bytes of a sheet before compression: 100,000 readings with names. */
    public static final int LARGEST = 4 << 20;

    /** Of one encoded sheet; compression never makes it larger than this. */
    public static final int LARGEST_ENCODED = LARGEST + HEADER;

    /** Graphs of one sheet, and fields of one graph: a bound for those who decode. */
    static final int MOST = 100_000;

    /** Longest attribute: graph_info may be a few paragraphs. */
    public static final int LONGEST_TEXT = 4_096;

    private static final byte VERSION = 1;
    private static final int DEFLATED = 1;

    /** Below this compression gains nothing. */
    private static final int WORTH_DEFLATING = 200;

    private static final int UNKNOWN = 0;
    private static final int WHOLE = 1;
    private static final int DOUBLE = 2;

    private SheetCodec() {}

    /**
     * Its bytes.
     *
     * @throws IllegalArgumentException beyond {@link #LARGEST}
     */
    public static byte[] encode(Sheet sheet) {
        Out out = new Out();
        out.varint(sheet.graphs().size());
        sheet.graphs().forEach(graph -> put(out, graph));
        putReadings(out, sheet);
        byte[] body = out.bytes();
        if (body.length > LARGEST) {
            throw new IllegalArgumentException("a sheet of " + body.length + " bytes");
        }
        byte[] packed = body.length < WORTH_DEFLATING ? body : deflate(body);
        boolean smaller = packed.length < body.length;
        byte[] kept = smaller ? packed : body;
        return ByteBuffer.allocate(HEADER + kept.length)
                .put(VERSION)
                .put((byte) (smaller ? DEFLATED : 0))
                .putLong(sheet.at().toEpochMilli())
                .putInt(body.length)
                .put(kept)
                .array();
    }

    private static void put(Out out, Graph graph) {
        out.text(graph.name());
        put(out, graph.attributes());
        out.varint(graph.fields().size());
        for (Field field : graph.fields()) {
            out.text(field.name());
            put(out, field.attributes());
        }
    }

    private static void put(Out out, Map<String, String> attributes) {
        out.varint(attributes.size());
        attributes.forEach(
                (key, value) -> {
                    out.text(key);
                    out.text(value);
                });
    }

    private static void putReadings(Out out, Sheet sheet) {
        Map<String, List<Reading>> byGraph = new LinkedHashMap<>();
        for (Reading reading : sheet.readings()) {
            byGraph.computeIfAbsent(reading.series().graph(), g -> new ArrayList<>()).add(reading);
        }
        long before = sheet.at().toEpochMilli();
        out.varint(byGraph.size());
        for (Map.Entry<String, List<Reading>> graph : byGraph.entrySet()) {
            out.text(graph.getKey());
            out.varint(graph.getValue().size());
            for (Reading reading : graph.getValue()) {
                out.text(reading.series().field());
                long time = reading.time().toEpochMilli();
                out.zigzag(time - before);
                before = time;
                put(out, reading.value());
            }
        }
    }

    private static void put(Out out, Value value) {
        switch (value) {
            case Value.Unknown unknown -> out.write(UNKNOWN);
            case Value.Known(double number) -> {
                long whole = (long) number;
                if (Double.doubleToRawLongBits(whole) == Double.doubleToRawLongBits(number)) {
                    out.write(WHOLE);
                    out.zigzag(whole);
                } else {
                    out.write(DOUBLE);
                    out.eight(Double.doubleToRawLongBits(number));
                }
            }
        }
    }

    /** When the sheet was written, without reading the rest of it. */
    public static Instant writtenAt(byte[] encoded) throws Damaged {
        header(encoded);
        return Instant.ofEpochMilli(ByteBuffer.wrap(encoded).getLong(2));
    }

    private static void header(byte[] encoded) throws Damaged {
        if (encoded.length < HEADER) {
            throw new Damaged("a sheet of " + encoded.length + " bytes");
        }
        if (encoded[0] != VERSION) {
            throw new Damaged("a sheet of version " + encoded[0] + "; known is " + VERSION);
        }
    }

    /** The sheet of those bytes. */
    public static Sheet decode(byte[] encoded) throws Damaged {
        Instant at = writtenAt(encoded);
        int length = ByteBuffer.wrap(encoded).getInt(10);
        boolean deflated = (encoded[1] & DEFLATED) != 0;
        if (length < 0 || length > LARGEST || (!deflated && length != encoded.length - HEADER)) {
            throw new Damaged("a sheet says it has " + length + " bytes");
        }
        In in =
                new In(
                        deflated
                                ? inflate(encoded, length)
                                : ByteBuffer.wrap(encoded).slice(HEADER, length));
        int count = in.count(MOST);
        List<Graph> graphs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            graphs.add(graph(in));
        }
        List<Reading> readings = readings(in, at.toEpochMilli());
        in.end();
        return new Sheet(at, graphs, readings);
    }

    private static Graph graph(In in) throws Damaged {
        String name = in.text();
        if (!Names.isGraph(name)) {
            throw new Damaged("not a graph's name");
        }
        Map<String, String> attributes = attributes(in);
        int count = in.count(MOST);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String field = in.text();
            if (!Names.isField(field)) {
                throw new Damaged("not a field's name");
            }
            fields.add(new Field(field, attributes(in)));
        }
        return new Graph(name, attributes, fields);
    }

    private static Map<String, String> attributes(In in) throws Damaged {
        int count = in.count(MOST);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(in.text(), in.text());
        }
        return attributes;
    }

    private static List<Reading> readings(In in, long at) throws Damaged {
        List<Reading> readings = new ArrayList<>();
        long time = at;
        int graphs = in.count(MOST);
        for (int g = 0; g < graphs; g++) {
            String graph = in.text();
            int count = in.count(LARGEST);
            for (int i = 0; i < count; i++) {
                String field = in.text();
                if (!Names.isGraph(graph) || !Names.isField(field)) {
                    throw new Damaged("not a series' name");
                }
                time += in.zigzag();
                readings.add(
                        new Reading(
                                Instant.ofEpochMilli(time),
                                new SeriesName(graph, field),
                                value(in)));
            }
        }
        return readings;
    }

    private static Value value(In in) throws Damaged {
        int kind = in.one();
        return switch (kind) {
            case UNKNOWN -> Value.UNKNOWN;
            case WHOLE -> Value.of(in.zigzag());
            case DOUBLE -> Value.of(Double.longBitsToDouble(in.eight()));
            default -> throw new Damaged("a value of kind " + kind);
        };
    }

    private static byte[] deflate(byte[] body) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(body);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 3 + 64);
            byte[] piece = new byte[4096];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static ByteBuffer inflate(byte[] encoded, int length) throws Damaged {
        // A claim beyond what deflate can do (1:1032) is a lie that would cost memory.
        if (length > 1040L * (encoded.length - HEADER)) {
            throw new Damaged("a sheet says it has " + length + " bytes");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(encoded, HEADER, encoded.length - HEADER);
            byte[] body = new byte[length];
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(body, done, length - done);
                if (more == 0) {
                    throw new Damaged("a sheet's compressed bytes end early");
                }
                done += more;
            }
            return ByteBuffer.wrap(body);
        } catch (DataFormatException damage) {
            throw new Damaged("a sheet's compressed bytes are damaged");
        } finally {
            inflater.end();
        }
    }
}
