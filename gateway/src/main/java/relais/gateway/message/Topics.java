package relais.gateway.message;

import relais.platform.queue.Topic;

/** The queue topics between the gateway and the rest. */
public final class Topics {
    /** {@link Incoming}, key = from, id = node:spool position. */
    public static final Topic MO = new Topic("mo", 16);

    /** {@link Report}, key = {@link Report#key()}. */
    public static final Topic REPORT = new Topic("report", 16);

    /** A channel's rate is a few hundred messages a second at most: few partitions are enough. */
    private static final int LANE_PARTITIONS = 4;

    private Topics() {}

    /** {@link Outgoing} for one channel and lane, key = to, id = messageId as text. */
    public static Topic mt(String channel, Lane lane) {
        return new Topic("mt." + channel + "." + lane.topicPart(), LANE_PARTITIONS);
    }
}
