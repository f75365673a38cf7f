package relais.meter.collecting;

/** What became of a batch. */
public sealed interface Taken {
    /**
     * All of it is durable, now or before, but for what never can be.
     *
     * @param wantsGraphs whether readings came of graphs that nobody has described
     * @param refused why some of it was left; empty when nothing was
     */
    record Stored(int sheets, boolean wantsGraphs, String refused) implements Taken {}

    /** For good: sent again it would be refused again. */
    record Refused(String reason) implements Taken {}

    /** A store is away; the same batch may be sent again. */
    record Away(String reason) implements Taken {}
}
