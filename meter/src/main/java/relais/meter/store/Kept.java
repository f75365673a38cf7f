package relais.meter.store;

/** What became of lines. */
public sealed interface Kept {
    /**
     * Durable and visible.
     *
     * @param tooOld not kept, for the raw time of their class is over; they will never be taken
     * @param tooFar not kept, for they are of the future; whoever sent them has a wrong clock
     */
    record Stored(int samples, int tooOld, int tooFar) implements Kept {}

    /** For good: the bound on series is reached, or a line is not well formed. None was kept. */
    record Refused(String reason) implements Kept {}

    /** A store is away or its disk fails; the same lines may be sent again. */
    record Away(String reason) implements Kept {}
}
