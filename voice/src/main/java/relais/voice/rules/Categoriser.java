package relais.voice.rules;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.voice.poll.Category;
import relais.voice.poll.DefinitionProblem;
import relais.voice.poll.Folding;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.Rule;
import relais.voice.poll.RuleKind;

/** Turns a poll's definition into look-ups, once per version of the definition. */
public final class Categoriser {
    /** A choice's name is often cut short: one of its words, if no other choice has it, will do. */
    private static final double PART_OF_NAME = 0.85;

    private static final int PART_LENGTH = 4;

    private final PollDefinition poll;
    private final Vocabulary vocabulary = new Vocabulary(Everyday.NOT_ERRORS);
    private final Map<Integer, List<Sequence>> sequences = new HashMap<>();
    private final List<CompiledRules.Opening> openings = new ArrayList<>();
    private final List<CompiledRules.Expression> expressions = new ArrayList<>();

    private Categoriser(PollDefinition poll) {
        this.poll = poll;
    }

    /**
     * Compiles. Never fails: a definition with {@link PollDefinition#problems} is refused before it
     * is saved; should an older one hold a rule that today's check refuses, that rule alone is left
     * out.
     */
    public static CompiledRules compile(PollDefinition poll) {
        Categoriser categoriser = new Categoriser(poll);
        Set<String> refused = new HashSet<>();
        for (DefinitionProblem problem : poll.problems()) {
            refused.add(problem.field());
        }
        categoriser.authored(refused);
        switch (poll.kind()) {
            case YES_NO -> {
                categoriser.builtin();
                categoriser.names(false);
            }
            case MULTIPLE_CHOICE -> categoriser.names(true);
            case NUMERIC, FREE_TEXT -> {}
        }
        return categoriser.compiled();
    }

    private CompiledRules compiled() {
        List<String> keys = poll.categories().stream().map(Category::key).toList();
        Sequence[][] byFirst = new Sequence[vocabulary.size()][];
        for (int word = 0; word < byFirst.length; word++) {
            byFirst[word] = sequences.getOrDefault(word, List.of()).toArray(Sequence[]::new);
        }
        Set<String> asked = new HashSet<>();
        poll.question().values().forEach(text -> asked.addAll(NormalText.of(text).words()));
        return new CompiledRules(
                poll.kind(), keys, vocabulary, byFirst, openings, expressions, Set.copyOf(asked));
    }

    private void authored(Set<String> refused) {
        for (int c = 0; c < poll.categories().size(); c++) {
            List<Rule> rules = poll.categories().get(c).rules();
            for (int r = 0; r < rules.size(); r++) {
                String field = "categories[" + c + "].rules[" + r + "]";
                if (!refused.contains(field) && !refused.contains(field + ".pattern")) {
                    authored(c, rules.get(r));
                }
            }
        }
    }

    private void authored(int category, Rule rule) {
        String own = rule.language();
        Set<String> languages = own == null ? null : Set.of(own);
        switch (rule.kind()) {
            case WORD, PHRASE -> {
                String label = rule.kind() == RuleKind.WORD ? "word" : "phrase";
                add(
                        category,
                        Folding.words(rule.pattern()),
                        rule.typos(),
                        languages,
                        false,
                        1,
                        label);
            }
            case PREFIX ->
                    openings.add(
                            new CompiledRules.Opening(
                                    category,
                                    String.join(" ", Folding.words(rule.pattern())),
                                    languages));
            case REGEX -> {
                Pattern pattern = rule.expression();
                expressions.add(
                        new CompiledRules.Expression(category, pattern, languages, rule.pattern()));
            }
        }
    }

    private void names(boolean parts) {
        Map<String, Integer> owners = new LinkedHashMap<>();
        for (int c = 0; c < poll.categories().size(); c++) {
            for (String name : poll.categories().get(c).name().values()) {
                List<String> words = Folding.words(name);
                if (!words.isEmpty()) {
                    add(c, words, true, null, false, 1, "name");
                }
                for (String word : words) {
                    int category = c;
                    owners.merge(word, c, (was, is) -> was == category ? was : -2);
                }
            }
        }
        if (parts) {
            owners.forEach(
                    (word, owner) -> {
                        if (owner >= 0
                                && word.length() >= PART_LENGTH
                                && !Everyday.COURTESY.contains(word)) {
                            add(owner, List.of(word), true, null, false, PART_OF_NAME, "name");
                        }
                    });
        }
    }

    private void builtin() {
        int unsure = Hit.UNSURE;
        for (int c = 0; c < poll.categories().size(); c++) {
            String key = poll.categories().get(c).key();
            if (key.equals(PollDefinition.YES)) {
                say(c, Builtin.YES);
            } else if (key.equals(PollDefinition.NO)) {
                say(c, Builtin.NO);
            } else if (Builtin.UNSURE_KEYS.contains(key)) {
                unsure = c;
            }
        }
        say(unsure, Builtin.UNSURE);
    }

    private void say(int category, List<Builtin.Saying> sayings) {
        for (Builtin.Saying saying : sayings) {
            String label = saying.words().size() == 1 ? "word" : "phrase";
            add(
                    category,
                    saying.words(),
                    saying.languages() == null,
                    saying.languages(),
                    true,
                    saying.weight(),
                    label);
        }
    }

    private void add(
            int category,
            List<String> words,
            boolean typos,
            @Nullable Set<String> languages,
            boolean strict,
            double weight,
            String label) {
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vocabulary.add(words.get(i), typos);
        }
        sequences
                .computeIfAbsent(numbers[0], first -> new ArrayList<>())
                .add(
                        new Sequence(
                                category,
                                numbers,
                                typos,
                                languages,
                                strict,
                                weight,
                                label,
                                String.join(" ", words)));
    }
}
