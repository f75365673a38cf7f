/**
 * What became of outgoing messages, part by part: takes the gateway's reports from the queue and
 * keeps parts, messages and counters right, in whatever order they arrive.
 */
@NullMarked
package relais.voice.reports;

import org.jspecify.annotations.NullMarked;
