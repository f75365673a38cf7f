package relais.vault.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a dossier has a history.
 *
 * @param fields values by their fields' keys
 * @param people roles by contacts' numbers
 */
public record Content(
        String title,
        String state,
        boolean confidential,
        boolean trashed,
        List<String> tags,
        Map<String, Object> fields,
        Map<Long, String> people) {
    public Content {
        tags = List.copyOf(tags);
        fields = new TreeMap<>(fields);
        people = new TreeMap<>(people);
    }
}
