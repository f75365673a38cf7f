package relais.voice.inbound;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import relais.gateway.message.Incoming;
import relais.gateway.message.Lane;
import relais.platform.json.Json;
import relais.voice.attribution.Outcome;
import relais.voice.counting.Counting;
import relais.voice.counting.Standing;
import relais.voice.message.Direction;
import relais.voice.message.Inbox;
import relais.voice.message.NewMessage;
import relais.voice.outgoing.NewOutgoing;

/** Turns decisions into effects, message by message, keeping each {@link Person} up to date. */
final class Plan {
    private final Effects effects = new Effects();
    private final Map<Long, LivePoll> polls;
    private final Map<PersonPoll, Effects.Answer> countedHere = new HashMap<>();

    private record PersonPoll(long person, long poll) {}

    Plan(Map<Long, LivePoll> polls) {
        this.polls = polls;
    }

    /**
     * @param id the message's
     * @param source the queue item it came as
     */
    void add(long id, String source, Person person, Incoming in, Decision decision) {
        switch (decision) {
            case Decision.Stop stop -> {
                // A stop with a typo is honoured all the same; a person can undo it.
                Inbox.Kind seen =
                        stop.intent().certain() ? Inbox.Kind.NONE : Inbox.Kind.UNSOLICITED;
                store(id, source, person, in, Trace.stop(stop.intent(), in), null, seen);
                wish(person, new Effects.Wish(in.receivedAt()), id, in, "stop.confirmation");
            }
            case Decision.Join join -> {
                store(id, source, person, in, Trace.join(join.intent(), in), null, Inbox.Kind.NONE);
                wish(person, new Effects.Wish(null), id, in, "join.confirmation");
            }
            case Decision.Answer answer -> answer(id, source, person, in, answer);
            case Decision.Doubt doubt -> doubt(id, source, person, in, doubt.among());
            case Decision.Unsolicited none ->
                    store(
                            id,
                            source,
                            person,
                            in,
                            Trace.unattributed(none.outcome().why(), in),
                            null,
                            Inbox.Kind.UNSOLICITED);
            case Decision.TakenElsewhere(String text) -> {
                store(id, source, person, in, Trace.elsewhere(in), null, Inbox.Kind.NONE);
                reply(person, id, in, text, "taken-elsewhere", null);
            }
            case Decision.FromMachine machine ->
                    store(id, source, person, in, Trace.machine(in), null, Inbox.Kind.UNSOLICITED);
        }
    }

    Effects effects() {
        for (Effects.Answer answer : effects.answers) {
            if (answer.counted) {
                effects.tally.addAll(Counting.change(answer.poll, null, standing(answer)));
            }
        }
        return effects;
    }

    /** Its row has no id yet; whatever it will be, it is greater than those before it. */
    private static Standing standing(Effects.Answer answer) {
        return new Standing(
                Long.MAX_VALUE,
                answer.category,
                answer.number,
                Objects.requireNonNullElse(answer.place, ""),
                answer.receivedAt);
    }

    private NewMessage store(
            long id,
            String source,
            Person person,
            Incoming in,
            Map<String, Object> trace,
            @Nullable Long poll,
            Inbox.Kind kind) {
        NewMessage message =
                new NewMessage(
                        id,
                        Direction.IN,
                        person.id,
                        in.channel(),
                        in.text(),
                        in.receivedAt(),
                        poll,
                        kind == Inbox.Kind.NONE ? Inbox.NONE : Inbox.OPEN,
                        kind,
                        null,
                        Json.bytes(trace),
                        source);
        effects.messages.add(message);
        if (kind != Inbox.Kind.NONE) {
            effects.changed.add("inbox");
        }
        return message;
    }

    private void wish(Person person, Effects.Wish wish, long message, Incoming in, String why) {
        boolean stops = wish.stoppedAt() != null;
        if (person.stopped() == stops) {
            return;
        }
        person.stopped(stops);
        effects.wishes.put(person.id, wish);
        effects.changed.add("people");
        String text = stops ? Texts.stopped(person.language) : Texts.joined(person.language);
        reply(person, message, in, text, why, null);
    }

    private void answer(
            long id, String source, Person person, Incoming in, Decision.Answer decision) {
        Outcome.Attributed to = decision.to();
        LivePoll poll = Objects.requireNonNull(polls.get(to.pollId()));
        Inbox.Kind kind = decision.story() ? Inbox.Kind.STORY : Inbox.Kind.NONE;
        NewMessage message = store(id, source, person, in, Trace.answer(to, in), to.pollId(), kind);
        Effects.Answer answer =
                new Effects.Answer(
                        to.pollId(), person, message, to.answer(), to.confidence(), to.counted());
        if (to.counted()) {
            replaceCounted(person, answer);
        }
        effects.answers.add(answer);
        effects.changed.add("poll:" + to.pollId());
        if (decision.news() && !person.stopped()) {
            poll.definition()
                    .replyTo(answer.category, person.language)
                    .ifPresent(text -> reply(person, id, in, text, "poll.reply", to.pollId()));
        }
    }

    private void replaceCounted(Person person, Effects.Answer answer) {
        Person.Asked asked = Objects.requireNonNull(person.asked().get(answer.poll));
        Standing before = asked.counted;
        Standing arriving = standing(answer);
        answer.counted = before == null || Counting.takesOver(earlier(before), arriving);
        if (!answer.counted) {
            return;
        }
        Effects.Answer earlierHere =
                countedHere.put(new PersonPoll(person.id, answer.poll), answer);
        if (earlierHere != null) {
            earlierHere.counted = false;
        } else if (before != null) {
            effects.uncounted.add(before.id());
        }
        asked.counted = arriving;
    }

    private static Standing earlier(Standing here) {
        return new Standing(
                Math.min(here.id(), Long.MAX_VALUE - 1),
                here.category(),
                here.number(),
                here.place(),
                here.receivedAt());
    }

    private void doubt(long id, String source, Person person, Incoming in, Outcome.Doubtful among) {
        store(id, source, person, in, Trace.review(among.why(), in), null, Inbox.Kind.NONE);
        List<Map<String, Object>> candidates =
                among.candidates().stream().map(Plan::candidate).toList();
        effects.reviews.add(
                new Effects.Review(id, person.id, Json.bytes(candidates), in.receivedAt()));
        effects.changed.add("review");
    }

    private static Map<String, Object> candidate(Outcome.Candidate each) {
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("pollId", each.pollId());
        candidate.put("confidence", each.confidence());
        if (each.answer().category() != null) {
            candidate.put("category", each.answer().category());
        }
        return candidate;
    }

    private void reply(
            Person person,
            long message,
            Incoming in,
            String text,
            String why,
            @Nullable Long poll) {
        effects.replies.add(
                new NewOutgoing(
                        person.id,
                        person.address,
                        in.channel(),
                        text,
                        Lane.REPLY,
                        why,
                        poll,
                        message,
                        null));
    }
}
