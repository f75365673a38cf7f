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
    private static final int SIGNS = 4_096;

    /** A pair is shorter: some 20 signs of time, at most 330 of a double without exponent. */
    private static final int LONGEST_PAIR = 400;

    private final Series series;

    Points(Series series) {
        this.series = series;
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        StringBuilder text = new StringBuilder(SIGNS);
        for (int i = 0; i < series.size(); i++) {
            text.append(i == 0 ? "[" : ",[");
            seconds(text, series.times()[i]);
            text.append(",\"").append(AnswerShape.number(series.values()[i])).append("\"]");
            if (text.length() > SIGNS - LONGEST_PAIR) {
                json.writeRaw(text.toString());
                text.setLength(0);
            }
        }
        json.writeRaw(text.toString());
        json.writeEndArray();
    }

    private static void seconds(StringBuilder text, long millis) {
        if (millis >= 0 && millis % 1_000 == 0) {
            text.append(millis / 1_000);
        } else {
            text.append(AnswerShape.seconds(millis).toPlainString());
        }
    }

    @Override
    public void serializeWithType(
            JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }
}
