package relais.voice.results;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.poll.Village.officer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import relais.voice.contact.Sight;
import relais.voice.poll.Poll;
import relais.voice.poll.PollSummary;
import relais.voice.poll.Progress;
import relais.voice.poll.SeenTotals;
import relais.voice.poll.Village;
import relais.voice.rules.Categoriser;
import relais.voice.rules.CompiledRules;
import relais.voice.rules.SamplePolls;

/** The live page, the list and the export. */
final class ResultsTest {
    private static final Village VILLAGE = new Village();
    private static final Sight ALL = Sight.of(officer());

    static {
        VILLAGE.people(20);
    }

    private final Results results = new Results(VILLAGE.database);
    private final Answers answers = new Answers(VILLAGE.database);
    private final AnswersCsv csv = new AnswersCsv(VILLAGE.database);
    private final CompiledRules rules = Categoriser.compile(SamplePolls.water());

    @AfterAll
    static void close() {
        VILLAGE.close();
    }

    @Test
    void thePageCountsPeopleByCategoryPlaceAndHour() {
        Poll poll = VILLAGE.started(SamplePolls.water());
        VILLAGE.answer(poll.id(), rules, 1, "oui", 0);
        VILLAGE.answer(poll.id(), rules, 2, "oui", 1);
        VILLAGE.answer(poll.id(), rules, 2, "ouiii", 1);
        VILLAGE.answer(poll.id(), rules, 5, "non", 2);
        VILLAGE.answer(poll.id(), rules, 6, "euh", 3);
        PollResults page = results.of(poll.id(), "fr", ALL).orElseThrow();
        assertThat(page.asked()).isEqualTo(20);
        assertThat(page.answered()).isEqualTo(4);
        assertThat(page.rate()).isEqualTo(0.2);
        assertThat(page.uncategorised()).isEqualTo(1);
        assertThat(page.categories())
                .containsExactly(
                        new PollResults.CategoryPeople("yes", "Oui", "", 2, 0.5),
                        new PollResults.CategoryPeople("no", "Non", "", 1, 0.25));
        assertThat(page.places())
                .containsExactly(
                        new PollResults.PlacePeople("Bujumbura", 3, Map.of("", 1L, "yes", 2L)),
                        new PollResults.PlacePeople("Gitega", 1, Map.of("no", 1L)));
        assertThat(page.timeline().stream().mapToLong(PollResults.Point::people).sum())
                .isEqualTo(4);
        assertThat(page.numeric()).isNull();
    }

    @Test
    void numbersAreSummedUpExactly() {
        Poll poll = VILLAGE.started(SamplePolls.household());
        CompiledRules household = Categoriser.compile(SamplePolls.household());
        String[] said = {"1", "2", "2", "7 personnes", "cinq", "12"};
        for (int i = 0; i < said.length; i++) {
            VILLAGE.answer(poll.id(), household, i + 1, said[i], i % 2);
        }
        NumericSummary numbers = results.of(poll.id(), "fr", ALL).orElseThrow().numeric();
        assertThat(numbers.count()).isEqualTo(6);
        assertThat(numbers.mean()).isEqualByComparingTo("4.83333");
        assertThat(numbers.median()).isEqualByComparingTo("3.5");
        assertThat(numbers.min()).isEqualByComparingTo("1");
        assertThat(numbers.max()).isEqualByComparingTo("12");
        assertThat(numbers.histogram()).hasSize(12);
        assertThat(numbers.histogram().get(1).people()).isEqualTo(2);
    }

    @Test
    void aPartnerSeesTotalsOfTheirPeopleAlone() {
        Poll poll = VILLAGE.started(SamplePolls.water());
        VILLAGE.answer(poll.id(), rules, 1, "oui", 0);
        VILLAGE.answer(poll.id(), rules, 2, "non", 1);
        VILLAGE.answer(poll.id(), rules, 2, "oui", 1);
        VILLAGE.answer(poll.id(), rules, 5, "non", 2);
        VILLAGE.answer(poll.id(), rules, 6, "euh", 3);
        long some = VILLAGE.group("Two of those and one more", 2, 5, 7);
        long none = VILLAGE.group("Nobody");

        PollResults seen = results.of(poll.id(), "fr", seenBy(some)).orElseThrow();

        assertThat(seen.asked()).isEqualTo(3);
        assertThat(seen.answered()).isEqualTo(2);
        assertThat(seen.uncategorised()).isZero();
        assertThat(seen.places())
                .containsExactly(
                        new PollResults.PlacePeople("Bujumbura", 1, Map.of("yes", 1L)),
                        new PollResults.PlacePeople("Gitega", 1, Map.of("no", 1L)));
        assertThat(seen.timeline().stream().mapToLong(PollResults.Point::people).sum())
                .isEqualTo(2);
        assertThat(results.of(poll.id(), "fr", seenBy(none)).orElseThrow())
                .satisfies(page -> assertThat(page.answered()).isZero())
                .satisfies(page -> assertThat(page.asked()).isZero());
        assertThat(summary(poll, some).answered()).isEqualTo(2);
        assertThat(summary(poll, some).asked()).isEqualTo(3);
        Progress progress = VILLAGE.database.with(h -> SeenTotals.progress(h, seenBy(some), poll));
        assertThat(progress).isEqualTo(new Progress(3, 0, 0, 0, 0, 0, 3));
    }

    /** However the people are grouped, who sees every group sees what everyone sees. */
    @Test
    void theTotalsOfAllGroupsAreTheTotals() {
        Poll poll = VILLAGE.started(SamplePolls.household());
        CompiledRules household = Categoriser.compile(SamplePolls.household());
        String[] said = {"1", "2", "2", "12345", "cinq", "0"};
        for (int i = 0; i < said.length; i++) {
            VILLAGE.answer(poll.id(), household, i + 1, said[i], i % 2);
        }
        long everybody = VILLAGE.group("Everybody", LongStream.rangeClosed(1, 20).toArray());
        assertThat(results.of(poll.id(), "fr", seenBy(everybody)))
                .isEqualTo(results.of(poll.id(), "fr", ALL));
    }

    private static Sight seenBy(long group) {
        return Sight.of(Village.partner(group));
    }

    private static PollSummary summary(Poll poll, long group) {
        return VILLAGE.database
                .with(
                        handle ->
                                SeenTotals.of(
                                        handle,
                                        seenBy(group),
                                        VILLAGE.polls.list(null, null, poll.id() + 1, 1)))
                .getFirst();
    }

    @Test
    void anyRangeOfNumbersFitsAFewBars() {
        String[][] ranges = {
            {"5", "5"},
            {"0", "1000000"},
            {"-3", "3"},
            {"0.001", "0.002"},
            {"0", "999999999999"},
            {"1.5", "1.6"},
            {"-999999999999", "999999999999"}
        };
        for (String[] range : ranges) {
            TreeMap<BigDecimal, Long> people = new TreeMap<>();
            people.put(new BigDecimal(range[0]), 2L);
            people.put(new BigDecimal(range[1]), 3L);
            NumericSummary summary = NumericSummary.of(people, BigDecimal.TEN).orElseThrow();
            assertThat(summary.histogram()).as(Arrays.toString(range)).hasSizeBetween(1, 13);
            assertThat(summary.histogram().stream().mapToLong(NumericSummary.Bin::people).sum())
                    .isEqualTo(people.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void answersAreListedFilteredAndPagedWithoutShowingHiddenNumbers() {
        Poll poll = VILLAGE.started(SamplePolls.water());
        VILLAGE.execute("update voice_contact set name = null where id = 3");
        for (long contact = 1; contact <= 5; contact++) {
            VILLAGE.answer(poll.id(), rules, contact, contact % 2 == 0 ? "non" : "OUI", 0);
        }
        Answers.Page first = answers.list(query(poll, null, null), ALL, 2);
        assertThat(first.items()).extracting(AnswerItem::contactId).containsExactly(5L, 4L);
        AnswerQuery rest = new AnswerQuery(poll.id(), null, null, null, false, first.next());
        assertThat(answers.list(rest, ALL, 10).items())
                .extracting(AnswerItem::person)
                .containsExactly("+25761000003", "Person 2", "Person 1");
        assertThat(answers.list(rest, ALL, 10).next()).isNull();
        assertThat(answers.list(query(poll, "no", null), ALL, 10).items()).hasSize(2);
        assertThat(answers.list(query(poll, null, "ou"), ALL, 10).items()).hasSize(3);
        long group = VILLAGE.group("Three", 3, 4);
        Sight partner = Sight.of(Village.partner(group));
        assertThat(answers.list(query(poll, null, null), partner, 10).items())
                .extracting(AnswerItem::person)
                .containsExactly("Person 4", "+25761••••••");
    }

    private static AnswerQuery query(Poll poll, String category, String words) {
        return new AnswerQuery(poll.id(), category, words, null, false, Long.MAX_VALUE);
    }

    @Test
    void theExportIsWholeSafeAndReadableByExcel() throws Exception {
        Poll poll = VILLAGE.started(SamplePolls.water());
        VILLAGE.answer(poll.id(), rules, 1, "oui, \"eau\"\nà côté", 0);
        VILLAGE.answer(poll.id(), rules, 2, "=HYPERLINK(\"http://x\")", 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        csv.write(poll.id(), ALL, true, out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFid,received_at,person,number");
        assertThat(text).contains("\"oui, \"\"eau\"\"\nà côté\"", "+25761000001", ",yes,");
        assertThat(text).contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
        ByteArrayOutputStream hidden = new ByteArrayOutputStream();
        long group = VILLAGE.group("Csv", 1);
        csv.write(poll.id(), Sight.of(Village.partner(group)), false, hidden);
        assertThat(hidden.toString(StandardCharsets.UTF_8))
                .doesNotContain("+25761000001", "HYPERLINK")
                .contains("+25761••••••");
    }

    private static Poll large() {
        Poll poll = VILLAGE.started(SamplePolls.water());
        // 3 categories, 17 places, 480 hours, 16 shards
        VILLAGE.execute(
                """
                insert into voice_tally (poll_id, category, place, shard, people)
                select %d, c, 'Place ' || p, s, 624
                from unnest(array['yes','no','']) c, generate_series(1, 17) p,
                    generate_series(0, 15) s
                """
                        .formatted(poll.id()));
        VILLAGE.execute(
                """
                insert into voice_timeline (poll_id, hour, shard, people)
                select %d, timestamptz '2026-03-02' + h * interval '1 hour', -2, 1060
                from generate_series(1, 480) h
                """
                        .formatted(poll.id()));
        VILLAGE.execute(
                """
                with m as (insert into voice_message (id, direction, contact_id, channel, text, at)
                    select nextval('voice_message_id'), 0, 1 + n %% 20, 'sim', 'oui', now()
                    from generate_series(1, 60000) n returning id, contact_id)
                insert into voice_answer (poll_id, contact_id, message_id, category, confidence,
                    counted, received_at)
                select %d, contact_id, id, 'yes', 1, false, now() from m
                """
                        .formatted(poll.id()));
        VILLAGE.execute("analyze");
        return poll;
    }

    @Test
    void aLargePollsPageAddsUpItsCounters() {
        PollResults page = results.of(large().id(), "fr", ALL).orElseThrow();
        assertThat(page.answered()).isEqualTo(3 * 17 * 16 * 624L);
        assertThat(page.places()).hasSize(17);
        assertThat(page.timeline().stream().mapToLong(PollResults.Point::people).sum())
                .isEqualTo(480 * 1060L);
    }

    @Test
    void aLargePollsExportStreamsAndARareFilterAnswersAtOnce() throws Exception {
        Poll poll = large();
        long[] bytes = new long[1];
        csv.write(
                poll.id(),
                ALL,
                false,
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        bytes[0]++;
                    }

                    @Override
                    public void write(byte[] b, int from, int length) throws IOException {
                        bytes[0] += length;
                    }
                });
        assertThat(bytes[0]).isGreaterThan(60_000 * 60L);
        assertThat(answers.list(query(poll, "no", null), ALL, 10))
                .satisfies(page -> assertThat(page.items()).isEmpty())
                .satisfies(page -> assertThat(page.next()).isNotNull());
    }
}
