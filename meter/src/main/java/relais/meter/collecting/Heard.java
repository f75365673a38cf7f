package relais.meter.collecting;

import java.time.Instant;

/**
 * How a push came.
 *
 * @param at on our clock
 * @param clockOffsetMs how far the agent's clock is ahead of ours, the way of the push included
 * @param address from where
 * @param version of the agent; empty when it does not say
 */
record Heard(Instant at, long clockOffsetMs, String address, String version) {}
