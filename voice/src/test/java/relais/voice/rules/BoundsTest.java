package relais.voice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.rules.SamplePolls.category;
import static relais.voice.rules.SamplePolls.poll;
import static relais.voice.rules.SamplePolls.rule;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.voice.poll.Category;
import relais.voice.poll.DefinitionProblem;
import relais.voice.poll.PollDefinition;
import relais.voice.poll.PollKind;
import relais.voice.poll.RuleKind;

/** No text and no pattern stops or slows the reading of answers. */
final class BoundsTest {
    private static final List<CompiledRules> ALL =
            List.of(
                    Categoriser.compile(SamplePolls.water()),
                    Categoriser.compile(SamplePolls.household()),
                    Categoriser.compile(SamplePolls.needs()),
                    Categoriser.compile(SamplePolls.concerns()));

    private static final String[] PIECES = {
        "oui",
        "non",
        "pas",
        " ",
        " ",
        "  ",
        "1",
        "22",
        ",",
        ".",
        "500",
        "é",
        "œ",
        "\uD83D\uDC4D",
        "\uD83D",
        "\uDC4D",
        "\u0301",
        "\u202E",
        "\u0000",
        "ß",
        "İ",
        "ﬁ",
        "٣",
        "²",
        "½",
        "-",
        "et",
        "ou",
        "quatre",
        "vingt",
        "dix",
        "cent",
        "a)",
        "?",
        "نعم",
        "option",
        "eau potable",
        "\n",
        "x".repeat(300)
    };

    @Test
    void anythingAtAllGivesABoundedAnswer() {
        long seed = System.nanoTime();
        System.out.println("BoundsTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                if (random.nextInt(4) == 0) {
                    text.append((char) random.nextInt(0x10000));
                } else {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            check(text.toString());
        }
    }

    @FuzzTest(maxDuration = "10s")
    void anyTextIsReadable(String text) {
        check(text == null ? "" : text);
    }

    private static void check(String text) {
        for (CompiledRules rules : ALL) {
            Categorised said = rules.categorise(text, "fr");
            assertThat(said.confidence()).as(text).isBetween(0.0, 1.0);
            assertThat(said.decidedBy()).isNotEmpty();
            assertThat(said.alsoMatched()).doesNotHaveDuplicates();
            if (said.category() != null) {
                assertThat(rules.keys()).contains(said.category());
            }
            rules.storyIn(text);
        }
    }

    @Test
    void aPatternThatExplodesElsewhereTakesNoTimeHere() {
        PollDefinition evil =
                poll(
                        PollKind.FREE_TEXT,
                        "Q",
                        category("x", "X", rule(null, RuleKind.REGEX, "(a+)+$", false)),
                        category("y", "Y", rule(null, RuleKind.REGEX, "(a|aa)*b(a|aa)*c", false)));
        assertThat(evil.problems()).isEmpty();
        CompiledRules rules = Categoriser.compile(evil);
        String text = "a".repeat(40_000) + "!";
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            rules.categorise(text, "fr");
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best).as("ns per text").isLessThan(100_000_000);
    }

    @Test
    void wrongAndOversizedPatternsAreNamedWithTheirField() {
        assertThat(problem(rule(null, RuleKind.REGEX, "(((", false)).code())
                .isEqualTo("regex-wrong");
        assertThat(problem(rule(null, RuleKind.REGEX, "((a{100}){100}){100}", false)).code())
                .isIn("regex-wrong", "regex-too-large");
        assertThat(problem(rule(null, RuleKind.REGEX, "a{400}b{400}", false)).code())
                .isEqualTo("regex-too-large");
        assertThat(problem(rule(null, RuleKind.REGEX, "a*", false)).code())
                .isEqualTo("regex-matches-nothing");
        assertThat(problem(rule(null, RuleKind.REGEX, "(?=x)", false)).code())
                .isEqualTo("regex-wrong");
        assertThat(problem(rule(null, RuleKind.WORD, "deux mots", false)).code())
                .isEqualTo("pattern-not-one-word");
        assertThat(problem(rule(null, RuleKind.WORD, "!!", false)).code())
                .isEqualTo("pattern-without-word");
        assertThat(problem(rule(null, RuleKind.PHRASE, "x".repeat(201), false)).code())
                .isEqualTo("pattern-too-long");
    }

    @Test
    void aRuleThatCannotBeUsedIsLeftOutAndTheOthersWork() {
        CompiledRules rules =
                Categoriser.compile(
                        poll(
                                PollKind.FREE_TEXT,
                                "Q",
                                category(
                                        "x",
                                        "X",
                                        rule(null, RuleKind.REGEX, "(((", false),
                                        rule(null, RuleKind.WORD, "puits", true))));
        assertThat(rules.categorise("le puits", "fr").category()).isEqualTo("x");
    }

    private static DefinitionProblem problem(relais.voice.poll.Rule rule) {
        Category category = category("x", "X", rule);
        List<DefinitionProblem> problems = poll(PollKind.FREE_TEXT, "Q", category).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().field()).isEqualTo("categories[0].rules[0].pattern");
        return problems.getFirst();
    }

    /** A floor far below the target, so that a slow machine does not fail it by chance. */
    @Test
    void shortTextsAreReadFastEnoughForTheHotPath() {
        String[] texts = {"oui", "Non", "ouiii", "Oui merci", "yego cane", "non pas encore", "Oya"};
        CompiledRules rules = ALL.getFirst();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                rules.categorise(texts[i % texts.length], "fr");
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        long perSecond = 20_000L * 1_000_000_000L / best;
        System.out.println("categorised per second and core: " + perSecond);
        assertThat(perSecond).isGreaterThan(100_000);
    }
}
