package relais.voice.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relais.voice.attribution.Outcome.Attributed;
import relais.voice.attribution.Outcome.Doubtful;
import relais.voice.attribution.Outcome.Unattributed;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;
import relais.voice.rules.SamplePolls;

/** Which of several questions a reply answers. */
final class AttributionTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final CompiledRules WATER = Categoriser.compile(SamplePolls.water());
    private static final CompiledRules HOUSEHOLD = Categoriser.compile(SamplePolls.household());
    private static final CompiledRules NEEDS = Categoriser.compile(SamplePolls.needs());
    private static final CompiledRules CONCERNS = Categoriser.compile(SamplePolls.concerns());

    private final Attribution attribution = new Attribution(AttributionLimits.standard());

    private static OpenPoll asked(long id, CompiledRules rules, Duration ago) {
        return new OpenPoll(id, rules, NOW.minus(ago), null);
    }

    private static OpenPoll answered(long id, CompiledRules rules, Duration ago) {
        return new OpenPoll(id, rules, NOW.minus(ago), NOW.minusSeconds(60));
    }

    private static OpenPoll closed(long id, CompiledRules rules, Duration closedAgo) {
        return new OpenPoll(id, rules, NOW.minus(Duration.ofDays(20)), null, NOW.minus(closedAgo));
    }

    private Outcome choose(String text, OpenPoll... polls) {
        return attribution.choose(List.of(polls), text, NOW, "fr");
    }

    private void assertGoesTo(long poll, String why, Outcome outcome) {
        assertThat(outcome).isInstanceOf(Attributed.class);
        assertThat(((Attributed) outcome).pollId()).as(outcome.toString()).isEqualTo(poll);
        assertThat(outcome.why().code()).isEqualTo(why);
    }

    @Test
    void oneOpenPollThatUnderstandsIsSureEvenAfterWeeks() {
        Outcome outcome = choose("oui", asked(1, WATER, Duration.ofDays(40)));
        assertGoesTo(1, "only-open-poll", outcome);
        assertThat(((Attributed) outcome).confidence()).isEqualTo(1);
        assertThat(((Attributed) outcome).counted()).isTrue();
    }

    @Test
    void contentDecidesBetweenDifferentQuestionsWhateverTheirAge() {
        OpenPoll water = asked(1, WATER, Duration.ofDays(6));
        OpenPoll household = asked(2, HOUSEHOLD, Duration.ofMinutes(5));
        assertGoesTo(1, "only-poll-understanding", choose("ouii", water, household));
        assertGoesTo(2, "only-poll-understanding", choose("nous sommes 7", water, household));
    }

    @Test
    void betweenTwoYesNoQuestionsTheLatestIsAnswered() {
        OpenPoll older = asked(1, WATER, Duration.ofHours(30));
        OpenPoll newer = asked(2, WATER, Duration.ofHours(1));
        assertGoesTo(2, "content-and-time", choose("non", older, newer));
    }

    @Test
    void twoYesNoQuestionsAskedTogetherAreForAPersonToDecide() {
        Outcome outcome =
                choose(
                        "oui",
                        asked(1, WATER, Duration.ofMinutes(61)),
                        asked(2, WATER, Duration.ofMinutes(60)));
        assertThat(outcome).isInstanceOf(Doubtful.class);
        assertThat(((Doubtful) outcome).candidates())
                .extracting(Outcome.Candidate::pollId)
                .containsExactly(2L, 1L);
    }

    @Test
    void whenTheLatestIsAnsweredAlreadyTheOtherBecomesPossible() {
        Outcome outcome =
                choose(
                        "oui",
                        asked(1, WATER, Duration.ofHours(5)),
                        answered(2, WATER, Duration.ofHours(1)));
        assertThat(outcome).isInstanceOf(Doubtful.class);
        assertGoesTo(
                1,
                "content-and-time",
                choose(
                        "oui",
                        asked(1, WATER, Duration.ofMinutes(65)),
                        answered(2, WATER, Duration.ofMinutes(60))));
    }

    @Test
    void aNumberForAChoiceOrACountIsWeighedByTime() {
        OpenPoll needs = asked(1, NEEDS, Duration.ofDays(3));
        OpenPoll household = asked(2, HOUSEHOLD, Duration.ofHours(2));
        assertGoesTo(2, "content-and-time", choose("3", needs, household));
        assertGoesTo(1, "only-poll-understanding", choose("santé", needs, household));
        assertGoesTo(2, "only-poll-understanding", choose("9", needs, household));
    }

    @Test
    void aFreeTextPollTakesAnyTextButYieldsToAClearAnswer() {
        OpenPoll water = asked(1, WATER, Duration.ofHours(2));
        OpenPoll concerns = asked(2, CONCERNS, Duration.ofHours(2));
        assertGoesTo(1, "only-poll-understanding", choose("oui", water, concerns));
        assertGoesTo(1, "content-and-time", choose("oui, un puits", water, concerns));
        assertGoesTo(2, "only-poll-understanding", choose("il faut un marché", water, concerns));
        assertThat(choose("merci beaucoup", concerns)).isInstanceOf(Attributed.class);
        OpenPoll old = asked(2, CONCERNS, Duration.ofDays(5));
        assertThat(choose("merci beaucoup", old)).isInstanceOf(Unattributed.class);
    }

    @Test
    void aShortTextSoonAfterTheQuestionIsAnAnswerNobodyForesaw() {
        OpenPoll water = asked(1, WATER, Duration.ofHours(3));
        assertGoesTo(1, "unclear-but-asked", choose("un peu seulement", water));
        assertThat(choose("un peu seulement", answered(1, WATER, Duration.ofHours(3))))
                .isInstanceOf(Unattributed.class);
        assertThat(choose("un peu seulement", asked(1, WATER, Duration.ofDays(3))))
                .isInstanceOf(Unattributed.class);
        assertThat(choose("bonjour le pont de notre colline est tombé hier soir aidez nous", water))
                .isInstanceOf(Unattributed.class);
    }

    @Test
    void lateRepliesAreKeptButNotCounted() {
        Outcome late = choose("oui", closed(1, WATER, Duration.ofDays(2)));
        assertGoesTo(1, "late-reply", late);
        assertThat(((Attributed) late).counted()).isFalse();
        assertThat(choose("oui", closed(1, WATER, Duration.ofDays(8))))
                .isEqualTo(new Unattributed(new Why("no-open-poll", java.util.Map.of())));
        // an open poll goes before a closed one
        assertGoesTo(
                2,
                "only-open-poll",
                choose(
                        "oui",
                        closed(1, WATER, Duration.ofHours(1)),
                        asked(2, WATER, Duration.ofDays(9))));
        // but a closed one that understands before an open one that does not
        assertGoesTo(
                1,
                "late-reply",
                choose(
                        "oui",
                        closed(1, WATER, Duration.ofHours(1)),
                        asked(2, HOUSEHOLD, Duration.ofDays(9))));
    }

    @Test
    void nobodyWasAskedAnything() {
        assertThat(choose("oui").why().code()).isEqualTo("no-open-poll");
        assertThat(choose("   ", asked(1, WATER, Duration.ofHours(1))).why().code())
                .isEqualTo("no-poll-understands");
    }

    @Test
    void theOrderOfCandidatesNeverMattersAndSharesAddUp() {
        long seed = System.nanoTime();
        System.out.println("AttributionTest seed " + seed);
        Random random = new Random(seed);
        CompiledRules[] rules = {WATER, HOUSEHOLD, NEEDS, CONCERNS};
        String[] texts = {
            "oui", "non", "3", "eau", "bonjour", "il pleut", "oui 2", "", "yego", "7 ?"
        };
        for (int round = 0; round < 5_000; round++) {
            List<OpenPoll> polls = new ArrayList<>();
            for (int id = random.nextInt(6); id > 0; id--) {
                Instant asked = NOW.minusSeconds(random.nextInt(1_000_000));
                polls.add(
                        new OpenPoll(
                                id,
                                rules[random.nextInt(rules.length)],
                                asked,
                                random.nextInt(3) == 0 ? asked.plusSeconds(5) : null,
                                random.nextInt(4) == 0
                                        ? NOW.minusSeconds(random.nextInt(1_000_000))
                                        : null));
            }
            String text = texts[random.nextInt(texts.length)];
            Outcome outcome = attribution.choose(polls, text, NOW, "fr");
            Collections.shuffle(polls, random);
            assertThat(attribution.choose(polls, text, NOW, "fr")).isEqualTo(outcome);
            if (outcome instanceof Doubtful doubtful) {
                double sum =
                        doubtful.candidates().stream()
                                .mapToDouble(Outcome.Candidate::confidence)
                                .sum();
                assertThat(sum).isBetween(0.99, 1.01);
                assertThat(doubtful.candidates().getFirst().confidence())
                        .isLessThan(Attribution.SURE + 0.001);
            }
        }
    }
}
