package relais.voice.rules;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;
import relais.voice.poll.Rule;

/** One version of a poll's rules, ready for use by any number of threads. */
public final class CompiledRules {
    /**
     * The text begins so: folded words joined by single spaces, the last one perhaps unfinished.
     */
    record Opening(int category, String words, @Nullable Set<String> languages) {}

    record Expression(
            int category, Pattern pattern, @Nullable Set<String> languages, String source) {}

    /** A pattern found by expression rather than by the author's very words. */
    private static final double EXPRESSION = 0.95;

    private final PollKind kind;
    private final List<String> keys;
    private final Vocabulary vocabulary;
    private final Sequence[][] byFirst;
    private final List<Opening> openings;
    private final List<Expression> expressions;
    private final Set<String> asked;
    private final int yes;
    private final int no;

    CompiledRules(
            PollKind kind,
            List<String> keys,
            Vocabulary vocabulary,
            Sequence[][] byFirst,
            List<Opening> openings,
            List<Expression> expressions,
            Set<String> asked) {
        this.kind = kind;
        this.keys = keys;
        this.vocabulary = vocabulary;
        this.byFirst = byFirst;
        this.openings = List.copyOf(openings);
        this.expressions = List.copyOf(expressions);
        this.asked = asked;
        this.yes = keys.indexOf(PollDefinition.YES);
        this.no = keys.indexOf(PollDefinition.NO);
    }

    public PollKind kind() {
        return kind;
    }

    /** The categories' keys in the definition's order. */
    public List<String> keys() {
        return keys;
    }

    public Categorised categorise(String text, String language) {
        return categorise(NormalText.of(text), language);
    }

    /**
     * What the text says under this poll.
     *
     * @param language the contact's (ISO 639), or empty
     */
    public Categorised categorise(NormalText text, String language) {
        if (text.size() == 0) {
            return Categorised.NOTHING;
        }
        List<Hit> hits = new Hits(this, text, language).all();
        Categorised decided =
                switch (kind) {
                    case YES_NO -> Decision.yesNo(keys, text, hits);
                    case MULTIPLE_CHOICE -> Decision.choice(keys, text, hits);
                    case NUMERIC, FREE_TEXT -> Decision.byRule(keys, hits);
                };
        return kind == PollKind.NUMERIC ? withNumber(text, decided) : decided;
    }

    private static Categorised withNumber(NormalText text, Categorised decided) {
        List<BigDecimal> numbers = Numbers.in(text);
        if (numbers.size() != 1) {
            String why = numbers.isEmpty() ? "none" : "several-numbers:" + numbers.size();
            return decided.category() == null ? Categorised.undecided(why) : decided;
        }
        BigDecimal number = numbers.getFirst();
        double confidence = text.size() == 1 ? 1 : text.size() <= 5 ? 0.95 : 0.8;
        return new Categorised(
                decided.category(),
                decided.alsoMatched(),
                number,
                confidence,
                decided.category() == null
                        ? "number:" + number.toPlainString()
                        : decided.decidedBy());
    }

    public Story storyIn(String text) {
        return storyIn(NormalText.of(text));
    }

    /** Whether the answer says more than the answer; a free text is its own story: never. */
    public Story storyIn(NormalText text) {
        if (kind == PollKind.FREE_TEXT) {
            return Story.NONE;
        }
        int rest = 0;
        for (int i = 0; i < text.size(); i++) {
            String word = text.word(i);
            boolean says =
                    word.length() > 1
                            && !Everyday.COURTESY.contains(word)
                            && !asked.contains(word)
                            && Numbers.named(word) == null
                            && !Character.isDigit(word.charAt(0))
                            && !vocabulary.knows(word);
            rest += says ? 1 : 0;
        }
        return Story.of(rest, text.asks());
    }

    /** Gathers what one text matches. */
    private static final class Hits {
        private final CompiledRules rules;
        private final NormalText text;
        private final String language;
        private final Vocabulary.@Nullable Found[] found;
        private final List<Hit> hits = new ArrayList<>(4);

        Hits(CompiledRules rules, NormalText text, String language) {
            this.rules = rules;
            this.text = text;
            this.language = language;
            this.found = new Vocabulary.@Nullable Found[text.size()];
        }

        List<Hit> all() {
            for (int i = 0; i < found.length; i++) {
                found[i] = rules.vocabulary.find(text.word(i));
            }
            for (int i = 0; i < found.length; i++) {
                Vocabulary.Found first = found[i];
                if (first != null) {
                    for (Sequence sequence : rules.byFirst[first.word()]) {
                        match(sequence, i);
                    }
                }
            }
            openings();
            expressions();
            if (rules.kind == PollKind.MULTIPLE_CHOICE) {
                Choices.find(text, rules.keys.size(), hits);
            } else if (rules.kind == PollKind.YES_NO && text.size() == 1) {
                letters();
            }
            return Decision.withoutContained(hits);
        }

        private void match(Sequence sequence, int at) {
            int[] words = sequence.words();
            if (at + words.length > found.length) {
                return;
            }
            double quality = 1;
            for (int i = 0; i < words.length; i++) {
                Vocabulary.Found each = found[at + i];
                if (each == null || each.word() != words[i]) {
                    return;
                }
                quality = Math.min(quality, each.quality());
            }
            double weight = sequence.weightIn(language);
            if (weight > 0 && (quality == 1 || sequence.typos())) {
                String why =
                        quality == 1
                                ? sequence.label() + ":" + sequence.text()
                                : "typo:" + sequence.text() + "~" + typed(at, words.length);
                hits.add(
                        new Hit(
                                sequence.category(),
                                at,
                                at + words.length,
                                weight * quality,
                                true,
                                why));
            }
        }

        private String typed(int from, int count) {
            StringBuilder typed = new StringBuilder(text.word(from));
            for (int i = 1; i < count; i++) {
                typed.append(' ').append(text.word(from + i));
            }
            return typed.toString();
        }

        private void openings() {
            if (rules.openings.isEmpty()) {
                return;
            }
            String words = text.toString();
            for (Opening opening : rules.openings) {
                if (words.startsWith(opening.words())) {
                    int length = 1 + (int) opening.words().chars().filter(c -> c == ' ').count();
                    double strength = trusted(opening.languages());
                    String why = "prefix:" + opening.words();
                    hits.add(new Hit(opening.category(), 0, length, strength, false, why));
                }
            }
        }

        private void expressions() {
            if (rules.expressions.isEmpty()) {
                return;
            }
            String folded = text.folded();
            String searched =
                    folded.substring(0, Math.min(folded.length(), Rule.SEARCHED_CHARACTERS));
            for (Expression each : rules.expressions) {
                if (each.pattern().matcher(searched).find()) {
                    double strength = trusted(each.languages()) * EXPRESSION;
                    String why = "regex:" + each.source();
                    // Where it matched does not matter: the author looked at the whole text.
                    hits.add(new Hit(each.category(), 0, text.size(), strength, false, why));
                }
            }
        }

        private double trusted(@Nullable Set<String> languages) {
            return languages == null || languages.contains(language) ? 1 : Sequence.OTHER_LANGUAGE;
        }

        private void letters() {
            String word = text.word(0);
            if (Builtin.YES_LETTERS.contains(word) && rules.yes >= 0) {
                hits.add(new Hit(rules.yes, 0, 1, 0.95, false, "letter:" + word));
            } else if (Builtin.NO_LETTERS.contains(word) && rules.no >= 0) {
                hits.add(new Hit(rules.no, 0, 1, 0.95, false, "letter:" + word));
            }
        }
    }
}
