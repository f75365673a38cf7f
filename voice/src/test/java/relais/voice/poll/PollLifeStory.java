package relais.voice.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static relais.voice.poll.Village.changed;
import static relais.voice.poll.Village.officer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relais.platform.json.Json;
import relais.voice.rules.SamplePolls;

/** From a draft to a closed poll, and who is asked. */
final class PollLifeStory {
    private final Village village = new Village();
    private final Polls polls = village.polls;

    @AfterEach
    void close() {
        village.close();
    }

    @Test
    void aPollIsDraftedStartedPausedResumedClosedAndReopened() {
        village.people(30);
        Poll poll = changed(polls.create(officer(), SamplePolls.water()));
        assertThat(poll.state()).isEqualTo(PollState.DRAFT);
        poll = changed(polls.start(officer(), poll.id()));
        assertThat(poll.asked()).isEqualTo(30);
        assertThat(poll.sending()).isTrue();
        assertThat(poll.startedAt()).isEqualTo(Village.MORNING);
        poll = changed(polls.pause(officer(), poll.id()));
        assertThat(poll.state()).isEqualTo(PollState.PAUSED);
        assertThat(poll.sending()).isFalse();
        poll = changed(polls.resume(officer(), poll.id()));
        assertThat(poll.sending()).isTrue();
        poll = changed(polls.stopSending(officer(), poll.id()));
        assertThat(poll.state()).isEqualTo(PollState.RUNNING);
        assertThat(poll.sending()).isFalse();
        poll = changed(polls.close(officer(), poll.id()));
        assertThat(poll.closedAt()).isEqualTo(Village.MORNING);
        poll = changed(polls.reopen(officer(), poll.id()));
        assertThat(poll.closedAt()).isNull();
        assertThat(polls.list(PollState.RUNNING, "enqu", Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(polls.list(PollState.CLOSED, null, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(village.number("select count(*) from platform_audit")).isEqualTo(7);
    }

    @Test
    void stepsThatDoNotFitTheStateAreRefusedAndChangeNothing() {
        village.people(3);
        Poll draft = changed(polls.create(officer(), SamplePolls.water()));
        assertRefused("wrong-state", polls.pause(officer(), draft.id()));
        assertRefused("wrong-state", polls.close(officer(), draft.id()));
        Poll running = changed(polls.start(officer(), draft.id()));
        assertRefused("wrong-state", polls.start(officer(), running.id()));
        assertRefused("wrong-state", polls.delete(officer(), running.id()));
        assertRefused("wrong-state", polls.reopen(officer(), running.id()));
        assertThat(polls.start(officer(), 999)).isInstanceOf(PollChange.Missing.class);
        Poll other = changed(polls.create(officer(), SamplePolls.needs()));
        assertThat(polls.delete(officer(), other.id())).isInstanceOf(PollChange.Changed.class);
        assertThat(polls.find(other.id())).isEmpty();
    }

    @Test
    void aStartedPollKeepsItsQuestionAndCategoriesButMayLearnRules() {
        village.people(3);
        Poll poll = village.started(SamplePolls.needs());
        PollDefinition was = poll.definition();
        List<Category> fewer = was.categories().subList(0, 3);
        assertRefused("category-kept", polls.edit(officer(), poll.id(), was.with(fewer)));
        assertRefused("frozen", polls.edit(officer(), poll.id(), SamplePolls.water()));
        List<Category> wiser = new ArrayList<>(fewer);
        wiser.add(
                SamplePolls.category(
                        "road", "Route", SamplePolls.rule(null, RuleKind.WORD, "pont", true)));
        Poll edited = changed(polls.edit(officer(), poll.id(), was.with(wiser)));
        assertThat(edited.version()).isEqualTo(2);
        assertThat(polls.find(poll.id())).contains(edited);
    }

    @Test
    void onlyThoseWhoFitAreAskedAndNeverThoseWhoStopped() {
        village.people(30);
        village.execute("update voice_contact set stopped_at = now() where id = 6");
        village.execute("update voice_contact set fields = '{\"sex\":\"f\"}' where id % 2 = 0");
        long all = village.group("All", range(1, 20));
        long staff = village.group("Staff", 3, 12);
        assertAsked(29, Audience.everybody());
        assertAsked(19, audience(List.of(all), List.of(), List.of(), List.of()));
        assertAsked(17, audience(List.of(all), List.of(staff), List.of(), List.of()));
        assertAsked(9, audience(List.of(), List.of(), List.of(), List.of("rn")));
        Audience.FieldValue women = new Audience.FieldValue("sex", "f");
        Audience.FieldValue gitega = new Audience.FieldValue("place", "Gitega");
        assertAsked(14, audience(List.of(), List.of(), List.of(women), List.of()));
        assertAsked(3, audience(List.of(), List.of(), List.of(women, gitega), List.of()));
        Poll nobody =
                changed(
                        polls.create(
                                officer(),
                                asking(audience(List.of(999L), List.of(), List.of(), List.of()))));
        assertRefused("nobody-to-ask", polls.start(officer(), nobody.id()));
        Poll partners = changed(polls.create(officer(), asking(Audience.everybody())));
        assertThat(changed(polls.start(Village.partner(staff), partners.id())).asked())
                .isEqualTo(2);
    }

    @Test
    void theEstimateSaysWhatEachLanguageCosts() {
        village.people(30);
        PollDefinition poll = SamplePolls.water();
        PollDefinition both =
                new PollDefinition(
                        poll.name(),
                        poll.kind(),
                        Map.of("fr", "Avez-vous de l'eau ?", "rn", "Amazi ya ï " + "x".repeat(70)),
                        poll.audience(),
                        null,
                        "fr",
                        poll.categories(),
                        Map.of());
        Poll draft = changed(polls.create(officer(), both));
        Estimate estimate = polls.estimate(officer(), draft.id()).orElseThrow();
        assertThat(estimate.recipients()).isEqualTo(30);
        assertThat(estimate.perLanguage())
                .containsExactly(
                        new Estimate.Language("fr", 20, "GSM-7", 1, 20),
                        new Estimate.Language("rn", 10, "UCS-2", 2, 81));
        assertThat(estimate.totalSegments()).isEqualTo(40);
        assertThat(estimate.cost()).isEqualByComparingTo("400");
        assertThat(estimate.durationSeconds()).isEqualTo(1);
    }

    @Test
    void progressFollowsTheSending() {
        village.people(10);
        Poll poll = village.started(SamplePolls.water());
        village.execute("update voice_recipient set state = 1 where contact_id <= 4");
        village.execute(
                "insert into voice_sending_tally values (%d, 0, 0, 1), (%d, 2, 1, 3)"
                        .formatted(poll.id(), poll.id()));
        Progress progress = village.database.with(handle -> ProgressTable.of(handle, poll));
        assertThat(progress).isEqualTo(new Progress(10, 1, 0, 3, 0, 0, 6));
    }

    @Test
    void aDefinitionTravelsAsTheApiDescribesIt() throws Exception {
        String json =
                """
                {"name":"Eau","kind":"yes_no","question":{"fr":"De l'eau ?","rn":"Amazi?"},
                 "audience":{"groups":[1],"fields":[{"field":"sex","value":"f"}]},
                 "defaultLanguage":"fr",
                 "categories":[
                  {"key":"yes","name":{"fr":"Oui"},"color":"#009e73",
                   "rules":[{"language":"fr","kind":"word","pattern":"parfois","typos":true}]},
                  {"key":"no","name":{"fr":"Non"},"color":"","reply":{"fr":"Merci."},"rules":[]}]}
                """;
        PollDefinition poll = Json.read(json, PollDefinition.class);
        assertThat(poll.problems()).isEmpty();
        assertThat(Json.read(Json.text(poll), PollDefinition.class)).isEqualTo(poll);
        assertThat(Json.text(poll)).contains("\"kind\":\"yes_no\"").doesNotContain("problems");
        assertThat(poll.replyTo("no", "rn")).contains("Merci.");
        assertThat(poll.replyTo("yes", "fr")).isEmpty();
        PollDefinition wrong = Json.read("{\"kind\":\"yes_no\"}", PollDefinition.class);
        assertThat(wrong.problems())
                .extracting(DefinitionProblem::field)
                .containsExactly("name", "question.fr", "categories");
    }

    private static Audience audience(
            List<Long> groups,
            List<Long> exclude,
            List<Audience.FieldValue> fields,
            List<String> languages) {
        return new Audience(groups, exclude, fields, languages);
    }

    private static PollDefinition asking(Audience audience) {
        PollDefinition poll = SamplePolls.water();
        return new PollDefinition(
                poll.name(),
                poll.kind(),
                poll.question(),
                audience,
                null,
                "fr",
                poll.categories(),
                Map.of());
    }

    private void assertAsked(long people, Audience audience) {
        Poll poll = changed(polls.create(officer(), asking(audience)));
        assertThat(polls.estimate(officer(), poll.id()).orElseThrow().recipients())
                .isEqualTo(people);
        assertThat(changed(polls.start(officer(), poll.id())).asked()).isEqualTo(people);
    }

    private static void assertRefused(String code, PollChange change) {
        assertThat(change).isInstanceOf(PollChange.Refused.class);
        assertThat(((PollChange.Refused) change).problem().code()).isEqualTo(code);
    }

    private static long[] range(long from, long to) {
        return java.util.stream.LongStream.rangeClosed(from, to).toArray();
    }
}
