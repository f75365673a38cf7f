package relais.vault.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One value that became another. Fields are {@code fields.KEY}, people {@code people.CONTACT}; the
 * rest by their names.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(String field, @Nullable Object from, @Nullable Object to) {
    private static final String FIELDS = "fields.";
    private static final String PEOPLE = "people.";

    /** What leads from one content to the other. */
    public static List<Change> between(Content before, Content after) {
        Map<String, Object> one = flat(before);
        Map<String, Object> other = flat(after);
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        List<Change> changes = new ArrayList<>();
        for (String key : keys) {
            if (!same(one.get(key), other.get(key))) {
                changes.add(new Change(key, one.get(key), other.get(key)));
            }
        }
        return changes;
    }

    /** What a new dossier begins with. */
    public static List<Change> from(Content content) {
        List<Change> changes = new ArrayList<>();
        flat(content).forEach((key, value) -> changes.add(new Change(key, null, value)));
        return changes;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number && other instanceof Number) {
            return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) == 0;
        }
        return Objects.equals(one, other);
    }

    /** Only what differs from an empty dossier. */
    private static Map<String, Object> flat(Content content) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flat.put("title", content.title());
        flat.put("state", content.state());
        if (content.confidential()) {
            flat.put("confidential", true);
        }
        if (content.trashed()) {
            flat.put("trashed", true);
        }
        if (!content.tags().isEmpty()) {
            flat.put("tags", content.tags());
        }
        content.fields().forEach((key, value) -> flat.put(FIELDS + key, value));
        content.people().forEach((contact, role) -> flat.put(PEOPLE + contact, role));
        return flat;
    }

    /** What a dossier is after these changes, in their order, from its first on. */
    public static Content replay(List<Change> changes) {
        Map<String, Object> flat = new TreeMap<>();
        for (Change change : changes) {
            if (change.to() == null) {
                flat.remove(change.field());
            } else {
                flat.put(change.field(), change.to());
            }
        }
        Map<String, Object> fields = new TreeMap<>();
        Map<Long, String> people = new TreeMap<>();
        flat.forEach(
                (key, value) -> {
                    if (key.startsWith(FIELDS)) {
                        fields.put(key.substring(FIELDS.length()), value);
                    } else if (key.startsWith(PEOPLE)) {
                        people.put(
                                Long.parseLong(key.substring(PEOPLE.length())), value.toString());
                    }
                });
        return new Content(
                Objects.toString(flat.get("title"), ""),
                Objects.toString(flat.get("state"), ""),
                Boolean.TRUE.equals(flat.get("confidential")),
                Boolean.TRUE.equals(flat.get("trashed")),
                flat.get("tags") instanceof List<?> tags
                        ? tags.stream().map(Object::toString).toList()
                        : List.of(),
                fields,
                people);
    }
}
