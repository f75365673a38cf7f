package relais.meter.ingest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Prometheus' remote write 1.0: a WriteRequest in protocol buffers (prometheus/prompb, remote.proto
 * and types.proto). Metadata, exemplars and native histograms are passed over.
 */
final class RemoteWrite {
    private static final int SERIES = 1;
    private static final int LABEL = 1;
    private static final int SAMPLE = 2;
    private static final int HISTOGRAM = 4;

    private final Wire wire;
    private final Delivery delivery;

    private RemoteWrite(byte[] message, Delivery delivery) {
        this.wire = new Wire(message);
        this.delivery = delivery;
    }

    /**
     * @throws IllegalArgumentException when it is not such a message; what came before is delivered
     */
    static void read(byte[] message, Delivery delivery) {
        new RemoteWrite(message, delivery).read();
    }

    private void read() {
        int end = wire.size();
        int read = 0;
        while (wire.at() < end && !delivery.tally().isHopeless()) {
            long tag = wire.varint(end);
            if (tag == Wire.lengthDelimited(SERIES)) {
                series(wire.ending(end));
                if (++read % 10_000 == 0) {
                    delivery.settle();
                }
            } else {
                wire.skip(tag, end);
            }
        }
    }

    /** Labels come first: everybody writes fields in their order. */
    private void series(int end) {
        int start = wire.at();
        int labelsEnd = start;
        int entry = SeriesCache.NONE;
        boolean known = false;
        while (wire.at() < end) {
            long tag = wire.varint(end);
            if (tag == Wire.lengthDelimited(LABEL) && !known) {
                wire.jump(wire.length(end));
                labelsEnd = wire.at();
            } else if (tag == Wire.lengthDelimited(SAMPLE)) {
                if (!known) {
                    int here = wire.at();
                    entry = entry(start, labelsEnd);
                    known = true;
                    wire.back(here);
                }
                sample(entry, wire.ending(end));
            } else if (tag == Wire.lengthDelimited(HISTOGRAM)) {
                delivery.tally().misread("native histograms are not kept");
                wire.skip(tag, end);
            } else {
                wire.skip(tag, end);
            }
        }
    }

    private int entry(int start, int end) {
        int entry = delivery.cache().find(wire.bytes(), start, end);
        if (entry != SeriesCache.NONE) {
            return entry;
        }
        try {
            return delivery.meet(wire.bytes(), start, end, labels(start, end));
        } catch (IllegalArgumentException wrong) {
            delivery.tally().misread(String.valueOf(wrong.getMessage()));
            return SeriesCache.NONE;
        }
    }

    private Map<String, String> labels(int start, int end) {
        Map<String, String> labels = new HashMap<>();
        wire.back(start);
        while (wire.at() < end) {
            wire.varint(end);
            int labelEnd = wire.ending(end);
            String name = "";
            String value = "";
            while (wire.at() < labelEnd) {
                long tag = wire.varint(labelEnd);
                if (tag == Wire.lengthDelimited(1)) {
                    name = text(labelEnd);
                } else if (tag == Wire.lengthDelimited(2)) {
                    value = text(labelEnd);
                } else {
                    wire.skip(tag, labelEnd);
                }
            }
            if (!Names.isName(name) || labels.put(name, value) != null) {
                throw new IllegalArgumentException(
                        "a label is not named or there twice: " + Names.shown(name));
            }
        }
        return labels;
    }

    private String text(int end) {
        int length = wire.length(end);
        String text = new String(wire.bytes(), wire.at(), length, StandardCharsets.UTF_8);
        wire.jump(length);
        return text;
    }

    private void sample(int entry, int end) {
        double value = 0;
        long time = 0;
        while (wire.at() < end) {
            long tag = wire.varint(end);
            if (tag == Wire.fixed64(1)) {
                value = Double.longBitsToDouble(wire.fixed(end));
            } else if (tag == Wire.varintField(2)) {
                time = wire.varint(end);
            } else {
                wire.skip(tag, end);
            }
        }
        if (entry != SeriesCache.NONE) {
            delivery.sample(entry, time, value);
        }
    }
}
