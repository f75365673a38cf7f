package relais.vault.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type's fields as JSON Schema (2020-12): what other programs may put into a dossier. */
public final class JsonSchema {
    private JsonSchema() {}

    public static Map<String, Object> of(TypeDefinition type, String language) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (TypeDefinition.Field field : type.fields()) {
            properties.put(field.key(), property(field, language));
            if (field.must()) {
                required.add(field.key());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", type.nameIn(language));
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(TypeDefinition.Field field, String language) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String label = field.label().get(language);
        schema.put(
                "title",
                label == null ? field.label().values().stream().findFirst().orElse("") : label);
        List<String> keys = field.options().stream().map(TypeDefinition.Choice::key).toList();
        switch (field.kind()) {
            case TEXT, LONGTEXT, PHONE -> schema.put("type", "string");
            case EMAIL -> schema.putAll(Map.of("type", "string", "format", "email"));
            case DATE -> schema.putAll(Map.of("type", "string", "format", "date"));
            case NUMBER -> schema.put("type", "number");
            case BOOLEAN -> schema.put("type", "boolean");
            case PERSON -> schema.putAll(Map.of("type", "integer", "minimum", 1));
            case CHOICE -> schema.put("enum", keys);
            case CHOICES -> {
                schema.putAll(Map.of("type", "array", "uniqueItems", true));
                schema.put("items", Map.of("enum", keys));
            }
        }
        bounds(field, schema);
        return schema;
    }

    private static void bounds(TypeDefinition.Field field, Map<String, Object> schema) {
        boolean number = field.kind() == FieldKind.NUMBER;
        if (field.min() != null) {
            schema.put(number ? "minimum" : "minLength", field.min());
        }
        if (field.max() != null) {
            schema.put(number ? "maximum" : "maxLength", field.max());
        }
        if (field.pattern() != null) {
            schema.put("pattern", "^(?:" + field.pattern() + ")$");
        }
    }
}
