package relais.meter.store;

import relais.meter.series.labels.Definition;

/**
 * A series that was asked for, with what was asked of it.
 *
 * @param <T> {@link relais.meter.series.Columns} or {@link relais.meter.series.Windows}
 */
public record Found<T>(Definition definition, T of) {}
