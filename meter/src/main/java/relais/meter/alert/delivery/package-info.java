/**
 * Brings news of alerts to people: a durable list of notices, and the ways out by SMS, mail and
 * webhook. Called by the alerts, which say whom to tell what; it decides neither.
 */
@NullMarked
package relais.meter.alert.delivery;

import org.jspecify.annotations.NullMarked;
