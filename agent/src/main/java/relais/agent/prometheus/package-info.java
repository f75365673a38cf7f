/**
 * Reads metrics pages in Prometheus' text format and makes graphs of them. Called by the collector
 * through the plugin port; it keeps labels and decides nothing about them.
 */
@NullMarked
package relais.agent.prometheus;

import org.jspecify.annotations.NullMarked;
