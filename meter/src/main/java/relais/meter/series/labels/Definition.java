package relais.meter.series.labels;

/**
 * What a series is.
 *
 * @param owner who brought it (an agent, an import): its count of series is bounded
 * @param retention the number of its retention class in the store's limits
 */
public record Definition(Labels labels, String owner, int retention, SeriesKind kind) {

    public Definition {
        if (owner.length() > Labels.LONGEST_VALUE) {
            throw new IllegalArgumentException("the owner's name is too long");
        }
    }
}
