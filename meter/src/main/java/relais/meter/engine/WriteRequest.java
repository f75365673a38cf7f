package relais.meter.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import relais.meter.store.Line;

/**
 * Prometheus' remote write 1.0: a {@code prometheus.WriteRequest} as protocol buffers, in the block
 * format of Snappy. Nothing is compressed, only framed: the other side is near.
 */
final class WriteRequest {
    /** Snappy's longest literal with a length of two bytes (format description, section 2.1). */
    private static final int LITERAL = 65_536;

    private static final int TWO_BYTES = 61 << 2;

    private WriteRequest() {}

    /**
     * @param own labels added to each series
     */
    static byte[] of(List<Line> lines, java.util.function.Function<Line, Map<String, String>> own) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        for (Line line : lines) {
            ByteArrayOutputStream series = new ByteArrayOutputStream();
            TreeMap<String, String> labels = new TreeMap<>(line.definition().labels().byName());
            labels.putAll(own.apply(line));
            labels.forEach((name, value) -> field(series, 1, label(name, value)));
            for (int i = 0; i < line.times().length; i++) {
                field(series, 2, sample(line.values()[i], line.times()[i]));
            }
            field(request, 1, series.toByteArray());
        }
        return snappy(request.toByteArray());
    }

    private static byte[] label(String name, String value) {
        ByteArrayOutputStream label = new ByteArrayOutputStream();
        field(label, 1, name.getBytes(StandardCharsets.UTF_8));
        field(label, 2, value.getBytes(StandardCharsets.UTF_8));
        return label.toByteArray();
    }

    private static byte[] sample(double value, long time) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        sample.write(1 << 3 | 1);
        sample.writeBytes(
                ByteBuffer.allocate(Double.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putDouble(value)
                        .array());
        sample.write(2 << 3);
        varint(sample, time);
        return sample.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        out.write(number << 3 | 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void varint(ByteArrayOutputStream out, long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    static byte[] snappy(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 64);
        varint(out, bytes.length);
        for (int at = 0; at < bytes.length; at += LITERAL) {
            int length = Math.min(LITERAL, bytes.length - at);
            out.write(TWO_BYTES);
            out.write(length - 1 & 0xFF);
            out.write(length - 1 >>> 8);
            out.write(bytes, at, length);
        }
        return out.toByteArray();
    }
}
