package relais.platform.http;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import relais.platform.json.Json;

/**
 * JSON Schema (2020-12, as OpenAPI 3.1 embeds it) of the records that travel, by reflection: what
 * is not {@code @Nullable} is required.
 */
final class Schemas {
    private final Map<String, Object> named = new TreeMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    /** Whether a record's component may be absent. */
    static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The schemas met so far by name, for {@code components.schemas}. */
    Map<String, Object> named() {
        return named;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        if (!(type instanceof Class<?> plain)) {
            return Map.of();
        }
        if (plain.isArray() && plain != byte[].class) {
            return Map.of("type", "array", "items", of(plain.getComponentType()));
        }
        if (plain.isEnum()) {
            return Map.of("type", "string", "enum", constants(plain));
        }
        if (plain.isRecord() || plain.isSealed()) {
            return reference(plain);
        }
        return ofPlain(plain);
    }

    private Map<String, Object> ofGeneric(ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] arguments = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1]));
        }
        return of(raw);
    }

    private static Map<String, Object> ofPlain(Class<?> type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String json = jsonType(type);
        if (!json.equals("object") || type == Map.class) {
            schema.put("type", json);
        }
        if (type == Instant.class) {
            schema.put("format", "date-time");
        } else if (type == LocalDate.class) {
            schema.put("format", "date");
        } else if (type == long.class || type == Long.class) {
            schema.put("format", "int64");
        } else if (type == int.class || type == Integer.class) {
            schema.put("format", "int32");
        }
        return schema;
    }

    /** How a value of {@code type} is written: string, integer, number, boolean, array, object. */
    static String jsonType(Class<?> type) {
        if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class
                || type == short.class
                || type == Short.class) {
            return "integer";
        }
        if (type == double.class
                || type == Double.class
                || type == float.class
                || type == BigDecimal.class) {
            return "number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "array";
        }
        boolean structured =
                type.isRecord()
                        || type.isSealed()
                        || type == Object.class
                        || Map.class.isAssignableFrom(type);
        return structured ? "object" : "string";
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = names.get(type);
        if (name == null) {
            name = nameOf(type);
            names.put(type, name);
            named.put(name, Map.of()); // a record may hold itself
            named.put(name, type.isRecord() ? object(type) : choice(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** The simple name, with its outer class's before it when another type took that already. */
    private String nameOf(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        String name = type.getSimpleName();
        if (named.containsKey(name) && outer != null) {
            name = outer.getSimpleName() + name;
        }
        return named.containsKey(name) ? type.getName() : name;
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            AnnotatedType annotated = component.getAnnotatedType();
            Type known =
                    annotated instanceof AnnotatedParameterizedType
                            ? component.getGenericType()
                            : component.getType();
            properties.put(component.getName(), of(known));
            if (!nullable(component)) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private Map<String, Object> choice(Class<?> type) {
        List<Map<String, Object>> cases = new ArrayList<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            cases.add(of(permitted));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("oneOf", cases);
        JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
        if (info != null && !info.property().isEmpty()) {
            schema.put("discriminator", Map.of("propertyName", info.property()));
            JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
            if (kinds != null) {
                schema.put(
                        "description",
                        info.property()
                                + " is one of "
                                + Arrays.stream(kinds.value())
                                        .map(JsonSubTypes.Type::name)
                                        .toList());
            }
        }
        return schema;
    }

    private static List<Object> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Json.text(constant).replace("\"", ""))
                .map(Object.class::cast)
                .toList();
    }
}
