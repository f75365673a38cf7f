/**
 * The way out: takes messages from the queue into a journal, paces, submits, retries and reports.
 * The facade runs one for each channel; it knows no protocol.
 */
@NullMarked
package relais.gateway.outgoing;

import org.jspecify.annotations.NullMarked;
