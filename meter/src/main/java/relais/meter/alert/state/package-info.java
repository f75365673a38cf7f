/**
 * What becomes of an alert: pure decisions from a state, an observation and a time to the next
 * state and what changed. Called by the evaluation; it knows no clock, no table and no network.
 */
@NullMarked
package relais.meter.alert.state;

import org.jspecify.annotations.NullMarked;
