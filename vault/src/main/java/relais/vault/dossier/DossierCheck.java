package relais.vault.dossier;

import java.util.ArrayList;
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

    /** Everything that is wrong, in the order of a form; null where nothing is. */
    static @Nullable Outcome wrong(String title, List<String> tags, @Nullable FieldValues values) {
        List<Outcome.WrongValue> wrong = new ArrayList<>();
        if (title.isBlank() || title.strip().length() > TITLE_SIGNS || title.indexOf('\0') >= 0) {
            wrong.add(wrong("title", "dossier-title", "a title of 1 to " + TITLE_SIGNS + " signs"));
        }
        if (values != null) {
            wrong.addAll(values.wrong());
        }
        if (tags.size() > TAGS || tags.stream().anyMatch(tag -> tag.length() > TAG_SIGNS)) {
            wrong.add(wrong("tags", "dossier-tags", "at most " + TAGS + " tags of 60 signs"));
        }
        return wrong.isEmpty() ? null : new Outcome.Unfit(wrong);
    }

    private static Outcome.WrongValue wrong(String field, String code, String detail) {
        return new Outcome.WrongValue(field, code, detail);
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
