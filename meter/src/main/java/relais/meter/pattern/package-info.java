/**
 * How people say which hosts, graphs or titles they mean. Called by alerts and dashboards; it knows
 * no host by itself.
 */
@NullMarked
package relais.meter.pattern;

import org.jspecify.annotations.NullMarked;
