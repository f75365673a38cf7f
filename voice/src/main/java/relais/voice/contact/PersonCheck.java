package relais.voice.contact;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bounds of what is kept about a person, for forms and imports alike. */
public final class PersonCheck {
    /** Longest name or place; long enough for three names and a title. */
    public static final int NAME_LIMIT = 200;

    public static final int FIELD_NAME_LIMIT = 60;
    public static final int FIELD_LIMIT = 500;

    /** Own fields of one person; a list with more columns is not a list of people. */
    public static final int FIELDS_LIMIT = 50;

    private PersonCheck() {}

    static Optional<Saved> wrong(PersonForm form) {
        if (tooLong(form.name(), NAME_LIMIT)) {
            return refused("name-too-long", "a name has at most " + NAME_LIMIT + " letters");
        }
        if (tooLong(form.place(), NAME_LIMIT)) {
            return refused("place-too-long", "a place has at most " + NAME_LIMIT + " letters");
        }
        if (form.language() != null
                && !form.language().isBlank()
                && language(form.language()) == null) {
            return refused(
                    "language-unknown", "a language is a code of two or three letters, such as fr");
        }
        Map<String, String> fields = form.fields();
        if (fields != null
                && (fields.size() > FIELDS_LIMIT
                        || fields.keySet().stream()
                                .anyMatch(k -> k.isBlank() || tooLong(k, FIELD_NAME_LIMIT))
                        || fields.values().stream().anyMatch(v -> tooLong(v, FIELD_LIMIT)))) {
            return refused(
                    "fields-too-many",
                    "at most %d fields, names up to %d letters, values up to %d"
                            .formatted(FIELDS_LIMIT, FIELD_NAME_LIMIT, FIELD_LIMIT));
        }
        return Optional.empty();
    }

    private static Optional<Saved> refused(String code, String detail) {
        return Optional.of(new Saved.Refused(code, detail));
    }

    private static boolean tooLong(@Nullable String text, int limit) {
        return text != null && text.length() > limit;
    }

    /** Without control characters and outer spaces; null for nothing. */
    public static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.isEmpty() ? null : clean;
    }

    /** "FR", "fr-BI", "fr_BI" are fr; null when it is no language code. */
    public static @Nullable String language(@Nullable String text) {
        String clean = clean(text);
        if (clean == null) {
            return null;
        }
        String tag = clean.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return tag.matches("[a-z]{2,3}") ? tag : null;
    }
}
