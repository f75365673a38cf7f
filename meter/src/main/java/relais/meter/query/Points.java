package relais.meter.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Series;

/**
 * The pairs of time and value of one series, written as JSON without being held twice: an answer
 * has thousands of them, and they are most of its cost.
 */
final class Points implements JsonSerializable {
    private static final int ROOM = 4_096;

    /** A time is shorter. */
    private static final int WIDTH = 48;

    /** A pair is shorter: some 20 chars of time, at most 330 of a double without exponent. */
    private static final int LONGEST_PAIR = 400;

    private final Series series;
    private final Times said;

    private Points(Series series, Times said) {
        this.series = series;
        this.said = said;
    }

    /**
     * Of the series of one answer, which have most of their times in common. Used by one thread.
     */
    static Function<Series, Object> ofOneAnswer() {
        Times said = new Times();
        return series -> new Points(series, said);
    }

    /** The times of the series before as they were written, one behind the other. */
    private static final class Times {
        private static final int MOST = 11_000;

        private final char[] text = new char[WIDTH];
        private long[] times = new long[0];
        private char[][] written = new char[0][];
        private int count;

        /** Writes what is before the value: {@code [time,"}. */
        int put(int index, long time, char[] into, int at) {
            if (index < count && times[index] == time) {
                char[] known = written[index];
                System.arraycopy(known, 0, into, at, known.length);
                return at + known.length;
            }
            int size = opening(time);
            System.arraycopy(text, 0, into, at, size);
            if (index == count && count < MOST) {
                if (count == times.length) {
                    int room = Math.max(64, 2 * count);
                    times = Arrays.copyOf(times, room);
                    written = Arrays.copyOf(written, room);
                }
                times[count] = time;
                written[count++] = Arrays.copyOf(text, size);
            }
            return at + size;
        }

        private int opening(long time) {
            text[0] = '[';
            int end =
                    time >= 0 && time % 1_000 == 0
                            ? AnswerShape.digits(time / 1_000, text, 1)
                            : Points.put(AnswerShape.seconds(time).toPlainString(), text, 1);
            text[end++] = ',';
            text[end++] = '"';
            return end;
        }
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        char[] text = new char[ROOM];
        int end = 0;
        for (int i = 0; i < series.size(); i++) {
            if (end > ROOM - LONGEST_PAIR) {
                json.writeRaw(text, 0, end);
                end = 0;
            }
            if (i > 0) {
                text[end++] = ',';
            }
            end = said.put(i, series.times()[i], text, end);
            end = value(series.values()[i], text, end);
        }
        json.writeRaw(text, 0, end);
        json.writeEndArray();
    }

    private static int value(double value, char[] into, int at) {
        int end = at;
        int written = AnswerShape.decimal(value, into, end);
        end = written > end ? written : put(AnswerShape.number(value), into, end);
        into[end++] = '"';
        into[end++] = ']';
        return end;
    }

    private static int put(String text, char[] into, int at) {
        text.getChars(0, text.length(), into, at);
        return at + text.length();
    }

    @Override
    public void serializeWithType(
            JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }
}
