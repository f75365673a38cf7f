package relais.voice.poll;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for what a person must mend in a definition, and names the field. */
final class DefinitionCheck {
    static final int NAME_LIMIT = 120;

    /**
     * Ten concatenated GSM-7 segments: longer questions are not read, and cost ten times as much.
     */
    static final int TEXT_LIMIT = 1_530;

    /** More choices than anyone reads on a phone; bounds the work per answer. */
    static final int CATEGORY_LIMIT = 50;

    static final int RULE_LIMIT = 100;

    /** Instructions of all of a poll's expressions together: bounds the time one text can take. */
    static final int PROGRAMS_LIMIT = 2_000;

    static final int LANGUAGE_LIMIT = 20;
    static final int AUDIENCE_LIMIT = 200;

    private final List<DefinitionProblem> problems = new ArrayList<>();
    private final PollDefinition poll;
    private int instructions;

    private DefinitionCheck(PollDefinition poll) {
        this.poll = poll;
    }

    static List<DefinitionProblem> problems(PollDefinition poll) {
        DefinitionCheck check = new DefinitionCheck(poll);
        check.headings();
        check.texts("question", poll.question(), true);
        check.texts("confirmation", poll.confirmation(), false);
        check.audience();
        check.kind();
        check.categories();
        return List.copyOf(check.problems);
    }

    private void headings() {
        if (poll.name().isBlank()) {
            say("name", "required", "give the poll a name");
        } else if (poll.name().length() > NAME_LIMIT) {
            say("name", "too-long", "at most " + NAME_LIMIT + " characters");
        }
        if (!isLanguage(poll.defaultLanguage())) {
            say("defaultLanguage", "language-wrong", "an ISO 639 code such as fr, en or rn");
        }
        String channel = poll.channel();
        if (channel != null && !channel.matches("[A-Za-z0-9._-]{1,80}")) {
            say("channel", "channel-wrong", "letters, digits, dot, hyphen; at most 80");
        }
    }

    private void texts(String field, Map<String, String> texts, boolean required) {
        if (texts.size() > LANGUAGE_LIMIT) {
            say(field, "too-many", "at most " + LANGUAGE_LIMIT + " languages");
        }
        if (required && texts.getOrDefault(poll.defaultLanguage(), "").isBlank()) {
            say(
                    field + "." + poll.defaultLanguage(),
                    "required",
                    "write it in the default language: others fall back on it");
        }
        texts.forEach(
                (language, text) -> {
                    if (!isLanguage(language)) {
                        say(field + "." + language, "language-wrong", "an ISO 639 code");
                    }
                    if (text.length() > TEXT_LIMIT) {
                        say(
                                field + "." + language,
                                "too-long",
                                "at most " + TEXT_LIMIT + " characters (ten segments)");
                    }
                });
    }

    private void audience() {
        Audience audience = poll.audience();
        if (audience.groups().size() + audience.exclude().size() > AUDIENCE_LIMIT) {
            say("audience.groups", "too-many", "at most " + AUDIENCE_LIMIT + " groups");
        }
        if (audience.fields().size() > LANGUAGE_LIMIT) {
            say("audience.fields", "too-many", "at most " + LANGUAGE_LIMIT + " fields");
        }
        for (int i = 0; i < audience.fields().size(); i++) {
            Audience.FieldValue wanted = audience.fields().get(i);
            if (wanted.field() == null || wanted.field().isBlank() || wanted.value() == null) {
                say("audience.fields[" + i + "]", "required", "name a field and its value");
            }
        }
        for (int i = 0; i < audience.languages().size(); i++) {
            if (!isLanguage(audience.languages().get(i))) {
                say("audience.languages[" + i + "]", "language-wrong", "an ISO 639 code");
            }
        }
    }

    private void kind() {
        Set<String> keys = new HashSet<>();
        poll.categories().forEach(category -> keys.add(category.key()));
        switch (poll.kind()) {
            case YES_NO -> {
                if (!keys.contains(PollDefinition.YES) || !keys.contains(PollDefinition.NO)) {
                    say("categories", "yes-no-missing", "needs the categories yes and no");
                }
            }
            case MULTIPLE_CHOICE -> {
                if (poll.categories().size() < 2) {
                    say("categories", "too-few", "give at least two choices");
                }
            }
            case NUMERIC, FREE_TEXT -> {}
        }
    }

    private void categories() {
        if (poll.categories().size() > CATEGORY_LIMIT) {
            say("categories", "too-many", "at most " + CATEGORY_LIMIT);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(poll.categories().size(), CATEGORY_LIMIT); i++) {
            Category category = poll.categories().get(i);
            String field = "categories[" + i + "]";
            if (!category.key().matches("[a-z0-9][a-z0-9_-]{0,39}")) {
                say(field + ".key", "key-wrong", "small letters, digits, - and _; at most 40");
            } else if (!seen.add(category.key())) {
                say(field + ".key", "key-twice", "another category has this key");
            }
            if (!category.color().matches("(#[0-9a-fA-F]{6})?")) {
                say(field + ".color", "color-wrong", "#rrggbb");
            }
            texts(field + ".name", category.name(), true);
            texts(field + ".reply", category.reply(), false);
            rules(field, category);
        }
    }

    private void rules(String field, Category category) {
        if (category.rules().size() > RULE_LIMIT) {
            say(field + ".rules", "too-many", "at most " + RULE_LIMIT + " rules");
            return;
        }
        for (int i = 0; i < category.rules().size(); i++) {
            Rule rule = category.rules().get(i);
            String at = field + ".rules[" + i + "]";
            if (rule.kind() == null || rule.pattern() == null) {
                say(at, "required", "a rule needs a kind and a pattern");
                continue;
            }
            String language = rule.language();
            if (language != null && !isLanguage(language)) {
                say(at + ".language", "language-wrong", "an ISO 639 code, or none for all");
            }
            Optional<DefinitionProblem> wrong = rule.problemAt(at + ".pattern");
            wrong.ifPresent(problems::add);
            if (wrong.isEmpty() && rule.kind() == RuleKind.REGEX) {
                addUp(rule, at + ".pattern");
            }
        }
    }

    private void addUp(Rule rule, String field) {
        int before = instructions;
        instructions += rule.expression().programSize();
        if (instructions > PROGRAMS_LIMIT && before <= PROGRAMS_LIMIT) {
            say(field, "regexes-too-large", "all expressions together are too large: use words");
        }
    }

    private static boolean isLanguage(String language) {
        return language.matches("[a-z]{2,3}");
    }

    private void say(String field, String code, String detail) {
        problems.add(new DefinitionProblem(field, code, detail));
    }
}
