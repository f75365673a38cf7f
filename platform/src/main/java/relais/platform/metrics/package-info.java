/**
 * Numbers for Prometheus. Modules make their counters here and app shows them at /metrics; labels
 * come from closed sets only, never from what people send.
 */
@NullMarked
package relais.platform.metrics;

import org.jspecify.annotations.NullMarked;
