package relais.vault.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Map;
import relais.platform.json.Json;

/** Values of fields as the database keeps them. */
public final class Values {
    /** 0.1 stays 0.1. */
    public static final ObjectReader READER =
            Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Values() {}

    public static Map<String, Object> read(String json) {
        try {
            return READER.forType(new TypeReference<Map<String, Object>>() {}).readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields that are not JSON", e);
        }
    }
}
