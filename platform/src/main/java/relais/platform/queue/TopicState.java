package relais.platform.queue;

import java.time.Duration;

/**
 * What the status page shows of a topic: how many wait, how old the oldest is, how many are dead.
 */
public record TopicState(String topic, long depth, Duration oldest, long dead) {}
