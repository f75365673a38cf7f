package relais.meter.store;

import relais.meter.series.Windows;
import relais.meter.series.labels.Definition;

/**
 * Roll-ups of one series on their way in.
 *
 * @param windows of 5 minutes or of hours, beginning with these (UTC); see {@link
 *     relais.meter.series.SeriesStore#appendRolled}
 */
public record RolledLine(Definition definition, Windows windows) {}
