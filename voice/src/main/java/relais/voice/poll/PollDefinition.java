package relais.voice.poll;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a poll asks, of whom, and how answers are understood. Frozen when the poll starts; its rules
 * may then only be replaced as a whole, under a new version.
 *
 * @param question per language (ISO 639)
 * @param channel the channel to send through; null for the installation's default
 * @param defaultLanguage for contacts whose language has no text
 * @param confirmation sent for a counted answer whose category has no reply; empty for silence
 */
public record PollDefinition(
        String name,
        PollKind kind,
        Map<String, String> question,
        Audience audience,
        @Nullable String channel,
        String defaultLanguage,
        List<Category> categories,
        Map<String, String> confirmation) {

    /** The keys that a yes/no poll's two counted categories bear. */
    public static final String YES = "yes";

    public static final String NO = "no";

    public PollDefinition {
        name = name == null ? "" : name.strip();
        kind = kind == null ? PollKind.FREE_TEXT : kind;
        question = question == null ? Map.of() : Map.copyOf(question);
        audience = audience == null ? Audience.everybody() : audience;
        defaultLanguage = defaultLanguage == null ? "fr" : defaultLanguage;
        categories = categories == null ? List.of() : List.copyOf(categories);
        confirmation = confirmation == null ? Map.of() : Map.copyOf(confirmation);
    }

    /** Everything that must be mended; empty for a definition that may be saved and started. */
    @JsonIgnore
    public List<DefinitionProblem> problems() {
        return DefinitionCheck.problems(this);
    }

    /** The question in {@code language}, or in the default language. */
    public String questionIn(@Nullable String language) {
        return in(question, language).orElse("");
    }

    /** What to answer to {@code category} (null for uncategorised) in {@code language}, if any. */
    public Optional<String> replyTo(@Nullable String category, @Nullable String language) {
        for (Category each : categories) {
            if (each.key().equals(category) && !each.reply().isEmpty()) {
                return in(each.reply(), language);
            }
        }
        return category == null && kind != PollKind.FREE_TEXT
                ? Optional.empty()
                : in(confirmation, language);
    }

    /** The languages the question is written in, in alphabetical order. */
    @JsonIgnore
    public Set<String> languages() {
        return new TreeSet<>(question.keySet());
    }

    /** This poll with other categories, e.g. to try a change of rules. */
    public PollDefinition with(List<Category> others) {
        return new PollDefinition(
                name, kind, question, audience, channel, defaultLanguage, others, confirmation);
    }

    private Optional<String> in(Map<String, String> texts, @Nullable String language) {
        String own = language == null ? null : texts.get(language);
        return Optional.ofNullable(own != null ? own : texts.get(defaultLanguage))
                .filter(text -> !text.isBlank());
    }
}
