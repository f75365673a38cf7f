package relais.agent.ship;

/** What became of a batch. */
public sealed interface Outcome {

    /**
     * Every sheet of it is durable at the centre, now or already before.
     *
     * @param wantsGraphs the centre holds readings whose metadata it does not know
     * @param left what it would not keep of them, and why; empty when it kept all
     */
    record Acknowledged(boolean wantsGraphs, String left) implements Outcome {
        public Acknowledged(boolean wantsGraphs) {
            this(wantsGraphs, "");
        }
    }

    /** The centre will not have it. */
    record Refused(Because because, String reason) implements Outcome {}

    /** No answer, or one that says "later". The batch may have been stored: it is sent again. */
    record Away(String reason) implements Outcome {}

    /** What a refusal is about. */
    enum Because {
        /** Of what is in the batch; sent again it would be refused again. */
        CONTENT,
        /** Of who sends it: unknown, or its key was withdrawn. Everything is kept. */
        SENDER
    }
}
