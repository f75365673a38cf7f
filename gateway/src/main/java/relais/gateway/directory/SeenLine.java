package relais.gateway.directory;

import relais.gateway.channel.Line;

/**
 * A channel as the process that runs it sees it; counts are since that process's start.
 *
 * @param node the gateway that runs it
 * @param waiting parts taken from the queue and not done with
 */
public record SeenLine(
        String channel, String node, Line line, long received, long sent, long waiting) {}
