package relais.meter.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes messages of protocol buffers and blocks of Snappy without compressing, for tests. */
final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message varint(long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            bytes.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        bytes.write((int) left);
        return this;
    }

    Message part(int field, byte[] content) {
        varint((long) field << 3 | 2).varint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    Message number(int field, long value) {
        return varint((long) field << 3).varint(value);
    }

    Message fixed(int field, double value) {
        varint((long) field << 3 | 1);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < 8; i++) {
            bytes.write((int) (bits >>> 8 * i));
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One time series. */
    static byte[] series(Map<String, String> labels, long[] times, double... values) {
        Message series = new Message();
        labels.forEach(
                (name, value) ->
                        series.part(
                                1, new Message().part(1, text(name)).part(2, text(value)).bytes()));
        for (int i = 0; i < times.length; i++) {
            series.part(2, new Message().fixed(1, values[i]).number(2, times[i]).bytes());
        }
        return series.bytes();
    }

    /** A block of literals. */
    static byte[] block(byte[] content) {
        Message block = new Message().varint(content.length);
        for (int at = 0; at < content.length; at += 60) {
            int length = Math.min(60, content.length - at);
            block.bytes.write(length - 1 << 2);
            block.bytes.write(content, at, length);
        }
        return block.bytes();
    }
}
