package relais.vault.dossier;

import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.vault.access.Outcome;
import relais.vault.type.FieldValues;

/** Says what is wrong with what people write into a dossier. Pure. */
final class DossierCheck {
    private static final int TITLE_SIGNS = 300;
    private static final int TAG_SIGNS = 60;
    private static final int TAGS = 50;

    private DossierCheck() {}

    static @Nullable Outcome wrong(String title, List<String> tags, @Nullable FieldValues values) {
        if (title.isBlank() || title.strip().length() > TITLE_SIGNS || title.indexOf('\0') >= 0) {
            return new Outcome.Refused(
                    422, "dossier-title", "title", "a title of 1 to " + TITLE_SIGNS + " signs");
        }
        if (tags.size() > TAGS || tags.stream().anyMatch(tag -> tag.length() > TAG_SIGNS)) {
            return new Outcome.Refused(
                    422, "dossier-tags", "tags", "at most " + TAGS + " tags of 60 signs");
        }
        return values == null || values.wrong().isEmpty()
                ? null
                : new Outcome.Unfit(values.wrong());
    }

    static List<String> tidy(List<String> tags) {
        return tags.stream()
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
