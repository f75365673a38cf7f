package relais.voice.attribution;

import java.util.Map;

/**
 * The reason for a decision, for a person: a stable code that the console translates, and what
 * fills its sentence.
 */
public record Why(String code, Map<String, String> params) {
    public Why {
        params = Map.copyOf(params);
    }
}
