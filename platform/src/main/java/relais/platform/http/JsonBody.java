package relais.platform.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/** Reads a JSON body into a record; what is wrong with it is said by line or by field. */
final class JsonBody {
    private static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    static <T> T read(byte[] json, Class<T> type) {
        if (json.length == 0) {
            throw new Refusal(400, "invalid-json", "the body is empty; JSON is expected");
        }
        T value;
        try {
            value = READER.forType(type).readValue(json);
        } catch (JsonMappingException e) {
            throw new Refusal(ofMapping(e));
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "invalid-json", "the body is not JSON" + at(e.getLocation()));
        } catch (IOException e) {
            throw new Refusal(400, "invalid-json", "the body is not JSON in UTF-8");
        }
        if (value == null) {
            throw new Refusal(400, "invalid-json", "the body is null; an object is expected");
        }
        missing(value, "").ifPresent(JsonBody::refuseMissing);
        new Keepable().check(value);
        return value;
    }

    private static void refuseMissing(String field) {
        throw new Refusal(new Problem(400, "missing-field", field + " is missing", field));
    }

    private static Problem ofMapping(JsonMappingException e) {
        String field = path(e);
        String detail =
                switch (e) {
                    case UnrecognizedPropertyException unknown ->
                            "there is no field "
                                    + shown(unknown.getPropertyName())
                                    + known(unknown.getKnownPropertyIds());
                    case InvalidTypeIdException wrong ->
                            "is of an unknown kind " + shown(wrong.getTypeId());
                    case InvalidFormatException wrong ->
                            shown(wrong.getValue()) + " is not " + kind(wrong.getTargetType());
                    case ValueInstantiationException wrong -> refusedByType(wrong);
                    case MismatchedInputException wrong ->
                            "is not " + kind(wrong.getTargetType()) + at(wrong.getLocation());
                    default ->
                            e.getCause() instanceof StreamConstraintsException
                                    ? "is nested too deeply or too long"
                                    : "cannot be read" + at(e.getLocation());
                };
        String said = field.isEmpty() ? "the body: " + detail : field + ": " + detail;
        return new Problem(400, "invalid-field", said, field.isEmpty() ? null : field);
    }

    /** A record's own check says what it expects; anything else it throws is not for the client. */
    private static String refusedByType(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        if (cause instanceof NullPointerException) {
            return "lacks a field that must be there";
        }
        String said = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return said == null ? "is not valid" : said;
    }

    /** The first component that must be there and is not, anywhere inside {@code value}. */
    private static Optional<String> missing(@Nullable Object value, String path) {
        return switch (value) {
            case null -> Optional.empty();
            case Record object -> missingIn(object, path);
            case Collection<?> items -> {
                int index = 0;
                for (Object item : items) {
                    String name = path + "[" + index++ + "]";
                    Optional<String> found = item == null ? Optional.of(name) : missing(item, name);
                    if (found.isPresent()) {
                        yield found;
                    }
                }
                yield Optional.empty();
            }
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(entry -> missing(entry.getValue(), path + "." + entry.getKey()))
                            .flatMap(Optional::stream)
                            .findFirst();
            default -> Optional.empty();
        };
    }

    private static Optional<String> missingIn(Record object, String path) {
        for (RecordComponent component : object.getClass().getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            Object inner = valueOf(object, component);
            if (inner == null && !Schemas.nullable(component)) {
                return Optional.of(name);
            }
            Optional<String> found = missing(inner, name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    static @Nullable Object valueOf(Record object, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record " + object.getClass(), e);
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(plain(step.getFieldName()));
            }
        }
        return path.toString();
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected";
        }
        if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants()).map(Json::text).toList();
            return "one of " + String.join(", ", names);
        }
        return switch (Schemas.jsonType(type)) {
            case "integer" -> "a whole number in range";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "string" -> type == String.class ? "a text" : "a " + type.getSimpleName();
            default -> "an object";
        };
    }

    private static String known(@Nullable Collection<Object> fields) {
        return fields == null || fields.size() > 30 ? "" : "; known are " + fields;
    }

    private static String at(@Nullable JsonLocation place) {
        return place == null || place.getLineNr() < 1
                ? ""
                : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    private static String shown(@Nullable Object given) {
        return "\"" + plain(String.valueOf(given)) + "\"";
    }

    static String plain(String given) {
        String cut = given.length() > 60 ? given.substring(0, 60) + "…" : given;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
