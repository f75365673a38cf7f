package relais.meter.series.labels;

/**
 * How a series' values are to be understood, in RRDtool's words. Stored by ordinal: only append.
 */
public enum SeriesKind {
    GAUGE,
    COUNTER,
    DERIVE,
    ABSOLUTE
}
