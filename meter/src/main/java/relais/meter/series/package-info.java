/**
 * The series store: samples of many series, durable before they are acknowledged, small on the
 * disk, quick to read by time and label. {@link relais.meter.series.SeriesStore} is the door. Used
 * by the meter's collector, query and graphs; knows no HTTP, no SQL and no library but the JDK.
 */
@NullMarked
package relais.meter.series;

import org.jspecify.annotations.NullMarked;
