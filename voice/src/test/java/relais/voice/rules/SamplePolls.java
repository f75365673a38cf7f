package relais.voice.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import relais.voice.poll.Audience;
import relais.voice.poll.Category;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;
import relais.voice.poll.Rule;
import relais.voice.poll.RuleKind;

/** Polls that tests ask. */
public final class SamplePolls {
    private SamplePolls() {}

    public static PollDefinition water() {
        return poll(
                PollKind.YES_NO,
                "Avez-vous de l'eau potable au village ?",
                category("yes", "Oui"),
                category("no", "Non"));
    }

    public static PollDefinition household() {
        return poll(PollKind.NUMERIC, "Combien de personnes vivent chez vous ?");
    }

    public static PollDefinition needs() {
        return poll(
                PollKind.MULTIPLE_CHOICE,
                "De quoi avez-vous le plus besoin ? 1 Eau potable 2 Ecole 3 Santé 4 Route",
                category("water", "Eau potable"),
                category("school", "École"),
                category("health", "Santé"),
                category("road", "Route"));
    }

    public static PollDefinition concerns() {
        return poll(
                PollKind.FREE_TEXT,
                "Que faut-il changer dans votre colline ?",
                category(
                        "health",
                        "Santé",
                        rule(null, RuleKind.WORD, "médicaments", true),
                        rule(null, RuleKind.PHRASE, "centre de santé", true),
                        rule("rn", RuleKind.WORD, "amagara", true)),
                category(
                        "school",
                        "École",
                        rule(null, RuleKind.PREFIX, "educ", false),
                        rule(null, RuleKind.REGEX, "\\becoles?\\b", false)));
    }

    public static PollDefinition poll(PollKind kind, String question, Category... categories) {
        return new PollDefinition(
                "Enquête",
                kind,
                Map.of("fr", question),
                Audience.everybody(),
                null,
                "fr",
                List.of(categories),
                Map.of());
    }

    public static Category category(String key, String name, Rule... rules) {
        return new Category(key, Map.of("fr", name), "", Map.of(), Arrays.asList(rules));
    }

    public static Rule rule(String language, RuleKind kind, String pattern, boolean typos) {
        return new Rule(language, kind, pattern, typos);
    }
}
