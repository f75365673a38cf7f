package relais.meter.series;

import java.util.List;

/**
 * How a store is.
 *
 * @param headSamples in memory, durable by the log
 * @param sealedSamples in files; samples that came twice count twice until they are merged
 * @param files that are sealed
 * @param fileBytes of sealed files
 * @param rollUpBytes of those, what roll-ups take beside raw samples
 * @param nameBytes of the series' names, both copies
 * @param damage what was found damaged since the start, and what could not be done
 */
public record StoreState(
        int series,
        long headSamples,
        long sealedSamples,
        int files,
        long fileBytes,
        long rollUpBytes,
        long nameBytes,
        List<String> damage) {

    public StoreState {
        damage = List.copyOf(damage);
    }
}
