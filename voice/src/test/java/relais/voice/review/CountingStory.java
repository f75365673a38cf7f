package relais.voice.review;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.poll.Village.changed;
import static relais.voice.poll.Village.officer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import relais.platform.jobs.Jobs;
import relais.voice.contact.Sight;
import relais.voice.poll.Category;
import relais.voice.poll.Poll;
import relais.voice.poll.RuleKind;
import relais.voice.poll.Village;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;
import relais.voice.rules.SamplePolls;

/** Whatever people and rules do to answers, each person counts once and the counters agree. */
final class CountingStory {
    private final Village village = new Village();
    private final AnswerChanges changes =
            new AnswerChanges(village.database, village.audit, village.live, village.clock);
    private final Reviews reviews = new Reviews(village.database, village.audit, village.live);
    private final Reprocess reprocess =
            new Reprocess(
                    village.database,
                    village.audit,
                    village.live,
                    village.clock,
                    new Jobs(village.database, village.clock));
    private final RuleTrial trial = new RuleTrial(village.database);
    private Poll water;
    private Poll household;
    private final CompiledRules waterRules = Categoriser.compile(SamplePolls.water());
    private final CompiledRules householdRules = Categoriser.compile(SamplePolls.household());

    @BeforeEach
    void start() {
        village.people(12);
        water = village.started(SamplePolls.water());
        household = village.started(SamplePolls.household());
    }

    @AfterEach
    void close() {
        village.close();
    }

    private long say(long contact, String text) {
        return village.answer(water.id(), waterRules, contact, text, (int) (contact % 4));
    }

    private @Nullable String counted(long contact) {
        return village.database.with(
                handle ->
                        handle.createQuery(
                                        """
                                        select coalesce(category, '?') from voice_answer
                                        where poll_id = :p and contact_id = :c and counted
                                        """)
                                .bind("p", water.id())
                                .bind("c", contact)
                                .mapTo(String.class)
                                .findOne()
                                .orElse(null));
    }

    private void assertCountersAgree() {
        for (Poll poll : List.of(water, household)) {
            List<List<String>> both = village.counters(poll.id());
            assertThat(both.getFirst()).isEqualTo(both.getLast());
        }
        assertThat(
                        village.number(
                                """
                                select count(*) from (
                                    select poll_id, sum(people) as people, sum(total) as total
                                    from voice_number_tally group by poll_id) t
                                full join (
                                    select poll_id, count(number) as people, sum(number) as total
                                    from voice_answer where counted and number is not null
                                    group by poll_id) a using (poll_id)
                                where coalesce(t.people, 0) <> coalesce(a.people, 0)
                                    or coalesce(t.total, 0) <> coalesce(a.total, 0)
                                """))
                .isZero();
    }

    @Test
    void theLastAnswerThatSaysSomethingCounts() {
        say(1, "non");
        say(1, "pardon, oui");
        assertThat(counted(1)).isEqualTo("yes");
        say(1, "merci beaucoup");
        assertThat(counted(1)).isEqualTo("yes");
        say(2, "euh");
        assertThat(counted(2)).isEqualTo("?");
        say(2, "oui");
        assertThat(counted(2)).isEqualTo("yes");
        assertCountersAgree();
    }

    @Test
    void undoingAnAnswerCountsTheOneBeforeAndSendsTheMessageToTheInbox() {
        say(1, "non");
        long second = say(1, "oui");
        assertThat(changes.undo(officer(), second)).isInstanceOf(AnswerChange.Done.class);
        assertThat(counted(1)).isEqualTo("no");
        assertThat(village.number("select count(*) from voice_message where inbox = 1")).isOne();
        assertCountersAgree();
        changes.restore(officer(), second);
        assertThat(counted(1)).isEqualTo("yes");
        assertThat(village.number("select count(*) from voice_message where inbox = 1")).isZero();
        assertCountersAgree();
    }

    @Test
    void whatAPersonDecidedSurvivesNewRules() {
        long doubtful = say(1, "parfois le matin");
        long corrected = say(2, "parfois");
        changes.categorise(officer(), corrected, "no");
        List<Category> wiser = new ArrayList<>(water.definition().categories());
        wiser.set(
                0,
                SamplePolls.category(
                        "yes", "Oui", SamplePolls.rule(null, RuleKind.WORD, "parfois", true)));
        RuleTrial.Outcome tried = trial.of(water.id(), wiser, Sight.of(officer()));
        RuleTrial.Result result = ((RuleTrial.Outcome.Tried) tried).result();
        assertThat(result.changed()).isEqualTo(1);
        assertThat(result.samples().getFirst().answerId()).isEqualTo(doubtful);
        assertThat(counted(1)).isEqualTo("?");

        changed(village.polls.edit(officer(), water.id(), water.definition().with(wiser)));
        assertThat(reprocess.ask(officer(), water.id())).isPresent();
        while (reprocess.step()) {
            assertCountersAgree();
        }
        Reprocess.Run run = reprocess.latest(water.id()).orElseThrow();
        assertThat(run.finishedAt()).isNotNull();
        assertThat(run.seen()).isEqualTo(2);
        assertThat(run.changed()).isEqualTo(1);
        assertThat(counted(1)).isEqualTo("yes");
        assertThat(counted(2)).isEqualTo("no");
        assertCountersAgree();
    }

    @Test
    void aMovedAnswerFollowsTheOtherPollsRules() {
        long answer = say(1, "nous sommes 7");
        changes.move(officer(), answer, household.id());
        assertThat(counted(1)).isNull();
        BigDecimal number =
                village.database.with(
                        handle ->
                                handle.createQuery(
                                                """
                                                select number from voice_answer
                                                where poll_id = :p and counted
                                                """)
                                        .bind("p", household.id())
                                        .mapTo(BigDecimal.class)
                                        .one());
        assertThat(number).isEqualByComparingTo("7");
        assertCountersAgree();
        assertThat(changes.move(officer(), answer, 999)).isInstanceOf(AnswerChange.Refused.class);
    }

    @Test
    void aDoubtfulReplyGoesWhereAPersonSays() {
        long message = village.message(1, "oui");
        village.execute(
                """
                insert into voice_review (message_id, contact_id, candidates, at)
                values (%d, 1, '[{"pollId":%d,"confidence":0.55},{"pollId":%d,"confidence":0.45}]',
                    now())
                """
                        .formatted(message, water.id(), household.id()));
        ReviewItem item = reviews.list(Sight.of(officer()), Long.MAX_VALUE, 10).getFirst();
        assertThat(item.person()).isEqualTo("Person 1");
        assertThat(item.candidates())
                .containsExactly(
                        new ReviewItem.Candidate(water.id(), "Enquête", 0.55),
                        new ReviewItem.Candidate(household.id(), "Enquête", 0.45));
        assertThat(reviews.decide(officer(), item.id(), water.id()))
                .isInstanceOf(AnswerChange.Done.class);
        assertThat(counted(1)).isEqualTo("yes");
        assertThat(reviews.list(Sight.of(officer()), Long.MAX_VALUE, 10)).isEmpty();
        assertThat(reviews.decide(officer(), item.id(), null))
                .isInstanceOf(AnswerChange.Missing.class);
        assertCountersAgree();
    }

    @Test
    void whoSeesOneGroupTouchesAnswersOfThatGroupAlone() {
        long group = village.group("One", 1);
        long mine = say(1, "oui");
        long theirs = say(2, "oui");
        assertThat(changes.categorise(Village.partner(group), theirs, "no"))
                .isInstanceOf(AnswerChange.Missing.class);
        assertThat(changes.categorise(Village.partner(group), mine, "no"))
                .isInstanceOf(AnswerChange.Done.class);
        assertThat(changes.categorise(officer(), mine, "purple"))
                .isInstanceOf(AnswerChange.Refused.class);
        assertThat(counted(1)).isEqualTo("no");
        assertThat(counted(2)).isEqualTo("yes");
    }

    @Test
    void afterAnythingAtAllTheCountersEqualACountFromScratch() {
        long seed = System.nanoTime();
        System.out.println("CountingStory seed " + seed);
        Random random = new Random(seed);
        String[] texts = {"oui", "non", "euh", "5", "oui 3", "merci", "9999999", "1234567,5", "12"};
        List<Long> answers = new ArrayList<>();
        for (int round = 0; round < 250; round++) {
            long contact = 1 + random.nextInt(6);
            String text = texts[random.nextInt(texts.length)];
            long any = answers.isEmpty() ? 0 : answers.get(random.nextInt(answers.size()));
            village.clock.advance(Duration.ofMinutes(random.nextInt(20)));
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> answers.add(say(contact, text));
                case 3 ->
                        answers.add(
                                village.answer(household.id(), householdRules, contact, text, 2));
                case 4 -> changes.undo(officer(), any);
                case 5 -> changes.restore(officer(), any);
                case 6 -> changes.categorise(officer(), any, random.nextBoolean() ? "yes" : null);
                case 7 ->
                        changes.move(
                                officer(), any, random.nextBoolean() ? water.id() : household.id());
                case 8 -> village.settle();
                default -> {
                    reprocess.ask(officer(), water.id());
                    while (reprocess.step()) {}
                }
            }
        }
        assertCountersAgree();
        assertThat(
                        village.number(
                                """
                                select count(*) from voice_answer a
                                where a.counted <> (a.id = (
                                    select b.id from voice_answer b
                                    where b.poll_id = a.poll_id and b.contact_id = a.contact_id
                                        and b.undone_at is null and not b.late
                                    order by (b.category is not null or b.number is not null) desc,
                                        b.received_at desc, b.id desc limit 1))
                                """))
                .isZero();
    }
}
