package relais.voice.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import relais.gateway.message.Incoming;
import relais.voice.attribution.Attribution;
import relais.voice.attribution.OpenPoll;
import relais.voice.attribution.Outcome;
import relais.voice.counting.Standing;
import relais.voice.rules.NormalText;
import relais.voice.stop.Intent;
import relais.voice.stop.StopWords;

/** (person, message) → decision. Pure: no clock, no database; thread-safe. */
final class Decide {
    private final StopWords stopWords;
    private final Attribution attribution;

    Decide(StopWords stopWords, Attribution attribution) {
        this.stopWords = stopWords;
        this.attribution = attribution;
    }

    Decision decide(Person person, Incoming message, Map<Long, LivePoll> polls) {
        if (!person.reachable) {
            return new Decision.FromMachine();
        }
        return switch (stopWords.intentOf(message.text())) {
            case Intent.Stop stop -> new Decision.Stop(stop);
            case Intent.Join join -> new Decision.Join(join);
            case Intent.None none -> answer(person, message, polls);
        };
    }

    private Decision answer(Person person, Incoming message, Map<Long, LivePoll> polls) {
        NormalText text = NormalText.of(message.text());
        String language = Objects.requireNonNullElse(person.language, "");
        Outcome outcome =
                attribution.choose(candidates(person, polls), text, message.receivedAt(), language);
        return switch (outcome) {
            case Outcome.Attributed to -> answered(person, text, to, polls);
            case Outcome.Doubtful among -> new Decision.Doubt(among);
            case Outcome.Unattributed none -> new Decision.Unsolicited(none);
        };
    }

    private static Decision answered(
            Person person, NormalText text, Outcome.Attributed to, Map<Long, LivePoll> polls) {
        LivePoll poll = Objects.requireNonNull(polls.get(to.pollId()));
        Standing before = Objects.requireNonNull(person.asked().get(to.pollId())).counted;
        boolean news =
                to.counted()
                        && (before == null
                                || !Objects.equals(before.category(), to.answer().category()));
        return new Decision.Answer(to, poll.rules().storyIn(text).present(), news);
    }

    private static List<OpenPoll> candidates(Person person, Map<Long, LivePoll> polls) {
        List<OpenPoll> candidates = new ArrayList<>(person.asked().size());
        person.asked()
                .forEach(
                        (id, asked) -> {
                            LivePoll poll = polls.get(id);
                            if (poll != null) {
                                candidates.add(
                                        new OpenPoll(
                                                id,
                                                poll.rules(),
                                                asked.at,
                                                asked.counted == null
                                                        ? null
                                                        : asked.counted.receivedAt(),
                                                poll.closedAt()));
                            }
                        });
        return candidates;
    }
}
