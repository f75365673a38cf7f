package relais.gateway;

import relais.gateway.channel.Line;

/**
 * A running channel, for the console.
 *
 * @param kind as in its settings: smpp, kannel, simulated
 * @param line how its line is; PAUSED where an operator stopped sending
 * @param received deliveries since start: messages, parts and reports
 * @param sent parts taken by the provider since start
 * @param waiting parts taken from the queue and not done with
 */
public record ChannelState(
        String name, String kind, Line line, long received, long sent, int waiting) {}
