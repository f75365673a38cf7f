/**
 * Alerts: what is watched and by which rule, who is told and when, silences and windows, who is on
 * call. One process at a time looks at everything and commits what became of it in one transaction.
 * Called by the meter's facade and its API; it measures nothing and speaks no network protocol.
 */
@NullMarked
package relais.meter.alert;

import org.jspecify.annotations.NullMarked;
