/**
 * Reports on paper: of a host or a dashboard, its state, what arrived, its alerts and its graphs
 * over a day, a week or a month, as PDF. Called by the API and by subscriptions; it changes nothing
 * and sends nothing.
 */
@NullMarked
package relais.meter.report;

import org.jspecify.annotations.NullMarked;
