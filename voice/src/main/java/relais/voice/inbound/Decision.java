package relais.voice.inbound;

import relais.voice.attribution.Outcome;
import relais.voice.stop.Intent;

/** What one message means. */
sealed interface Decision {
    /** The person wants no more messages: honoured before anything else. */
    record Stop(Intent.Stop intent) implements Decision {}

    /** The person wants to be written to, again or for the first time. */
    record Join(Intent.Join intent) implements Decision {}

    /**
     * An answer to a poll.
     *
     * @param story it says more than the answer: a person should read it too
     * @param news it changes what counts for this person, so it deserves a reply
     */
    record Answer(Outcome.Attributed to, boolean story, boolean news) implements Decision {}

    /** An answer, but to which poll? */
    record Doubt(Outcome.Doubtful among) implements Decision {}

    /** Nothing we asked for: a person should read it. */
    record Unsolicited(Outcome.Unattributed outcome) implements Decision {}

    /** Somebody else in Relais took it, and answers this. */
    record TakenElsewhere(String reply) implements Decision {}

    /** From a short code or a name, which is no person: kept for reading, never answered. */
    record FromMachine() implements Decision {}
}
