package relais.voice.contact;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person of ours writes about someone.
 *
 * @param address required for a new contact; left out or still hidden it stays as it is
 */
public record PersonForm(
        @Nullable String name,
        @Nullable String address,
        @Nullable String language,
        @Nullable String place,
        @Nullable List<Long> groups,
        @Nullable Map<String, String> fields) {
    public PersonForm {
        groups = groups == null ? null : List.copyOf(groups);
        fields = fields == null ? null : Map.copyOf(fields);
    }
}
