/**
 * Reports by mail: who gets which report when, and the letters that carry them. Called by the API
 * and by the meter's chores; what a report says is not known here.
 */
@NullMarked
package relais.meter.subscription;

import org.jspecify.annotations.NullMarked;
