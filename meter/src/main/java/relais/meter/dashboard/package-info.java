/**
 * Dashboards: those that follow from hosts, categories and groups by themselves, and those that
 * people make, here or as files. Called by the API; it reads no measurement.
 */
@NullMarked
package relais.meter.dashboard;

import org.jspecify.annotations.NullMarked;
