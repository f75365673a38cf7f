package relais.meter.series;

/** What became of an append. */
public sealed interface Appended {

    /**
     * Durable and visible to reads.
     *
     * @param samples taken, repeated ones included
     * @param tooOld left out: their raw time is over, only roll-ups are kept of it
     * @param tooFar left out: further in the future than a clock may be wrong
     */
    record Stored(int samples, int tooOld, int tooFar) implements Appended {
        /** Both together. */
        public Stored plus(Stored other) {
            return new Stored(
                    samples + other.samples, tooOld + other.tooOld, tooFar + other.tooFar);
        }
    }

    /** Nothing was kept; try again later, or with what the reason asks for. */
    record Refused(String reason) implements Appended {}

    /** Nothing was kept: of some series nothing is known any more. Register them anew. */
    record Forgotten(String reason) implements Appended {}

    /** The disk failed or the store is closed; whether the samples survive is unknown. */
    record Broken(String reason) implements Appended {}
}
