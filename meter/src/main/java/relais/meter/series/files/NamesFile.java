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
import java.util.function.Consumer;
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

    private static final long MAGIC = 0x52454c534e414d31L;
    private static final int HEADER = 8;
    private static final int RECORD = 8;

    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final FileChannel first;
    private final FileChannel second;
    private long size;
    private boolean broken;

    private NamesFile(FileChannel first, FileChannel second, long size) {
        this.first = first;
        this.second = second;
        this.size = size;
    }

    /** Reads all definitions, in order; cuts off a torn end and mends one copy by the other. */
    public static NamesFile open(Path folder, Consumer<Definition> known) throws IOException {
        Path one = folder.resolve(FIRST);
        Path two = folder.resolve(SECOND);
        byte[] a = load(one);
        byte[] b = load(two);
        Sink sound = new Sink(Math.max(64, a.length));
        List<byte[]> payloads = merge(a, b, sound);
        byte[] whole = Arrays.copyOf(sound.array(), sound.size());
        if (!Arrays.equals(a, whole)) {
            Durable.replace(one, whole);
        }
        if (!Arrays.equals(b, whole)) {
            Durable.replace(two, whole);
        }
        NamesFile names =
                new NamesFile(
                        FileChannel.open(one, StandardOpenOption.WRITE),
                        FileChannel.open(two, StandardOpenOption.WRITE),
                        whole.length);
        payloads.forEach(payload -> names.decode(payload, known));
        return names;
    }

    private static byte[] load(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private static List<byte[]> merge(byte[] a, byte[] b, Sink sound) throws IOException {
        sound.putBytes(ByteBuffer.allocate(HEADER).putLong(MAGIC).array(), 0, HEADER);
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
        if (broken) {
            throw new IOException("the names are unsure since a failure: open the store anew");
        }
        int known = texts.size();
        try {
            write(definitions);
        } catch (IOException failure) {
            while (texts.size() > known) {
                textNumbers.remove(texts.removeLast());
            }
            broken = true;
            for (FileChannel copy : List.of(first, second)) {
                copy.truncate(size);
                copy.force(true);
            }
            broken = false;
            throw failure;
        }
    }

    private void write(List<Definition> definitions) throws IOException {
        Sink sink = new Sink(64 * definitions.size());
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
        ByteBuffer record = ByteBuffer.allocate(RECORD + sink.size());
        record.putInt(sink.size()).putInt(Durable.check(sink.array(), 0, sink.size()));
        record.put(sink.array(), 0, sink.size());
        for (FileChannel copy : List.of(first, second)) {
            record.flip();
            copy.position(size);
            Durable.writeFully(copy, record);
            copy.force(false);
        }
        size += record.limit();
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
        textNumbers.put(text, texts.size());
        texts.add(text);
        return text;
    }

    private void decode(byte[] payload, Consumer<Definition> known) {
        Source source = new Source(payload, 0, payload.length);
        for (int left = source.getCount(payload.length); left > 0; left--) {
            String owner = getText(source);
            int retention = source.getCount(Integer.MAX_VALUE);
            SeriesKind kind = SeriesKind.values()[source.getByte()];
            Map<String, String> labels = new TreeMap<>();
            for (int count = source.getCount(Labels.MOST_LABELS); count > 0; count--) {
                String name = getText(source);
                labels.put(name, getText(source));
            }
            known.accept(new Definition(new Labels(labels), owner, retention, kind));
        }
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
    }
}
