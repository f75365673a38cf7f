/**
 * An SMSC and its handsets, for demonstrations, tests and benchmarks: an SMPP server on jsmpp's
 * server sessions that delays, throttles, loses, repeats and hangs up as told, by a seed. Never
 * part of a real channel.
 */
@NullMarked
package relais.gateway.simulator;

import org.jspecify.annotations.NullMarked;
