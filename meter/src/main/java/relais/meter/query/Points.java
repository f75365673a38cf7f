package relais.meter.query;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import relais.meter.promql.value.AnswerShape;
import relais.meter.promql.value.Series;

/**
 * The pairs of time and value of one series, written as JSON without being held twice: an answer
 * has thousands of them, and they are most of its cost.
 */
final class Points implements JsonSerializable {
    private static final int ROOM = 4_096;

    /** A pair is shorter: some 20 chars of time, at most 330 of a double without exponent. */
    private static final int LONGEST_PAIR = 400;

    private final Series series;

    Points(Series series) {
        this.series = series;
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
            end = pair(series.times()[i], series.values()[i], text, end);
        }
        json.writeRaw(text, 0, end);
        json.writeEndArray();
    }

    private static int pair(long time, double value, char[] into, int at) {
        int end = at;
        into[end++] = '[';
        end =
                time >= 0 && time % 1_000 == 0
                        ? AnswerShape.digits(time / 1_000, into, end)
                        : put(AnswerShape.seconds(time).toPlainString(), into, end);
        into[end++] = ',';
        into[end++] = '"';
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
