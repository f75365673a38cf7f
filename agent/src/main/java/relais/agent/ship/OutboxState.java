package relais.agent.ship;

/**
 * How far the centre is behind.
 *
 * @param waiting sheets not yet acknowledged
 * @param bytes on disk
 * @param forgotten sheets given up since the start because of age or size
 * @param refused sheets that the centre would not have since the start
 */
public record OutboxState(long waiting, long bytes, long forgotten, long refused) {}
