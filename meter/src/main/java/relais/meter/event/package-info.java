/**
 * What happened and when, as people write it down: shown in graphs beside the measurements. Called
 * by the API; it explains nothing by itself.
 */
@NullMarked
package relais.meter.event;

import org.jspecify.annotations.NullMarked;
