package relais.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** What agents and collectors agree on at the broker: docs/formats/agent-batch.md. */
public final class AgentQueue {

    /** The exchange to which agents publish, and the queue behind it. */
    public static final String NAME = "relais.agents";

    /** In place of a path, in what a push signs. */
    public static final String PATH = "amqp:" + NAME;

    /** Types of messages. */
    public static final String PUSH = "push";

    public static final String PAIRING = "pairing";

    /** In an answer's headers: as the status of HTTP. */
    public static final String STATUS = "Relais-Status";

    /** What the broker calls the way back to who asked, without a queue of theirs. */
    public static final String REPLY_TO = "amq.rabbitmq.reply-to";

    /** As long as an agent waits for its answer; what waits longer in the queue is gone. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * A broker that has just come up is left alone so long: it listens before its quorum queues
     * have leaders, and a queue asked in that moment may never get one (rabbitmq-server issue
     * 10070).
     */
    public static final Duration SETTLE = Duration.ofSeconds(2);

    /** Beyond it agents are told at once that there is no room: they keep what they have. */
    private static final int MOST_BYTES = 256 << 20;

    private static final int MOST_MESSAGES = 10_000;

    /** A batch that ended so many collectors is not given to another. */
    private static final int MOST_DELIVERIES = 5;

    /** Quorum, so that a node of a cluster may be lost; not because anything must last. */
    private static final Map<String, Object> QUEUE =
            Map.of(
                    "x-queue-type",
                    "quorum",
                    "x-message-ttl",
                    PATIENCE.toMillis(),
                    "x-max-length",
                    MOST_MESSAGES,
                    "x-max-length-bytes",
                    MOST_BYTES,
                    "x-overflow",
                    "reject-publish",
                    "x-delivery-limit",
                    MOST_DELIVERIES);

    private AgentQueue() {}

    /** Done by the collector: an agent's account need not be allowed to. */
    public static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(NAME, BuiltinExchangeType.FANOUT, true);
        channel.queueDeclare(NAME, true, false, false, QUEUE);
        channel.queueBind(NAME, NAME, "");
    }
}
