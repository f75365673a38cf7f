package relais.meter.store;

/** What became of lines. */
public sealed interface Kept {
    /**
     * Durable and visible.
     *
     * @param tooOld not kept, for the raw time of their class is over; they will never be taken
     * @param tooFar not kept, for they are of the future; whoever sent them has a wrong clock
     */
    record Stored(int samples, int tooOld, int tooFar) implements Kept {
        Stored plus(Stored other) {
            return new Stored(
                    samples + other.samples, tooOld + other.tooOld, tooFar + other.tooFar);
        }
    }

    /**
     * The bound on series is reached: what is of series that were there, or for which there was
     * room, is durable; the rest is not taken, for good.
     *
     * @param refused samples that were not taken
     * @param reason names the bound
     */
    record Partly(Stored stored, int refused, String reason) implements Kept {}

    /** For good: a line is not well formed. None was kept. */
    record Refused(String reason) implements Kept {}

    /** A store answers and takes nothing now: its disk is full. The same may be sent again. */
    record Later(String reason) implements Kept {}

    /** A store does not answer; the same lines may be sent again. */
    record Away(String reason) implements Kept {}
}
