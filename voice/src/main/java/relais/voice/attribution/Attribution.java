package relais.voice.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import relais.voice.poll.PollKind;
import relais.voice.rules.Categorised;
import relais.voice.rules.NormalText;

/**
 * Which of the polls a contact was asked does a reply answer?
 *
 * <p>Each poll is weighed by content × time × answered. Content: how surely the text answers it
 * under its rules (a free-text poll takes any text, at {@link #ANY_TEXT}). Time: decays by half
 * each {@code halfLife} towards {@link #OLDEST}; polls asked before the latest weigh half, for
 * people answer the question they read last. Answered: a poll already answered weighs a third. The
 * likeliest poll takes the reply when its share of all weights is {@link #SURE} or more; else a
 * person decides. One single poll understood is sure, whatever its age.
 */
public final class Attribution {
    static final double SURE = 0.6;
    static final double ANY_TEXT = 0.5;
    static final double OLDEST = 0.1;
    static final double EARLIER = 0.5;
    static final double ANSWERED = 0.35;

    /** Confidence of an answer that no rule understood but time makes likely. */
    static final double UNCLEAR = 0.5;

    /** Longer texts that no rule understands are letters to us, not answers. */
    static final int UNCLEAR_WORDS = 6;

    private final AttributionLimits limits;

    public Attribution(AttributionLimits limits) {
        this.limits = limits;
    }

    private record Weighed(OpenPoll poll, Categorised answer, double weight) {}

    /** {@link #choose(List, NormalText, Instant, String)} for a text used only here. */
    public Outcome choose(List<OpenPoll> polls, String text, Instant at, String language) {
        return choose(polls, NormalText.of(text), at, language);
    }

    /**
     * @param polls those this contact was asked, open or closed, in any order
     * @param language the contact's (ISO 639), or empty
     */
    public Outcome choose(List<OpenPoll> polls, NormalText text, Instant at, String language) {
        List<OpenPoll> open = new ArrayList<>(polls.size());
        List<OpenPoll> late = new ArrayList<>(0);
        for (OpenPoll poll : polls) {
            Instant closed = poll.closedAt();
            if (closed == null || at.isBefore(closed)) {
                open.add(poll);
            } else if (!at.isAfter(closed.plus(limits.late()))) {
                late.add(poll);
            }
        }
        Outcome among = text.size() == 0 ? null : among(open, text, at, language);
        if (among != null) {
            return among;
        }
        List<Weighed> lateAnswers = understood(late, text, at, language);
        if (!lateAnswers.isEmpty()) {
            return late(lateAnswers.getFirst());
        }
        Outcome unclear = unclear(open, text, at, language);
        if (unclear != null) {
            return unclear;
        }
        return new Outcome.Unattributed(
                open.isEmpty()
                        ? new Why("no-open-poll", Map.of())
                        : new Why("no-poll-understands", Map.of("polls", "" + open.size())));
    }

    private @Nullable Outcome among(
            List<OpenPoll> open, NormalText text, Instant at, String language) {
        List<Weighed> understood = understood(open, text, at, language);
        if (understood.isEmpty()) {
            return null;
        }
        Weighed best = understood.getFirst();
        if (open.size() == 1) {
            return attributed(best, best.answer().confidence(), "only-open-poll", 1);
        }
        if (understood.size() == 1) {
            return attributed(best, best.answer().confidence(), "only-poll-understanding", 1);
        }
        double all = understood.stream().mapToDouble(Weighed::weight).sum();
        double share = best.weight() / all;
        if (share >= SURE) {
            return attributed(best, share, "content-and-time", share);
        }
        List<Outcome.Candidate> candidates = new ArrayList<>();
        for (Weighed each : understood) {
            candidates.add(
                    new Outcome.Candidate(
                            each.poll().pollId(), rounded(each.weight() / all), each.answer()));
        }
        return new Outcome.Doubtful(
                candidates, new Why("several-possible", Map.of("polls", "" + candidates.size())));
    }

    private static Outcome attributed(Weighed to, double confidence, String why, double share) {
        return new Outcome.Attributed(
                to.poll().pollId(),
                rounded(confidence),
                true,
                to.answer(),
                new Why(
                        why,
                        Map.of(
                                "rule", to.answer().decidedBy(),
                                "share", Double.toString(rounded(share)))));
    }

    private static Outcome late(Weighed to) {
        return new Outcome.Attributed(
                to.poll().pollId(),
                rounded(to.answer().confidence()),
                false,
                to.answer(),
                new Why("late-reply", Map.of("closed", "" + to.poll().closedAt())));
    }

    /** A short text soon after one single question not yet answered: an answer nobody foresaw. */
    private @Nullable Outcome unclear(
            List<OpenPoll> open, NormalText text, Instant at, String language) {
        if (text.size() == 0 || text.size() > UNCLEAR_WORDS || open.isEmpty()) {
            return null;
        }
        List<OpenPoll> waiting = new ArrayList<>();
        for (OpenPoll poll : open) {
            if (poll.answeredAt() == null && age(poll, at).compareTo(limits.unclear()) <= 0) {
                waiting.add(poll);
            }
        }
        if (waiting.size() != 1) {
            return null;
        }
        OpenPoll poll = waiting.getFirst();
        return new Outcome.Attributed(
                poll.pollId(),
                UNCLEAR,
                true,
                poll.rules().categorise(text, language),
                new Why("unclear-but-asked", Map.of("words", "" + text.size())));
    }

    /** The polls under which the text is an answer, likeliest first. */
    private List<Weighed> understood(
            List<OpenPoll> polls, NormalText text, Instant at, String language) {
        if (polls.isEmpty() || text.size() == 0) {
            return List.of();
        }
        Instant latest = Instant.MIN;
        for (OpenPoll poll : polls) {
            latest = poll.askedAt().isAfter(latest) ? poll.askedAt() : latest;
        }
        List<Weighed> understood = new ArrayList<>(polls.size());
        for (OpenPoll poll : polls) {
            Categorised answer = poll.rules().categorise(text, language);
            boolean anyText = poll.rules().kind() == PollKind.FREE_TEXT && !text.isCourtesy();
            if (answer.answers() || anyText) {
                double content = Math.max(answer.confidence(), anyText ? ANY_TEXT : 0);
                Categorised kept = answer.confidence() == content ? answer : sure(answer, content);
                understood.add(new Weighed(poll, kept, content * time(poll, at, latest)));
            }
        }
        understood.sort(
                Comparator.comparingDouble(Weighed::weight)
                        .reversed()
                        .thenComparing(w -> w.poll().askedAt(), Comparator.reverseOrder())
                        .thenComparingLong(w -> w.poll().pollId()));
        return understood;
    }

    private static Categorised sure(Categorised answer, double confidence) {
        return new Categorised(
                answer.category(),
                answer.alsoMatched(),
                answer.number(),
                confidence,
                answer.decidedBy());
    }

    private double time(OpenPoll poll, Instant at, Instant latest) {
        double halves =
                (double) age(poll, at).toMillis() / Math.max(1, limits.halfLife().toMillis());
        double decayed = OLDEST + (1 - OLDEST) * Math.pow(0.5, halves);
        boolean earlier = Duration.between(poll.askedAt(), latest).compareTo(limits.together()) > 0;
        return decayed * (earlier ? EARLIER : 1) * (poll.answeredAt() == null ? 1 : ANSWERED);
    }

    private static Duration age(OpenPoll poll, Instant at) {
        Duration age = Duration.between(poll.askedAt(), at);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 1000) / 1000.0;
    }
}
