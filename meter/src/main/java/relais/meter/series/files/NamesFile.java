package relais.meter.series.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import relais.meter.series.codec.Sink;
import relais.meter.series.codec.Source;
import relais.meter.series.labels.Definition;
import relais.meter.series.labels.Labels;
import relais.meter.series.labels.SeriesKind;

/**
 * The definitions of all series in the order of their numbers. Without it no sample has a name, so
 * there are two copies; each mends the other. Used by one thread at a time.
 */
public final class NamesFile implements AutoCloseable {

    public static final String FIRST = "names";
    public static final String SECOND = "names.copy";

    /** Before a file was first written anew; without a generation, which is 0. */
    private static final long MAGIC_1 = 0x52454c534e414d31L;

    private static final long MAGIC_2 = 0x52454c534e414d32L;
    private static final int RECORD = 8;

    /** Kinds of records that define nothing. */
    private static final int FORGOTTEN = 1;

    private static final int GAP = 2;

    /** Definitions of one record of a file that is written anew. */
    private static final int TOGETHER = 1_000;

    private final Path folder;
    private final long generation;
    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final FileChannel first;
    private final FileChannel second;
    private long size;
    private boolean broken;

    /** Is told what a file holds, in order; numbers are given from 0. */
    public interface Visitor {
        /** The next number's. */
        void definition(Definition definition);

        /** Series from before are no longer. */
        void forgotten(int[] ids);

        /** The next numbers are nobody's any more. */
        void gap(int count);
    }

    private NamesFile(Path folder, long generation, long size) throws IOException {
        this.folder = folder;
        this.generation = generation;
        this.size = size;
        first = FileChannel.open(folder.resolve(FIRST), StandardOpenOption.WRITE);
        second = FileChannel.open(folder.resolve(SECOND), StandardOpenOption.WRITE);
    }

    /** Reads all definitions, in order; cuts off a torn end and mends one copy by the other. */
    public static NamesFile open(Path folder, Visitor visitor) throws IOException {
        Path one = folder.resolve(FIRST);
        Path two = folder.resolve(SECOND);
        byte[] a = load(one);
        byte[] b = load(two);
        long newest = Math.max(generation(a), generation(b));
        Sink sound = header(Math.max(0, newest), Math.max(64, a.length));
        List<byte[]> payloads = merge(of(a, newest), of(b, newest), sound);
        byte[] whole = Arrays.copyOf(sound.array(), sound.size());
        if (!Arrays.equals(a, whole)) {
            Durable.replace(one, whole);
        }
        if (!Arrays.equals(b, whole)) {
            Durable.replace(two, whole);
        }
        NamesFile names = new NamesFile(folder, Math.max(0, newest), whole.length);
        payloads.forEach(payload -> names.decode(payload, visitor));
        return names;
    }

    private static Sink header(long generation, int capacity) {
        Sink sink = new Sink(capacity);
        ByteBuffer header = ByteBuffer.allocate(16);
        if (generation == 0) {
            header.putLong(MAGIC_1);
        } else {
            header.putLong(MAGIC_2).putLong(generation);
        }
        sink.putBytes(header.array(), 0, header.position());
        return sink;
    }

    /** How often it was written anew; -1 when its beginning does not say. */
    private static long generation(byte[] file) {
        ByteBuffer header = ByteBuffer.wrap(file);
        if (file.length >= 8 && header.getLong(0) == MAGIC_1) {
            return 0;
        }
        return file.length >= 16 && header.getLong(0) == MAGIC_2 ? header.getLong(8) : -1;
    }

    /** A copy of an older generation says nothing about this one. */
    private static byte[] of(byte[] file, long generation) {
        return generation(file) == generation ? file : new byte[0];
    }

    private static byte[] load(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static List<byte[]> merge(byte[] a, byte[] b, Sink sound) throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        while (true) {
            int at = sound.size();
            byte[] from = length(a, at) >= 0 ? a : b;
            int length = length(from, at);
            if (length < 0) {
                // The first copy is forced before the second is written: at a torn end the second
                // has nothing yet, or the first is whole.
                if (a.length > at && b.length > at) {
                    throw new IOException(
                            "both copies of the series' names are damaged at byte %d: restore them"
                                            .formatted(at)
                                    + " from a backup");
                }
                return payloads;
            }
            sound.putBytes(from, at, RECORD + length);
            payloads.add(Arrays.copyOfRange(from, at + RECORD, at + RECORD + length));
        }
    }

    /** The length of the sound record there, or -1. */
    private static int length(byte[] bytes, int at) {
        if (at + RECORD > bytes.length) {
            return -1;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int length = buffer.getInt(at);
        boolean fits = length >= 0 && length <= bytes.length - at - RECORD;
        return fits && Durable.check(bytes, at + RECORD, length) == buffer.getInt(at + 4)
                ? length
                : -1;
    }

    /** Bytes that are durable: a backup copies so many. */
    public long size() {
        return size;
    }

    /** Durable when it returns; when it fails, nothing of it is left. */
    public void append(List<Definition> definitions) throws IOException {
        int known = texts.size();
        try {
            write(encode(definitions));
        } catch (IOException failure) {
            while (texts.size() > known) {
                textNumbers.remove(texts.removeLast());
            }
            throw failure;
        }
    }

    /** Notes that series are no longer; ascending. As {@link #append} otherwise. */
    public void forget(int[] ids) throws IOException {
        Sink sink = new Sink(16 + 2 * ids.length);
        sink.putVarint(0);
        sink.putByte(FORGOTTEN);
        sink.putVarint(ids.length);
        int before = 0;
        for (int id : ids) {
            sink.putVarint(id - before);
            before = id;
        }
        write(sink);
    }

    /**
     * Writes all of it anew, without what is forgotten, and closes this one.
     *
     * @param series by number, below the count; null for none
     */
    public NamesFile rewrite(int count, IntFunction<@Nullable Definition> series)
            throws IOException {
        List<String> textsBefore = List.copyOf(texts);
        forgetTexts();
        byte[] bytes = encodeAll(count, series);
        Path one = folder.resolve(FIRST);
        Path two = folder.resolve(SECOND);
        try {
            Durable.prepare(one, bytes);
            Durable.prepare(two, bytes);
        } catch (NotWrittenException full) {
            forgetTexts();
            textsBefore.forEach(this::learn);
            throw full;
        }
        broken = true;
        Durable.swap(one);
        Durable.swap(two);
        close();
        NamesFile anew = new NamesFile(folder, generation + 1, bytes.length);
        texts.forEach(anew::learn);
        return anew;
    }

    private void forgetTexts() {
        texts.clear();
        textNumbers.clear();
    }

    private void learn(String text) {
        textNumbers.put(text, texts.size());
        texts.add(text);
    }

    private byte[] encodeAll(int count, IntFunction<@Nullable Definition> series) {
        Sink whole = header(generation + 1, 1 << 16);
        List<Definition> together = new ArrayList<>();
        int gap = 0;
        for (int id = 0; id < count; id++) {
            Definition definition = series.apply(id);
            if (!together.isEmpty() && (definition == null || together.size() == TOGETHER)) {
                putRecord(encode(together), whole);
                together.clear();
            }
            if (definition == null) {
                gap++;
                continue;
            }
            if (gap > 0) {
                putRecord(gap(gap), whole);
                gap = 0;
            }
            together.add(definition);
        }
        if (!together.isEmpty()) {
            putRecord(encode(together), whole);
        }
        if (gap > 0) {
            putRecord(gap(gap), whole);
        }
        return Arrays.copyOf(whole.array(), whole.size());
    }

    private static Sink gap(int count) {
        Sink sink = new Sink(16);
        sink.putVarint(0);
        sink.putByte(GAP);
        sink.putVarint(count);
        return sink;
    }

    private static void putRecord(Sink payload, Sink into) {
        byte[] head = new byte[RECORD];
        ByteBuffer.wrap(head)
                .putInt(payload.size())
                .putInt(Durable.check(payload.array(), 0, payload.size()));
        into.putBytes(head, 0, RECORD);
        into.putBytes(payload.array(), 0, payload.size());
    }

    private Sink encode(List<Definition> definitions) {
        Sink sink = new Sink(64 * definitions.size() + 16);
        sink.putVarint(definitions.size());
        for (Definition definition : definitions) {
            putText(definition.owner(), sink);
            sink.putVarint(definition.retention());
            sink.putByte(definition.kind().ordinal());
            sink.putVarint(definition.labels().byName().size());
            definition
                    .labels()
                    .byName()
                    .forEach(
                            (name, value) -> {
                                putText(name, sink);
                                putText(value, sink);
                            });
        }
        return sink;
    }

    private void write(Sink payload) throws IOException {
        if (broken) {
            throw new IOException("the names are unsure since a failure: open the store anew");
        }
        Sink whole = new Sink(payload.size() + RECORD);
        putRecord(payload, whole);
        try {
            for (FileChannel copy : List.of(first, second)) {
                copy.position(size);
                Durable.writeFully(copy, ByteBuffer.wrap(whole.array(), 0, whole.size()));
                copy.force(false);
            }
        } catch (IOException failure) {
            broken = true;
            for (FileChannel copy : List.of(first, second)) {
                copy.truncate(size);
                copy.force(true);
            }
            broken = false;
            throw failure;
        }
        size += whole.size();
    }

    /** A number of a text that came before, or 0 and the text. */
    private void putText(String text, Sink sink) {
        Integer known = textNumbers.putIfAbsent(text, texts.size());
        if (known != null) {
            sink.putVarint(known + 1);
            return;
        }
        texts.add(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sink.putVarint(0);
        sink.putVarint(bytes.length);
        sink.putBytes(bytes, 0, bytes.length);
    }

    private String getText(Source source) {
        int known = source.getCount(texts.size());
        if (known > 0) {
            return texts.get(known - 1);
        }
        byte[] bytes = source.getBytes(source.getCount(source.remaining()));
        String text = new String(bytes, StandardCharsets.UTF_8);
        learn(text);
        return text;
    }

    private void decode(byte[] payload, Visitor visitor) {
        Source source = new Source(payload, 0, payload.length);
        int count = source.getCount(payload.length);
        for (int left = count; left > 0; left--) {
            visitor.definition(definition(source));
        }
        if (count == 0 && source.remaining() > 0) {
            int kind = source.getByte();
            if (kind == GAP) {
                visitor.gap(source.getCount(Integer.MAX_VALUE));
            } else if (kind == FORGOTTEN) {
                int[] ids = new int[source.getCount(payload.length)];
                int id = 0;
                for (int i = 0; i < ids.length; i++) {
                    id += source.getCount(Integer.MAX_VALUE);
                    ids[i] = id;
                }
                visitor.forgotten(ids);
            }
        }
    }

    private Definition definition(Source source) {
        String owner = getText(source);
        int retention = source.getCount(Integer.MAX_VALUE);
        SeriesKind kind = SeriesKind.values()[source.getByte()];
        Map<String, String> labels = new TreeMap<>();
        for (int count = source.getCount(Labels.MOST_LABELS); count > 0; count--) {
            String name = getText(source);
            labels.put(name, getText(source));
        }
        return new Definition(new Labels(labels), owner, retention, kind);
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
