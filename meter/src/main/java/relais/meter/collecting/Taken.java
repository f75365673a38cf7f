package relais.meter.collecting;

/** What became of a batch. */
public sealed interface Taken {
    /**
     * All of it is durable, now or before.
     *
     * @param wantsGraphs whether readings came of graphs that nobody has described
     */
    record Stored(int sheets, boolean wantsGraphs) implements Taken {}

    /** For good: sent again it would be refused again. */
    record Refused(String reason) implements Taken {}

    /** A store is away; the same batch may be sent again. */
    record Away(String reason) implements Taken {}
}
