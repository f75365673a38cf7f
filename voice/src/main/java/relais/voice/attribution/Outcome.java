package relais.voice.attribution;

import java.util.List;
import relais.voice.rules.Categorised;

/** Where a reply belongs. */
public sealed interface Outcome {
    Why why();

    /**
     * To one poll.
     *
     * @param counted false for a late reply to a closed poll: kept, shown, never counted
     * @param answer what it says there; {@code category} null for one that no rule understood
     * @param confidence 0 to 1, of the attribution and the answer together
     */
    record Attributed(long pollId, double confidence, boolean counted, Categorised answer, Why why)
            implements Outcome {}

    /** To one of several, likeliest first: a person decides. */
    record Doubtful(List<Candidate> candidates, Why why) implements Outcome {
        public Doubtful {
            candidates = List.copyOf(candidates);
        }
    }

    /** To none: it goes to the inbox. */
    record Unattributed(Why why) implements Outcome {}

    /** One of several possible polls with its share of the likelihood, 0 to 1. */
    record Candidate(long pollId, double confidence, Categorised answer) {}
}
