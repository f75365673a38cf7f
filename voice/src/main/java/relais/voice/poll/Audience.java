package relais.voice.poll;

import java.util.List;

/**
 * Who is asked: contacts in any of {@code groups} (all contacts when empty), in none of {@code
 * exclude}, with every one of {@code fields}, and speaking one of {@code languages} (any when
 * empty). Stopped contacts are never asked.
 */
public record Audience(
        List<Long> groups, List<Long> exclude, List<FieldValue> fields, List<String> languages) {
    public Audience {
        groups = groups == null ? List.of() : List.copyOf(groups);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
        fields = fields == null ? List.of() : List.copyOf(fields);
        languages = languages == null ? List.of() : List.copyOf(languages);
    }

    /** A contact's field with exactly this value; {@code place} names the contact's place. */
    public record FieldValue(String field, String value) {}

    public static Audience everybody() {
        return new Audience(List.of(), List.of(), List.of(), List.of());
    }
}
